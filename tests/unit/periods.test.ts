import { describe, expect, test } from 'vitest';
import calendarJson from '../../data/calendar.json';
import wardsJson from '../../data/wards.json';
import { type CalendarFile, createCalendar } from '../../shared/calendar';
import { formatDay, parseDay } from '../../shared/localTime';
import { changeText, pointsText, prosePercent } from '../../shared/period/compare';
import { type PeriodName, spanBefore, spanOf, workingDaysIn } from '../../shared/period/spans';
import { rate } from '../../shared/rates';
import { findUnits } from '../../shared/search';
import { rankRange, wilson } from '../../shared/wilson';

const calendar = createCalendar(calendarJson as CalendarFile);
const day = (text: string) => parseDay(text) ?? Number.NaN;
const written = (span: { from: number; to: number } | null) => span && `${formatDay(span.from)} ${formatDay(span.to)}`;

describe('named periods', () => {
  test.each<[PeriodName, string, string]>([
    ['today', '2025-07-14', '2025-07-14 2025-07-14'],
    ['yesterday', '2026-01-01', '2025-12-31 2025-12-31'],
    ['week', '2025-07-16', '2025-07-14 2025-07-16'],
    ['month', '2025-07-14', '2025-07-01 2025-07-14'],
    ['reportMonth', '2025-07-14', '2025-06-15 2025-07-14'],
    ['reportMonth', '2025-07-15', '2025-07-15 2025-07-15'],
    ['reportMonth', '2026-01-10', '2025-12-15 2026-01-10'],
    ['quarter', '2025-09-30', '2025-07-01 2025-09-30'],
    ['half', '2026-07-20', '2026-01-01 2026-06-30'],
    ['nineMonths', '2026-07-20', '2026-01-01 2026-07-20'],
    ['year', '2026-11-24', '2026-01-01 2026-11-24'],
    ['sinceStart', '2026-11-24', '2025-07-01 2026-11-24'],
  ])('%s on %s', (name, today, expected) => {
    expect(written(spanOf(name, day(today)))).toBe(expected);
  });

  test.each<[PeriodName | null, string, string, string | null]>([
    // Monday is compared with the Friday before it.
    ['today', '2025-07-14', '2025-07-14', '2025-07-11 2025-07-11'],
    // 2/9 is a holiday of two days: the day after is compared with the day before both.
    ['today', '2025-09-03', '2025-09-03', '2025-08-29 2025-08-29'],
    // 1–14/7 has 10 working days; the first 10 of June end on 13/6.
    ['month', '2025-07-01', '2025-07-14', '2025-06-01 2025-06-13'],
    ['week', '2025-07-14', '2025-07-16', '2025-07-07 2025-07-09'],
    ['reportMonth', '2025-07-15', '2025-07-18', '2025-06-15 2025-06-19'],
    // 1/1 is off, 2/1 was worked in advance on 10/1: one working day.
    ['quarter', '2026-01-01', '2026-01-05', '2025-10-01 2025-10-01'],
    ['sinceStart', '2025-07-01', '2026-07-01', null],
    [null, '2025-07-07', '2025-07-11', '2025-06-30 2025-07-04'],
    // A weekend has no working day: the two days before it.
    [null, '2025-07-12', '2025-07-13', '2025-07-10 2025-07-11'],
  ])('%s %s – %s is compared with as many working days', (name, from, to, expected) => {
    const before = spanBefore(name, { from: day(from), to: day(to) }, calendar);
    expect(written(before)).toBe(expected);
    if (before && workingDaysIn({ from: day(from), to: day(to) }, calendar) > 0) {
      expect(workingDaysIn(before, calendar)).toBe(workingDaysIn({ from: day(from), to: day(to) }, calendar));
    }
  });
});

describe('differences', () => {
  test('rates in points, counts in per cent, of the exact fractions', () => {
    expect(pointsText(rate(3, 4), rate(1, 2), 'vi')).toBe('+25,00 điểm %');
    expect(pointsText(rate(1, 3), rate(2, 3), 'vi')).toBe('−33,33 điểm %');
    expect(pointsText(rate(1, 2), rate(2, 4), 'vi')).toBe('±0,00 điểm %');
    expect(pointsText(rate(0, 0), rate(2, 4), 'vi')).toBe('—');
    expect(changeText(3425, 2710, 'vi')).toBe('+26,38%');
    expect(changeText(1, 0, 'vi')).toBe('—');
    expect(changeText(999, 1000, 'en')).toBe('−0.10%');
  });
  test('prose drops trailing zeros and never rounds up to all', () => {
    expect(prosePercent(rate(203, 203), 2, 'vi')).toBe('100%');
    expect(prosePercent(rate(95, 100), 2, 'vi')).toBe('95%');
    expect(prosePercent(rate(491, 493), 2, 'vi')).toBe('99,59%');
    expect(prosePercent(rate(309, 338), 0, 'vi')).toBe('91%');
    expect(prosePercent(rate(9999, 10_000), 0, 'vi')).toBe('99%');
  });
});

describe('fair ranking', () => {
  test('Wilson’s interval as published: 81 of 263 is 0.2553 … 0.3662', () => {
    const found = wilson(rate(81, 263));
    expect(found?.low).toBeCloseTo(0.2553, 4);
    expect(found?.high).toBeCloseTo(0.3662, 4);
    expect(wilson(rate(5, 5))?.high).toBe(1);
    expect(wilson(rate(6, 5))).toBeNull();
    expect(wilson(rate(0, 0))).toBeNull();
  });
  test('a rank stands in the range that the intervals leave open', () => {
    const all = [
      { low: 0.8, high: 0.9 },
      { low: 0.85, high: 0.95 },
      { low: 0.1, high: 0.2 },
    ] as const;
    expect(rankRange(all[0], all)).toEqual({ best: 1, worst: 2 });
    expect(rankRange(all[2], all)).toEqual({ best: 3, worst: 3 });
  });
});

describe('a unit by a few letters', () => {
  const first = (typed: string) => findUnits(wardsJson, typed)[0]?.name;
  test.each([
    ['huong an', 'Hương An'],
    ['ha', 'Hương An'],
    ['phu v', 'Phú Vang'],
    ['ph x', 'Phú Xuân'],
    ['thuan h', 'Thuận Hóa'],
    ['dd', 'Đan Điền'],
    ['Mây', 'Chân Mây – Lăng Cô'],
  ])('%s', (typed, name) => {
    expect(
      findUnits(wardsJson, typed)
        .slice(0, 3)
        .map((unit) => unit.name),
    ).toContain(name);
  });
  test('by code and by number; nothing like it is nothing', () => {
    expect(first(wardsJson[6]?.code ?? '')).toBe(wardsJson[6]?.name);
    expect(first('7')).toBe(wardsJson[6]?.name);
    expect(findUnits(wardsJson, 'hà nội')).toEqual([]);
    expect(findUnits(wardsJson, ' ').length).toBe(40);
  });
});
