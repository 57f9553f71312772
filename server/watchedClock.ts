import { type Clock, monotonicMs, wallMs } from './clock';

/** Wall clock and monotonic clock may differ by so much before the time is in doubt. */
export const CLOCK_JUMP_MS = 60_000;
/** How fast their difference may drift (ms per ms) and be followed: setting a clock right by and by is no jump. */
const FOLLOWED = 0.005;

/** Since when the time is in doubt, what it should have been, and what was found. */
export interface ClockFault {
  readonly since: number;
  readonly expected: number;
  readonly found: number;
}

export interface ClockWatch {
  /** Looks at both clocks; null: they agree. */
  readonly fault: () => ClockFault | null;
  /** What the wall clock says, believed or not. */
  readonly wall: () => number;
  /** The wall clock's time is right from here on. Returns it. */
  readonly accept: () => number;
  /** The last instant that a log holds: a clock more than a minute behind it is not believed. */
  readonly startAfter: (head: number) => void;
  /** Calls whenever a look finds another state than the last one did. */
  readonly onChange: (listen: (fault: ClockFault | null) => void) => void;
}

export interface WatchedClock extends Clock {
  readonly watch: ClockWatch;
}

interface Sources {
  readonly wall: () => number;
  /** Rises evenly whatever is done to the wall clock. While a machine is suspended it stands still. */
  readonly mono: () => number;
}

/**
 * The server's clock. Every look compares the two sources, so that no reader ever gets a time that jumped: while they
 * disagree `now` goes on as before the jump, and nothing may be recorded. It ends when they agree again, or by `accept`.
 */
export function createWatchedClock({ wall, mono }: Sources = { wall: wallMs, mono: monotonicMs }): WatchedClock {
  /** What the wall clock should say less what the monotonic one says. */
  let offset = wall() - mono();
  let lookedAt = mono();
  let lastGood = wall();
  /** The log's last instant, while the wall clock is too far behind it. */
  let head: number | null = null;
  let fault: ClockFault | null = null;
  const listeners: ((fault: ClockFault | null) => void)[] = [];

  const settle = (next: ClockFault | null): void => {
    if (next === fault) return;
    fault = next;
    for (const listen of listeners) listen(fault);
  };
  const trust = (at: number, tick: number): void => {
    head = null;
    offset = at - tick;
    lastGood = at;
    settle(null);
  };
  const doubt = (expected: number, found: number): void => {
    // Told once, and again only after another jump: a screen need not count along.
    const isKnown = fault && Math.abs(found - fault.found - (expected - fault.expected)) <= CLOCK_JUMP_MS;
    if (!isKnown) settle({ since: fault?.since ?? lastGood, expected, found });
  };
  const look = (): { readonly at: number; readonly expected: number } => {
    const [at, tick] = [wall(), mono()];
    const elapsed = tick - lookedAt;
    lookedAt = tick;
    if (head !== null) {
      if (at >= head - CLOCK_JUMP_MS) trust(at, tick);
      else if (!fault) settle({ since: head, expected: head, found: at });
      return { at, expected: at };
    }
    const drift = at - tick - offset;
    if (Math.abs(drift) > CLOCK_JUMP_MS) {
      const expected = Math.floor(offset + tick);
      doubt(expected, at);
      return { at, expected };
    }
    // Not while in doubt: what is compared with must not move towards what is doubted.
    offset += Math.sign(drift) * Math.min(Math.abs(drift), elapsed * FOLLOWED);
    lastGood = at;
    settle(null);
    return { at, expected: at };
  };
  return {
    now: () => {
      const { at, expected } = look();
      return fault ? expected : at;
    },
    vetted: () => {
      const { at } = look();
      return fault ? null : at;
    },
    barrier: () => {
      look();
      return lastGood;
    },
    speed: () => 1,
    watch: {
      fault: () => {
        look();
        return fault;
      },
      wall,
      accept: () => {
        const at = wall();
        trust(at, mono());
        return at;
      },
      startAfter: (last) => {
        const at = wall();
        if (at >= last - CLOCK_JUMP_MS) return;
        head = last;
        lastGood = last;
        look();
      },
      onChange: (listen) => void listeners.push(listen),
    },
  };
}
