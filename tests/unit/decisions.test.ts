import { describe, expect, test } from 'vitest';
import { placeLabels } from '../../client/views/present/nearLabels';
import { COUNTER_SLOTS, COUNTERS } from '../../shared/counters';
import { courseOf, DECISION_FIGURES, figureNamed, spanNow } from '../../shared/decisions';
import { formatDay, parseDay } from '../../shared/localTime';
import { periodFigures } from '../../shared/summary';

const day = (text: string) => parseDay(text) ?? Number.NaN;
const written = ({ from, to }: { from: number; to: number }) => `${formatDay(from)} ${formatDay(to)}`;

describe('the days that a decision is looked at again', () => {
  const pinned = { from: day('2025-07-01'), to: day('2025-07-14') };
  test('a named period is the same one of today', () => {
    expect(written(spanNow({ period: 'month' }, pinned, day('2025-08-20')))).toBe('2025-08-01 2025-08-20');
    expect(written(spanNow({ period: 'reportMonth' }, pinned, day('2025-08-20')))).toBe('2025-08-15 2025-08-20');
  });
  test('a free range is as many days up to today', () => {
    expect(written(spanNow({ period: null }, pinned, day('2025-08-20')))).toBe('2025-08-07 2025-08-20');
  });
});

describe('what became of a figure', () => {
  const [rate, overdue] = [figureNamed('onTimeRate'), figureNamed('pendingOverdue')];
  test('rates are compared as exact fractions: a difference below a hundredth of a point is one', () => {
    expect(courseOf(rate, { num: 99_999, den: 100_000 }, { num: 999_991, den: 1_000_000 })).toBe(1);
    expect(courseOf(rate, { num: 1, den: 3 }, { num: 2, den: 6 })).toBe(0);
    expect(courseOf(rate, { num: 3, den: 4 }, { num: 1, den: 2 })).toBe(-1);
  });
  test('fewer overdue is better; nothing to divide by is no judgement', () => {
    expect(courseOf(overdue, { num: 75, den: 2605 }, { num: 40, den: 4425 })).toBe(1);
    expect(courseOf(overdue, { num: 1, den: 9 }, { num: 2, den: 99 })).toBe(-1);
    expect(courseOf(rate, { num: 0, den: 0 }, { num: 5, den: 9 })).toBe(0);
  });
  test('every figure names what it is a part of, and none divides', () => {
    const end = new Float64Array(COUNTER_SLOTS);
    end[COUNTERS.receivedOnline] = 8;
    end[COUNTERS.receivedDirect] = 2;
    end[COUNTERS.resolvedOnTime] = 6;
    end[COUNTERS.pendingInTime] = 3;
    end[COUNTERS.pendingOverdue] = 1;
    end[COUNTERS.awaitingIntake] = 5;
    end[COUNTERS.intakeOverdue] = 4;
    const figures = periodFigures(new Float64Array(COUNTER_SLOTS), end);
    expect(DECISION_FIGURES.map((one) => [one.name, one.of(figures, 'C')])).toEqual([
      ['onTimeRate', { num: 6, den: 10 }],
      ['onlineRate', { num: 8, den: 10 }],
      ['pendingOverdue', { num: 1, den: 4 }],
      ['intakeOverdue', { num: 4, den: 5 }],
      ['received', { num: 10, den: null }],
    ]);
  });
});

describe('names on the map of neighbours', () => {
  test('none lies on another; the first keeps its place, all stay in the frame', () => {
    const frame = { width: 760, height: 560 };
    const wished = [
      { code: 'own', lines: ['Hương An', '91,4%'], x: 300, y: 300 },
      { code: 'left', lines: ['Kim Trà', '80,2%'], x: 260, y: 280 },
      { code: 'same', lines: ['Phú Xuân', '80,8%'], x: 300, y: 300 },
      { code: 'edge', lines: ['Chân Mây', 'Lăng Cô', '85,8%'], x: 755, y: 10 },
    ];
    const placed = placeLabels(wished, frame);
    expect(placed[0]).toEqual(wished[0]);
    for (const [i, a] of placed.entries()) {
      expect(a.x).toBeLessThanOrEqual(frame.width);
      for (const b of placed.slice(i + 1)) {
        const apart = Math.abs(a.x - b.x) > 60 || Math.abs(a.y - b.y) > 60;
        expect(apart, `${a.code} and ${b.code}`).toBe(true);
      }
    }
  });
});
