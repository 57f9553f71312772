/** The only place that reads a clock (I2). Everything else is told the time. */
import { performance } from 'node:perf_hooks';

export interface Clock {
  /** Server time in ms since the epoch. */
  readonly now: () => number;
  /** Seconds of `now` per second: 1, a demo's speed, or 0 while it stands still. */
  readonly speed: () => number;
}

export function createSystemClock(): Clock {
  return { now: () => Date.now(), speed: () => 1 };
}

export interface SimulatedClock extends Clock {
  /** Jumps to an instant and stands there. */
  readonly standAt: (instantMs: number) => void;
  /** Runs on from where it stands. */
  readonly run: (speed: number) => void;
}

/** The demo city's clock: whole milliseconds, so that what is recorded and what is shown agree. */
export function createSimulatedClock(startMs: number): SimulatedClock {
  let base = startMs;
  let since = performance.now();
  let speed = 0;
  const now = () => Math.floor(base + (performance.now() - since) * speed);
  return {
    now,
    speed: () => speed,
    standAt: (instantMs) => {
      base = instantMs;
      since = performance.now();
      speed = 0;
    },
    run: (newSpeed) => {
      base = now();
      since = performance.now();
      speed = newSpeed;
    },
  };
}

/** Milliseconds that only ever rise; for spans of real time. */
export function monotonicMs(): number {
  return performance.now();
}
