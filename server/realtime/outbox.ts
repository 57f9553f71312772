import { monotonicMs } from '../clock';

/** Two messages to one socket in the same tick would lose the second (volatile): they are sent apart. */
const APART_MS = 5;

/** When it is, and how to be called later; returns how to call it off. */
export interface Timing {
  readonly mono: () => number;
  readonly later: (run: () => void, ms: number) => () => void;
}

export const MACHINE_TIMING: Timing = {
  mono: monotonicMs,
  later: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Sends one message after the other, never two in one tick. */
export function createOutbox<M>(send: (message: M) => void, { mono, later }: Timing = MACHINE_TIMING) {
  const queue: M[] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;
  const pump = (): void => {
    cancel = null;
    const next = queue.shift();
    if (next === undefined) return;
    lastMs = mono();
    send(next);
    if (queue.length > 0) cancel = later(pump, APART_MS);
  };
  return {
    put: (message: M): void => {
      queue.push(message);
      if (cancel) return;
      const wait = lastMs + APART_MS - mono();
      if (wait <= 0) pump();
      else cancel = later(pump, wait);
    },
    stop: (): void => {
      cancel?.();
      queue.length = 0;
    },
  };
}
