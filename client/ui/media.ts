import { createSignal, onCleanup } from 'solid-js';

/** Twice as wide as a common wall. */
export const WIDE = '(min-aspect-ratio: 5/2)';
/** Standing upright. */
export const UPRIGHT = '(max-aspect-ratio: 1/1)';

/** Follows a media query for the life of its owner. */
export function createMedia(query: string): () => boolean {
  const list = window.matchMedia(query);
  const [matches, setMatches] = createSignal(list.matches);
  const follow = (): void => void setMatches(list.matches);
  list.addEventListener('change', follow);
  onCleanup(() => list.removeEventListener('change', follow));
  return matches;
}
