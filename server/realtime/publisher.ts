import { formatInstant } from '../../shared/localTime';
import type { Frame, Heartbeat, Ticker, TickerItem } from '../../shared/protocol';
import { monotonicMs } from '../clock';
import type { AcceptedLine } from '../db/tickerLine';
import type { LiveBoard } from './liveBoard';
import { createOutbox } from './outbox';

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
  /** Sends what has changed now, whatever the pace: for a reader who asks what is known. */
  readonly flush: () => void;
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
}

export function createPublisher({ live, listeners, send, everySecond }: PublisherParts): Publisher {
  const outbox = createOutbox(send);
  let lastFrameMs = Number.NEGATIVE_INFINITY;
  let planned: NodeJS.Timeout | null = null;
  let kept: readonly TickerItem[] = [];
  let fresh: TickerItem[] = [];

  const publish = (): void => {
    planned = null;
    const frame = live.takeFrame();
    if (!frame) return;
    lastFrameMs = monotonicMs();
    outbox.put({ kind: 'frame', body: frame });
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
      outbox.put({ kind: 'heartbeat', body: live.beat() });
    }, HEARTBEAT_MS),
    setInterval(() => {
      if (fresh.length === 0) return;
      outbox.put({ kind: 'ticker', body: { items: fresh } });
      fresh = [];
    }, TICKER_MS),
  ];
  const flush = (): void => {
    if (planned) clearTimeout(planned);
    publish();
  };
  return {
    wake,
    flush,
    tell: (lines) => {
      if (lines.length === 0) return;
      const items = lines.map(({ at, wardCode, fieldCode, what }) => ({
        at: formatInstant(at),
        ward: wardCode,
        field: fieldCode,
        what,
      }));
      kept = [...kept, ...items].slice(-TICKER_KEPT);
      fresh = [...fresh, ...items].slice(-TICKER_KEPT);
    },
    latest: () => kept,
    stop: () => {
      for (const timer of timers) clearInterval(timer);
      if (planned) clearTimeout(planned);
      outbox.stop();
    },
  };
}
