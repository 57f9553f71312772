import { createEffect, on, untrack } from 'solid-js';
import { forget, recall, remember } from '../../offline/remembered';
import { createReading, type Reading } from '../../reading/reading';

export interface Wish {
  /** What it reads, in the reader's words. */
  readonly title: string;
  /** What to ask for; null: nothing now, what is known stays. */
  readonly path: () => string | null;
  /** The name under which the device keeps the last answer: perhaps one of an earlier day, it says itself of when it is. */
  readonly keepAs: string;
  /** Asked again when this changes, at most every `leastMs`: the board takes nearly all of a tablet's 2 MB an hour. */
  readonly news?: () => unknown;
  readonly leastMs: number;
  /** For what only the ward itself may see: while false nothing is asked, shown or kept. */
  readonly own?: () => boolean;
  /** The server says that it is not allowed (any more). */
  readonly onRefused?: () => void;
}

/** What has news is asked for again after this even if nothing moved: a list ages by itself. */
const IDLE_MS = 600_000;

/** One question of a tablet: kept on the device, quiet while nobody sees the page, renewed as its news comes. */
export function createAnswer<T>(wish: Wish): Reading<T> {
  const allowed = () => wish.own === undefined || wish.own();
  const drop = (): void => {
    forget(wish.keepAs);
    reading.drop();
  };
  const reading = createReading<T>({
    title: wish.title,
    ask: () => (allowed() ? wish.path() : null),
    about: () => wish.keepAs,
    first: untrack(allowed) ? recall<T>(wish.keepAs) : null,
    ...(wish.news && { news: wish.news, everyMs: IDLE_MS }),
    leastMs: wish.leastMs,
    onAnswer: (fresh) => remember(wish.keepAs, fresh),
    onRefused: () => {
      drop();
      wish.onRefused?.();
    },
  });
  createEffect(
    on(allowed, (isAllowed) => {
      if (!isAllowed) drop();
    }),
  );
  return reading;
}
