import { describe, expect, test } from 'vitest';
import { isExcused } from '../../server/clockDesk';
import { createRandom } from '../../server/demo/cityRandom';
import { CLOCK_JUMP_MS, createWatchedClock } from '../../server/watchedClock';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/localTime';

const START = 1_800_000_000_000;
const SEEDS = 60;
const STEPS = 400;

/** A machine whose clocks the test moves. */
function machine() {
  let [wall, mono] = [START, 5000];
  return {
    wall: () => wall,
    mono: () => mono,
    pass: (ms: number) => {
      wall += ms;
      mono += ms;
    },
    /** Somebody sets the clock; a suspended machine is the same, ahead. */
    set: (by: number) => {
      wall += by;
    },
  };
}

describe('jumps', () => {
  test.each([
    ['ahead', DAY_MS],
    ['back', -DAY_MS],
    ['just over a minute ahead', CLOCK_JUMP_MS + 1],
    ['just over a minute back', -CLOCK_JUMP_MS - 1],
  ])('%s: noticed by the very look that would have been wrong, ended by itself', (_name, by) => {
    const own = machine();
    const clock = createWatchedClock(own);
    own.pass(1000);
    expect(clock.vetted()).toBe(START + 1000);
    own.pass(500);
    own.set(by);
    expect(clock.vetted()).toBeNull();
    expect([clock.now(), clock.barrier()]).toEqual([START + 1500, START + 1000]);
    expect(clock.watch.fault()).toEqual({ since: START + 1000, expected: START + 1500, found: START + 1500 + by });
    own.pass(HOUR_MS);
    expect([clock.now(), clock.vetted(), clock.barrier()]).toEqual([START + 1500 + HOUR_MS, null, START + 1000]);
    own.set(-by);
    expect([clock.vetted(), clock.watch.fault()]).toEqual([START + 1500 + HOUR_MS, null]);
  });

  test('up to a minute is none, and accepted time is the new base', () => {
    const own = machine();
    const clock = createWatchedClock(own);
    own.set(CLOCK_JUMP_MS);
    expect(clock.vetted()).toBe(START + CLOCK_JUMP_MS);
    own.set(2 * HOUR_MS);
    expect(clock.vetted()).toBeNull();
    expect(clock.watch.accept()).toBe(START + CLOCK_JUMP_MS + 2 * HOUR_MS);
    expect(clock.vetted()).toBe(START + CLOCK_JUMP_MS + 2 * HOUR_MS);
    own.set(-2 * HOUR_MS);
    expect(clock.vetted()).toBeNull();
  });

  test('a log that is ahead: nothing is recorded until the clock has come near it, whatever it does before', () => {
    const own = machine();
    const clock = createWatchedClock(own);
    const head = START + 2 * HOUR_MS;
    clock.watch.startAfter(head);
    expect(clock.watch.fault()).toEqual({ since: head, expected: head, found: START });
    own.set(HOUR_MS);
    expect([clock.vetted(), clock.barrier()]).toEqual([null, head]);
    own.pass(HOUR_MS - CLOCK_JUMP_MS);
    expect(clock.vetted()).toBe(head - CLOCK_JUMP_MS);
    const near = createWatchedClock(own);
    near.watch.startAfter(head);
    expect(near.watch.fault()).toBeNull();
  });

  test('listeners hear of a fault once, again after another jump, and of its end', () => {
    const own = machine();
    const clock = createWatchedClock(own);
    const heard: (number | null)[] = [];
    clock.watch.onChange((fault) => heard.push(fault && fault.found - fault.expected));
    for (const by of [0, HOUR_MS, 0, 0, DAY_MS, 0, -DAY_MS - HOUR_MS, 0]) {
      own.pass(1000);
      own.set(by);
      clock.now();
    }
    expect(heard).toEqual([HOUR_MS, HOUR_MS + DAY_MS, null]);
  });
});

test(`whatever is done to the clock, no time that jumped is ever given out (seeds 1…${SEEDS})`, () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = createRandom(seed);
    const own = machine();
    const clock = createWatchedClock(own);
    /** What a clock would say that nobody touched but to set it right by and by. */
    let [truth, given, faults] = [START, START, 0];
    for (let step = 0; step < STEPS; step++) {
      const passed = random.whole(1, 20_000);
      own.pass(passed);
      truth += passed;
      const dice = random.whole(1, 100);
      if (dice <= 4) own.set(random.whole(-3 * DAY_MS, 3 * DAY_MS));
      // Back to right, as a time service does it.
      else if (dice <= 30) own.set(truth - own.wall());
      // Slewed by at most 500 ppm.
      else own.set(Math.round((random.whole(-5, 5) * passed) / 10_000));
      const at = clock.vetted();
      const off = own.wall() - truth;
      if (at === null) {
        faults++;
        expect(Math.abs(off), `seed ${seed}, step ${step}`).toBeGreaterThan(0);
        expect(Math.abs(clock.now() - given), `seed ${seed}, step ${step}`).toBeLessThan(passed + 2 * CLOCK_JUMP_MS);
      } else expect(Math.abs(at - truth), `seed ${seed}, step ${step}`).toBeLessThan(2 * CLOCK_JUMP_MS);
      given = clock.now();
    }
    expect(faults, `seed ${seed} jumps`).toBeGreaterThan(0);
  }
});

test('a month of slewing in one direction is followed, not rung', () => {
  const own = machine();
  const clock = createWatchedClock(own);
  let doubted = 0;
  for (let minute = 0; minute < 30 * 24 * 60; minute++) {
    own.pass(MINUTE_MS);
    own.set(30);
    if (clock.vetted() !== own.wall()) doubted++;
  }
  expect(doubted).toBe(0);
  expect(own.wall() - START - own.mono()).toBeGreaterThan(10 * CLOCK_JUMP_MS);
});

test('an acceptance excuses a log that is ahead for as long as nothing else moved it', () => {
  const accepted = { at: START, head: START + DAY_MS };
  expect(isExcused(null, START, START)).toBe(false);
  expect(isExcused(accepted, START + DAY_MS + 20, START + HOUR_MS)).toBe(true);
  expect(isExcused(accepted, START + DAY_MS + 2 * HOUR_MS, START + HOUR_MS)).toBe(false);
  expect(isExcused(accepted, START + DAY_MS, START - HOUR_MS)).toBe(false);
});
