import { onCleanup } from 'solid-js';
import type { SteerKey } from '../../../shared/steer';

/** Calls what stands for a key, letters in lower case; who types in a field means letters, and only Esc leaves it. */
export function listenToKeys(actions: Readonly<Record<string, () => void>>): void {
  const onKey = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement | null;
    const typing = target?.closest('input, select, textarea, [contenteditable=true]');
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing && event.key !== 'Escape') return;
    // A button takes a space itself.
    if (event.key === ' ' && target?.closest('button, a')) return;
    const act = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  window.addEventListener('keydown', onKey);
  onCleanup(() => window.removeEventListener('keydown', onKey));
}

/** The keys that a phone's buttons stand for. */
export const STEERED: Readonly<Record<SteerKey, string>> = {
  next: 'ArrowRight',
  previous: 'ArrowLeft',
  up: 'ArrowUp',
  down: 'ArrowDown',
  freeze: 'c',
  play: ' ',
  variant: 'v',
  period: 'p',
};
