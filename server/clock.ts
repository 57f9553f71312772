/** The only place that reads a clock (I2). Everything else is told the time. */
import { performance } from 'node:perf_hooks';
import type { ClockWatch } from './watchedClock';

export interface Clock {
  /** Server time in ms since the epoch. */
  readonly now: () => number;
  /** Seconds of `now` per second: 1, a demo's speed, or 0 while it stands still. */
  readonly speed: () => number;
  /** The present, if anything may be recorded at it; null while the time is in doubt. */
  readonly vetted: () => number | null;
  /** What readings are answered as of: the present, or the last instant that was not in doubt. */
  readonly barrier: () => number;
  /** Null: whatever it says is believed. */
  readonly watch: ClockWatch | null;
}

function believed(now: () => number, speed: () => number): Clock {
  return { now, speed, vetted: now, barrier: now, watch: null };
}

/** For commands that are over in a moment; the server's own is watched (server/watchedClock.ts). */
export function createSystemClock(): Clock {
  return believed(wallMs, () => 1);
}

/** Milliseconds since the epoch as the machine has them now; whoever sets its clock moves them. */
export function wallMs(): number {
  return Date.now();
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
    ...believed(now, () => speed),
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
