import { onCleanup } from 'solid-js';
import type { TickerItem } from '../../shared/protocol';

/** As many as the server keeps; older ones are no news to anybody. */
const KEPT = 20;

type Take = (items: readonly TickerItem[], whole: boolean) => void;

export interface TickerStore {
  /** The line as a snapshot brings it: in place of all that was known under another epoch, else what of it is new. */
  readonly whole: (epoch: string, items: readonly TickerItem[]) => void;
  readonly news: (items: readonly TickerItem[]) => void;
  readonly listen: (take: Take) => void;
  readonly forget: () => void;
}

/**
 * The last items of the event line, for who begins to listen after they came. An item has no number: the same instant,
 * ward, field and happening is the same item, which a snapshot and the news after it may both bring.
 */
export function createTickerStore(): TickerStore {
  const listeners = new Set<Take>();
  let epoch: string | null = null;
  let kept: readonly TickerItem[] = [];
  const tell = (items: readonly TickerItem[], whole: boolean): void => {
    for (const take of listeners) take(items, whole);
  };
  const news: TickerStore['news'] = (items) => {
    const known = new Set(kept.map(keyOf));
    const fresh = items.filter((item) => !known.has(keyOf(item)));
    if (fresh.length === 0) return;
    kept = [...kept, ...fresh].slice(-KEPT);
    tell(fresh, false);
  };
  return {
    whole: (from, items) => {
      if (from === epoch) {
        news(items);
        return;
      }
      epoch = from;
      kept = items.slice(-KEPT);
      tell(kept, true);
    },
    news,
    listen: (take) => {
      listeners.add(take);
      onCleanup(() => listeners.delete(take));
      if (kept.length > 0) take(kept, true);
    },
    forget: () => {
      epoch = null;
      kept = [];
      tell(kept, true);
    },
  };
}

function keyOf({ at, ward, field, what }: TickerItem): string {
  return `${at} ${ward} ${field} ${what}`;
}
