import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { noteFault } from '../kiosk/faults';
import type { Failure } from './failure';
import { sayUnread } from './unread';

/** Figures that are shown are not marked for a hiccup; what is not there is told at once. */
const MARK_AFTER_MS = 3000;

interface MarkParts {
  readonly title: string;
  readonly failed: Accessor<Failure | null>;
  /** When the first of the tries that failed in a row began, on the page's clock; null: none did. */
  readonly failingMs: Accessor<number | null>;
  readonly hasData: Accessor<boolean>;
  readonly asOfMs: Accessor<number | null>;
  readonly retry: () => void;
}

/** Puts a reading that fails on the page's list of what cannot be read, and lets `/ops` know. */
export function createMark({ title, failed, failingMs, hasData, asOfMs, retry }: MarkParts): void {
  const [isDue, setDue] = createSignal(false);
  createEffect(
    on([failingMs, hasData], ([sinceMs, has]) => {
      setDue(sinceMs !== null && !has);
      if (sinceMs === null || !has) return;
      const timer = setTimeout(() => setDue(true), Math.max(0, sinceMs + MARK_AFTER_MS - performance.now()));
      onCleanup(() => clearTimeout(timer));
    }),
  );
  createEffect(() => {
    const failure = failed();
    if (failure === null || !isDue()) return;
    const path = failure.path.replace(/\?.*/, '');
    noteFault(`${path} ${failure.why}`);
    onCleanup(sayUnread({ title, path, asOfMs: asOfMs(), isFinal: failure.againS === null, retry }));
  });
}
