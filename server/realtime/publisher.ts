import { formatInstant } from '../../shared/localTime';
import type { Frame, Heartbeat, Ticker, TickerItem } from '../../shared/protocol';
import { monotonicMs } from '../clock';
import type { AcceptedLine } from '../db/tickerLine';
import type { LiveBoard } from './liveBoard';

/** At most twenty frames a second, fewer while thousands listen. */
const MIN_INTERVAL_MS = 50;
const INTERVAL_MS_PER_LISTENER = 0.25;
const HEARTBEAT_MS = 1000;
/** How often time alone may move the board. */
const ADVANCE_MS = 200;
const TICKER_MS = 1000;
export const TICKER_KEPT = 20;

export type Outgoing =
  | { readonly kind: 'frame'; readonly body: Frame }
  | { readonly kind: 'heartbeat'; readonly body: Heartbeat }
  | { readonly kind: 'ticker'; readonly body: Ticker };

export interface Publisher {
  /** Something may have changed: a frame goes out at once after a quiet spell, else as soon as the pace allows. */
  readonly wake: () => void;
  /** Done when everything known now is in a frame, at the pace of frames: for a reader who asks what is known. */
  readonly allPublished: () => Promise<void>;
  readonly tell: (lines: readonly AcceptedLine[]) => void;
  readonly latest: () => readonly TickerItem[];
  readonly stop: () => void;
}

interface PublisherParts {
  readonly live: LiveBoard;
  readonly listeners: () => number;
  readonly send: (message: Outgoing) => void;
  /** Called before each heartbeat: refreshes what only time changes. */
  readonly everySecond: () => void;
  /** The last lines that an earlier run would have told, oldest first. */
  readonly remembered: readonly AcceptedLine[];
}

export function createPublisher({ live, listeners, send, everySecond, remembered }: PublisherParts): Publisher {
  let lastFrameMs = Number.NEGATIVE_INFINITY;
  let planned: NodeJS.Timeout | null = null;
  let kept: readonly TickerItem[] = remembered.map(itemOf).slice(-TICKER_KEPT);
  let fresh: TickerItem[] = [];
  let waiting: (() => void)[] = [];

  const publish = (): void => {
    planned = null;
    const frame = live.takeFrame();
    if (frame) {
      lastFrameMs = monotonicMs();
      send({ kind: 'frame', body: frame });
    }
    letGo();
  };
  const letGo = (): void => {
    for (const done of waiting) done();
    waiting = [];
  };
  const wake = (): void => {
    if (planned || !live.changed()) return;
    const interval = Math.max(MIN_INTERVAL_MS, listeners() * INTERVAL_MS_PER_LISTENER);
    const wait = lastFrameMs + interval - monotonicMs();
    if (wait <= 0) publish();
    else planned = setTimeout(publish, wait);
  };
  const timers = [
    setInterval(() => {
      live.advance();
      wake();
    }, ADVANCE_MS),
    setInterval(() => {
      everySecond();
      live.advance();
      wake();
      send({ kind: 'heartbeat', body: live.beat() });
    }, HEARTBEAT_MS),
    setInterval(() => {
      if (fresh.length === 0) return;
      send({ kind: 'ticker', body: { items: fresh } });
      fresh = [];
    }, TICKER_MS),
  ];
  return {
    wake,
    allPublished: () => {
      live.advance();
      wake();
      return planned ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
    },
    tell: (lines) => {
      if (lines.length === 0) return;
      const items = lines.map(itemOf);
      kept = [...kept, ...items].slice(-TICKER_KEPT);
      fresh = [...fresh, ...items].slice(-TICKER_KEPT);
    },
    latest: () => kept,
    stop: () => {
      for (const timer of timers) clearInterval(timer);
      if (planned) clearTimeout(planned);
      letGo();
    },
  };
}

function itemOf({ at, wardCode, fieldCode, what }: AcceptedLine): TickerItem {
  return { at: formatInstant(at), ward: wardCode, field: fieldCode, what };
}
