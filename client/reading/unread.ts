import { createSignal, onCleanup } from 'solid-js';

/** A part of the page whose figures cannot be read now. */
export interface UnreadPart {
  /** In the reader's words. */
  readonly title: string;
  /** The call that failed, without its question. */
  readonly path: string;
  /** Of when the figures are that it still shows; null: it shows none. */
  readonly asOfMs: number | null;
  /** It is not tried again by itself: the server said that this does not exist, or is not for us. */
  readonly isFinal: boolean;
  readonly retry: () => void;
}

const [parts, setParts] = createSignal<readonly UnreadPart[]>([]);

/** All of the page's parts that cannot be read now: the view says so in one place. */
export const unreadParts = parts;

/** Takes a part into the list until what is returned is called. Whichever failed last, the list reads the same. */
export function sayUnread(part: UnreadPart): () => void {
  setParts((old) => [...old, part].sort((a, b) => a.title.localeCompare(b.title)));
  return () => void setParts((old) => old.filter((one) => one !== part));
}

const others = new Set<() => void>();

/** Something else that `retryAll` tries again, until the owner goes. */
export function onRetryAll(retry: () => void): void {
  others.add(retry);
  onCleanup(() => others.delete(retry));
}

/** Tries everything again that failed, at once. */
export function retryAll(): void {
  for (const part of parts()) part.retry();
  for (const retry of [...others]) retry();
}

/** R tries again whatever failed, on every view; not while somebody writes. */
export function listenToRetryKey(): void {
  const onKey = (event: KeyboardEvent): void => {
    const isWriting =
      event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable=true]');
    if (isWriting || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key.toLowerCase() === 'r') retryAll();
  };
  window.addEventListener('keydown', onKey);
  onCleanup(() => window.removeEventListener('keydown', onKey));
}
