import { createEffect, createSignal, on, onCleanup, untrack } from 'solid-js';
import { forget, recall, remember } from '../../offline/remembered';

const RETRY_MS = 5000;
/** What has news is asked for again after this even if nothing moved: a list ages by itself. */
const IDLE_MS = 600_000;

export interface Wish {
  /** What to ask for; null: nothing now, what is known stays. */
  readonly path: () => string | null;
  /** The name under which the device keeps the last answer. */
  readonly keepAs: string;
  /** Asked again when this changes, at most every `leastMs`: the board takes nearly all of a tablet's 2 MB an hour. */
  readonly news?: () => unknown;
  readonly leastMs: number;
  /** For what only the ward itself may see: while false nothing is asked, shown or kept. */
  readonly own?: () => boolean;
  /** The server says that it is not allowed (any more). */
  readonly onRefused?: () => void;
}

export interface Answer<T> {
  /** The last answer, perhaps one of an earlier day: it says itself of when it is. */
  readonly data: () => T | null;
  /** The last question failed for a passing reason. */
  readonly failed: () => boolean;
  readonly ask: () => void;
}

/** One question to the server: kept on the device, quiet while nobody sees the page, renewed as its news comes. */
export function createAnswer<T>(wish: Wish): Answer<T> {
  const [data, setData] = createSignal<T | null>(recall<T>(wish.keepAs));
  const [failed, setFailed] = createSignal(false);
  let askedMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  const allowed = () => wish.own === undefined || wish.own();
  const wished = () => (allowed() ? wish.path() : null);
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(ask, ms);
  };
  const drop = (): void => {
    turn++;
    forget(wish.keepAs);
    setData(null);
  };
  const take = async (answer: Response, own: number): Promise<void> => {
    if (answer.status === 401 || answer.status === 403) {
      drop();
      wish.onRefused?.();
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = (await answer.json()) as T;
    if (own !== turn) return;
    setData(() => fresh);
    setFailed(false);
    remember(wish.keepAs, fresh);
    if (wish.news) later(IDLE_MS);
  };
  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    const path = untrack(wished);
    if (path === null || document.hidden) return;
    const own = ++turn;
    askedMs = performance.now();
    try {
      await take(await fetch(path), own);
    } catch {
      if (own !== turn) return;
      setFailed(true);
      later(RETRY_MS);
    }
  };
  const soon = (): void => later(Math.max(0, askedMs + wish.leastMs - performance.now()));
  const onSeen = (): void => {
    if (!document.hidden) soon();
  };
  createEffect(on(wished, () => void ask()));
  createEffect(() => {
    if (!allowed()) drop();
  });
  if (wish.news) createEffect(on(wish.news, soon, { defer: true }));
  document.addEventListener('visibilitychange', onSeen);
  onCleanup(() => {
    turn++;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onSeen);
  });
  return { data, failed, ask: () => void ask() };
}
