import { monotonicMs } from '../clock';

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
