import { describe, expect, test } from 'vitest';
import { gapTo, ONLINE_TARGET_PERCENT, scaleStart } from '../../shared/gap';

describe('the gap to a target is counted in dossiers', () => {
  test('the reference of the design: 886 of 939 lack 7 dossiers of 95 %, or 121 further ones in a row', () => {
    expect(gapTo(ONLINE_TARGET_PERCENT, 886, 939)).toEqual({ missing: 7, surplus: 0, inARow: 121 });
  });

  test.each([
    ['exactly on the target nothing is missing and nothing is over', 95, 19, 20, { missing: 0, surplus: 0, inARow: 0 }],
    ['beyond it the rest is surplus', 95, 98, 100, { missing: 0, surplus: 3, inARow: 0 }],
    ['one dossier, not online', 95, 0, 1, { missing: 1, surplus: 0, inARow: 19 }],
    ['all of all', 95, 1, 1, { missing: 0, surplus: 0, inARow: 0 }],
    [
      'all that is asked for is never reached again once one failed',
      100,
      9,
      10,
      { missing: 1, surplus: 0, inARow: null },
    ],
  ] as const)('%s', (_rule, percent, num, den, gap) => {
    expect(gapTo(percent, num, den)).toEqual(gap);
  });

  test('nothing received is unknown, not zero', () => {
    expect(gapTo(95, 0, 0)).toBeNull();
  });

  test('both counts are the least that reach the target, whatever the numbers', () => {
    let seed = 20_250_714;
    const next = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let i = 0; i < 5000; i++) {
      const percent = 1 + next(99);
      const den = 1 + next(100_000);
      const num = next(den + 1);
      const label = `seed 20250714, round ${i}: ${percent} % of ${num}/${den}`;
      const reached = (x: number, n: number) => x * 100 >= percent * n;
      const gap = gapTo(percent, num, den);
      if (!gap || gap.inARow === null) throw new Error(label);
      if (reached(num, den)) {
        expect(gap, label).toMatchObject({ missing: 0, inARow: 0 });
        expect(reached(num - gap.surplus, den) && !reached(num - gap.surplus - 1, den), label).toBe(true);
      } else {
        expect(reached(num + gap.missing, den) && !reached(num + gap.missing - 1, den), label).toBe(true);
        const k = gap.inARow;
        expect(reached(num + k, den + k) && !reached(num + k - 1, den + k - 1), label).toBe(true);
      }
    }
  });
});

test('the scale begins at 80, 50 or 0 %, below the share', () => {
  expect([
    scaleStart(886, 939),
    scaleStart(80, 100),
    scaleStart(79, 100),
    scaleStart(49, 100),
    scaleStart(0, 0),
  ]).toEqual([80, 80, 50, 0, 80]);
});
