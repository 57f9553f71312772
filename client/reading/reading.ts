import { batch, createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js';
import { parseInstant } from '../../shared/localTime';
import { useBoard } from '../board/store';
import { noteFault } from '../kiosk/faults';
import { createAsker, type Get, type Settled } from './asker';
import { type Failure, failureOf, Unanswered } from './failure';
import { createMark } from './mark';

/** A question that a view asks the server: how it is called, when it is asked again, what its last answer is good for. */
export interface Question<T> {
  /** What it reads, in the reader's words. */
  readonly title: string;
  /** What to ask for; null: nothing now, what is known stays. */
  readonly ask: () => string | null;
  /** As long as this stays, so does the last answer; without it: as long as the path does. */
  readonly about?: () => string;
  /** Several calls that make one answer; without it: the path itself. */
  readonly read?: (get: Get) => Promise<T>;
  /** Asked again when this changes, at most every `leastMs`; false: what is asked cannot change. */
  readonly news?: () => unknown;
  readonly leastMs?: number;
  /** Asked again so long after an answer. */
  readonly everyMs?: number;
  /** Of when an answer is; without it: its own `asOf`, else the moment of reading. */
  readonly asOf?: (data: T) => string;
  /** An answer that is known already. */
  readonly first?: T | null;
  readonly onAnswer?: (data: T) => void;
  /** The server says that this is not for whoever asks (any more). */
  readonly onRefused?: (status: number) => void;
}

export interface Reading<T> {
  /** The last good answer to the present question; null: none yet. */
  readonly data: () => T | null;
  /** Why the last try failed; null: it did not. */
  readonly failed: () => Failure | null;
  /** Of when the answer is, in ms of server time. */
  readonly asOfMs: () => number | null;
  /** The server's own clock at the last answer; the board's may be a demo's. */
  readonly serverMs: () => number | null;
  /** Asks now, whatever is under way; done when that was answered, or failed. */
  readonly retry: () => Promise<void>;
  /** Forgets the answer. */
  readonly drop: () => void;
}

interface Kept<T> {
  readonly about: string;
  readonly data: T;
  readonly asOfMs: number | null;
}

/**
 * The one way to read: the last good answer stays, marked with its age once it cannot be renewed; what failed is asked again
 * with growing pauses, and at once when the line comes back; an answer to another question is never shown for this one.
 */
export function createReading<T>(question: Question<T>): Reading<T> {
  const { now } = useBoard();
  const about = createMemo(() => question.about?.() ?? question.ask() ?? '');
  const keep = (data: T, of: string, nowMs: number | null): Kept<T> => {
    const said = question.asOf ? question.asOf(data) : (data as { readonly asOf?: unknown } | null)?.asOf;
    return { about: of, data, asOfMs: (typeof said === 'string' ? parseInstant(said) : null) ?? nowMs };
  };
  const [kept, setKept] = createSignal(question.first == null ? null : keep(question.first, untrack(about), null));
  const [failed, setFailed] = createSignal<Failure | null>(null);
  const [failingMs, setFailingMs] = createSignal<number | null>(null);
  const [serverMs, setServerMs] = createSignal<number | null>(null);
  const present = createMemo(() => (kept()?.about === about() ? kept() : null));
  let failures = 0;
  const well = (): void => {
    failures = 0;
    setFailed(null);
    setFailingMs(null);
  };
  const fail = (cause: unknown, startedMs: number): void => {
    failures++;
    if (!(cause instanceof Unanswered)) noteFault(`${question.title}: ${cause}`);
    const failure = failureOf(cause, untrack(question.ask) ?? '', failures);
    setFailed(failure);
    setFailingMs((since) => since ?? startedMs);
    if (failure.againS !== null) asker.later(failure.againS * 1000);
    if (failure.why === 'refused') question.onRefused?.(failure.status);
  };
  const onSettled = ({ about: of, startedMs, serverMs: heardMs, result }: Settled<T>): void =>
    batch(() => {
      if ('cause' in result) return fail(result.cause, startedMs);
      well();
      setServerMs(heardMs);
      setKept(keep(result.data, of, untrack(now)));
      question.onAnswer?.(result.data);
      if (question.everyMs !== undefined) asker.later(question.everyMs);
    });
  const asker = createAsker<T>({
    path: question.ask,
    about,
    read: (get, path) => (question.read ? question.read(get) : get<T>(path)),
    onSettled,
    isWell: () => failures === 0,
  });
  const forget = (): void => {
    asker.giveUp();
    batch(well);
  };
  createEffect(
    on([about, question.ask], ([of, path], before) => {
      if (before?.[0] !== of) forget();
      // While it fails its own pauses count; whatever is asked next is the newest question.
      if (path === null) asker.giveUp();
      else if (untrack(failed)?.againS == null) void asker.follow();
    }),
  );
  const reading: Reading<T> = {
    data: () => present()?.data ?? null,
    failed,
    asOfMs: () => present()?.asOfMs ?? null,
    serverMs,
    retry: asker.retry,
    drop: () => {
      forget();
      setKept(null);
    },
  };
  createMark({
    title: question.title,
    ...reading,
    failingMs,
    hasData: () => present() !== null,
    retry: () => void asker.retry(),
  });
  // What failed while nobody could be reached says nothing of how it goes from now on.
  const anew = (): void => {
    failures = Math.min(failures, 1);
  };
  listen(question, reading, asker, anew);
  onCleanup(asker.giveUp);
  return reading;
}

/** When the line comes back all screens ask again, spread over this. */
const SPREAD_MS = 400;

/** Asks again as its news comes, as the line comes back, and as somebody looks at the page again. */
function listen<T>(
  question: Question<T>,
  { data, failed }: Reading<T>,
  asker: ReturnType<typeof createAsker<T>>,
  anew: () => void,
): void {
  const { state } = useBoard();
  const isPausing = () => untrack(failed)?.againS != null;
  const soon = (): void => {
    if (!isPausing()) asker.later(asker.askedMs() + (question.leastMs ?? 0) - performance.now());
  };
  const onLine = (): void => {
    anew();
    if (isPausing()) asker.later(Math.random() * SPREAD_MS);
  };
  const onSeen = (): void => {
    if (document.hidden) return;
    if (isPausing()) onLine();
    else if (question.news || question.leastMs !== undefined) soon();
    else if (question.everyMs !== undefined || untrack(data) === null) void asker.follow();
  };
  if (question.news) {
    // What it is made of may change without it: a slow answer would then be asked for twice.
    const news = createMemo(question.news);
    createEffect(on(news, (value) => value !== false && soon(), { defer: true }));
  }
  createEffect(
    on(
      () => state.mood === 'live',
      (isLive) => isLive && onLine(),
      { defer: true },
    ),
  );
  window.addEventListener('online', onLine);
  document.addEventListener('visibilitychange', onSeen);
  onCleanup(() => {
    window.removeEventListener('online', onLine);
    document.removeEventListener('visibilitychange', onSeen);
  });
}
