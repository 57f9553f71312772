import { untrack } from 'solid-js';
import { ask } from '../access/ask';
import { Unanswered } from './failure';

/** Reads one address; throws only what a reading turns into a `Failure`. */
export type Get = <R>(path: string) => Promise<R>;

/** How one try ended. */
export interface Settled<T> {
  /** What it was about when it began. */
  readonly about: string;
  readonly startedMs: number;
  /** The server's own clock when it answered last; null when it did not. */
  readonly serverMs: number | null;
  readonly result: { readonly data: T } | { readonly cause: unknown };
}

interface AskerParts<T> {
  readonly path: () => string | null;
  readonly about: () => string;
  readonly read: (get: Get, path: string) => Promise<T>;
  readonly onSettled: (settled: Settled<T>) => void;
  /** False while it fails: then its own pauses count. */
  readonly isWell: () => boolean;
}

export interface Asker {
  /** Asks; while something about the same is under way, as soon as that was answered: a quick hand never queues up. */
  readonly follow: () => Promise<void>;
  /** Gives up what is under way and asks anew; done when that ended. */
  readonly retry: () => Promise<void>;
  readonly later: (ms: number) => void;
  readonly giveUp: () => void;
  /** When it asked last, on the page's clock. */
  readonly askedMs: () => number;
}

/** One question at a time. What is answered after another try began is nobody's answer. */
export function createAsker<T>({ path, about, read, onSettled, isWell }: AskerParts<T>): Asker {
  let call: { readonly stop: AbortController; readonly about: string; done: Promise<void> } | null = null;
  let following: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let askedMs = Number.NEGATIVE_INFINITY;
  const attempt = async (stop: AbortController, of: string, one: string): Promise<void> => {
    const startedMs = askedMs;
    let serverMs: number | null = null;
    const get: Get = async <R>(address: string) => {
      const answer = await ask('GET', address, undefined, { signal: stop.signal });
      if (!answer.ok || answer.body === null) throw new Unanswered(answer, address);
      serverMs = answer.serverMs;
      return answer.body as R;
    };
    const result = await untrack(() => read(get, one)).then(
      (data) => ({ data }),
      (cause: unknown) => ({ cause }),
    );
    if (call?.stop !== stop) return;
    call = null;
    // Of several calls the others may be under way still: nobody waits for them any more.
    stop.abort();
    onSettled({ about: of, startedMs, serverMs, result });
  };
  const giveUp = (): void => {
    clearTimeout(timer);
    call?.stop.abort();
    call = null;
  };
  const retry = async (): Promise<void> => {
    giveUp();
    const one = untrack(path);
    if (one === null) return;
    askedMs = performance.now();
    const begun = { stop: new AbortController(), about: untrack(about), done: Promise.resolve() };
    call = begun;
    begun.done = attempt(begun.stop, begun.about, one);
    await begun.done;
  };
  const follow = async (): Promise<void> => {
    clearTimeout(timer);
    if (document.hidden) return;
    if (call === null || call.about !== untrack(about)) return retry();
    following ??= call.done.then(() => {
      following = null;
      if (isWell()) void follow();
    });
    return following;
  };
  return {
    follow,
    retry,
    later: (ms) => {
      clearTimeout(timer);
      timer = setTimeout(() => void follow(), Math.max(0, ms));
    },
    giveUp,
    askedMs: () => askedMs,
  };
}
