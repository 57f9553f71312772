import { describe, expect, test } from 'vitest';
import thresholds from '../../data/thresholds.json';
import type { UnitFigures } from '../../shared/protocol';
import { className, rateClass, type Thresholds, toneOf } from '../../shared/tones';

const limits: Thresholds = thresholds;

function unit(
  month: { good: number; late: number; online: number; received: number },
  stands: Partial<UnitFigures['stands']> = {},
): UnitFigures {
  const counts = {
    received: month.received,
    receivedOnline: month.online,
    resolvedEarly: month.good,
    resolvedOnTime: 0,
    resolvedLate: month.late,
  };
  const still = {
    dueSoon: 0,
    pendingInTime: 0,
    pendingOverdue: 0,
    paused: 0,
    awaitingIntake: 0,
    intakeOverdue: 0,
    overdueLong: 0,
  };
  return { today: counts, month: counts, stands: { ...still, ...stands } };
}

const classOf = (good: number, late: number, online: number, received: number) => {
  const found = rateClass(unit({ good, late, online, received }).month, limits);
  return found && className(found);
};

describe('classes of the two rates, by the exact fraction', () => {
  test.each([
    [99, 1, 80, 100, 'bi-00'],
    [989, 11, 799, 1000, 'bi-11'],
    [90, 10, 50, 100, 'bi-11'],
    [8999, 1001, 4999, 10_000, 'bi-22'],
    [99_999, 1, 49, 100, 'bi-02'],
    [29, 0, 50, 100, null],
    [30, 0, 10, 29, null],
  ])('%i on time, %i late, %i of %i online → %s', (good, late, online, received, cls) => {
    expect(classOf(good, late, online, received)).toBe(cls);
  });
});

describe('tones and their precedence', () => {
  const fine = { good: 100, late: 0, online: 90, received: 100 };
  test.each([
    ['ok', fine, {}, false],
    ['off', fine, { overdueLong: 3 }, true],
    ['act', fine, { pendingOverdue: 6 }, false],
    ['watch', fine, { pendingOverdue: 5 }, false],
    ['act', fine, { pendingOverdue: 1, overdueLong: 1 }, false],
    ['act', { ...fine, good: 10 }, { pendingOverdue: 6 }, false],
    ['small', { ...fine, good: 10 }, { pendingOverdue: 5 }, false],
    ['act', { ...fine, good: 89, late: 11 }, {}, false],
    ['watch', { ...fine, good: 90, late: 10 }, {}, false],
    ['watch', { ...fine, online: 20 }, {}, false],
  ] as const)('%s: %o %o', (tone, month, stands, off) => {
    expect(toneOf(unit(month, stands), limits, off)).toBe(tone);
  });
});
