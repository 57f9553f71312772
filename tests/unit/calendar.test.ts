import { describe, expect, test } from 'vitest';
import { addWorkingDays, addWorkingHours, isOfficeOpen, workingMsBetween } from '../../shared/calendar';
import {
  civilOf,
  dayFromCivil,
  formatInstant,
  HOUR_MS,
  parseDay,
  parseInstant,
  weekdayOf,
} from '../../shared/localTime';
import { at, calendar } from '../support/histories';

describe('due dates by the working calendar (the nine vectors of the domain page)', () => {
  test.each([
    ['23/11/2026 09:00', 3, 'days', '27/11/2026 09:00', 'a holiday on 24/11'],
    ['20/11/2026 17:30', 1, 'days', '25/11/2026 07:30', 'after closing, weekend, holiday'],
    ['21/11/2026 10:00', 1, 'days', '25/11/2026 07:30', 'weekend intake'],
    ['21/8/2026 10:00', 1, 'days', '22/8/2026 10:00', 'compensation Saturday'],
    ['28/8/2026 09:00', 1, 'days', '3/9/2026 09:00', 'long holiday'],
    ['12/2/2026 15:00', 2, 'days', '23/2/2026 15:00', 'Tết'],
    ['23/11/2026 10:30', 4, 'hours', '23/11/2026 16:00', 'winter lunch'],
    ['23/11/2026 16:00', 4, 'hours', '25/11/2026 10:30', 'overnight and holiday'],
    ['20/11/2026 17:30', 8, 'hours', '23/11/2026 17:00', 'reception limit'],
  ] as const)('%s + %i working %s = %s (%s)', (received, length, unit, due, _why) => {
    const add = unit === 'days' ? addWorkingDays : addWorkingHours;
    expect(formatInstant(add(calendar, at(received), length))).toBe(formatInstant(at(due)));
  });

  test('working days a month in 2026', () => {
    const months = Array.from({ length: 12 }, (_, i) => {
      const first = dayFromCivil(2026, i + 1, 1);
      const next = i === 11 ? dayFromCivil(2027, 1, 1) : dayFromCivil(2026, i + 2, 1);
      return Array.from({ length: next - first }, (_day, d) => first + d).filter(calendar.isWorkingDay).length;
    });
    expect(months).toEqual([21, 15, 22, 20, 20, 22, 23, 21, 20, 22, 20, 23]);
  });

  test('working time between two instants skips lunch, nights and days off', () => {
    expect(workingMsBetween(calendar, at('14/7 11:00'), at('14/7 13:30'))).toBe(HOUR_MS);
    expect(workingMsBetween(calendar, at('11/7 16:30'), at('14/7 08:00'))).toBe(HOUR_MS);
    expect(isOfficeOpen(calendar, at('14/7 12:00'))).toBe(false);
  });
});

describe('calendar days and instants in Asia/Ho_Chi_Minh', () => {
  test('days go to civil dates and back over four centuries', () => {
    for (let day = dayFromCivil(1890, 1, 1); day < dayFromCivil(2290, 1, 1); day += 17) {
      const { year, month, day: dayOfMonth } = civilOf(day);
      expect(dayFromCivil(year, month, dayOfMonth)).toBe(day);
      expect(new Date(day * 86_400_000).toISOString().slice(0, 10)).toBe(
        `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`,
      );
    }
    expect(weekdayOf(dayFromCivil(2025, 7, 14))).toBe(1);
  });

  test.each([
    ['2025-07-14T08:31:05+07:00', '2025-07-14T08:31:05+07:00'],
    ['2025-07-14T01:31:05.25Z', '2025-07-14T08:31:05.250+07:00'],
    ['2025-07-13T20:31:05.1239-05:00', '2025-07-14T08:31:05.123+07:00'],
    ['2024-02-29T00:00:00+07:00', '2024-02-29T00:00:00+07:00'],
  ])('%s is read as %s', (text, local) => {
    expect(formatInstant(parseInstant(text) ?? Number.NaN)).toBe(local);
  });

  test.each([
    '2025-07-14',
    '2025-07-14T08:31:05',
    '2025-02-30T08:31:05Z',
    '2025-07-14T24:00:00Z',
    '2025-07-14 08:31:05Z',
    '',
  ])('%s is no instant', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  test('a day that is not in the calendar is no day', () => {
    expect(parseDay('2025-02-29')).toBeNull();
    expect(parseDay('2025-7-1')).toBeNull();
  });
});
