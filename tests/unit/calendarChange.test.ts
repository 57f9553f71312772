import { describe, expect, test } from 'vitest';
import { readCalendar, readCalendarText } from '../../server/calendar/calendarFile';
import { type CalendarFile, createCalendar } from '../../shared/calendar';
import { calendarEnd, changeOf } from '../../shared/calendarChange';
import { formatDay } from '../../shared/localTime';
import { at, calendar, calendarFile } from '../support/histories';

const problemsOf = (sent: unknown) => {
  const read = readCalendar(sent);
  return read.ok ? [] : read.problems.map(({ where, what }) => `${where} ${what}`);
};

describe('the last day that a calendar speaks of', () => {
  test('is what it says, else the last day it names', () => {
    expect(formatDay(calendar.lastCoveredDay)).toBe('2026-11-24');
    expect(formatDay(createCalendar({ ...calendarFile, coversTo: '2026-12-31' }).lastCoveredDay)).toBe('2026-12-31');
    expect(formatDay(createCalendar({ ...calendarFile, on: ['2027-02-20'] }).lastCoveredDay)).toBe('2027-02-20');
  });

  test.each([
    ['2026-11-24', '14/7/2025 16:20', null],
    ['2026-11-24', '23/8/2026 23:59:59', null],
    ['2026-11-24', '24/8/2026 00:00', false],
    ['2026-11-24', '24/11/2026 23:59:59', false],
    ['2026-11-24', '25/11/2026 00:00', true],
    ['2026-12-31', '29/9/2026 23:59', null],
    ['2026-12-31', '30/9/2026 00:00', false],
    ['2026-05-31', '27/2/2026 23:59', null],
    ['2026-05-31', '28/2/2026 00:00', false],
    ['2027-01-15', '14/10/2026 12:00', null],
    ['2027-01-15', '15/10/2026 12:00', false],
  ])('%s, seen at %s: %s', (lastDay, now, over) => {
    const told = calendarEnd(createCalendar({ ...calendarFile, off: [], on: [], coversTo: lastDay }), at(now));
    expect(told).toEqual(over === null ? null : { kind: 'calendar-ends', lastDay, over });
  });
});

describe('what a change can touch', () => {
  const withOff = (from: string, to: string): CalendarFile => ({
    ...calendarFile,
    off: [...calendarFile.off, { from, to, name: 'x' }],
  });
  const between = (file: CalendarFile) => changeOf(calendar, createCalendar(file));

  test('nothing, where every day stays the same: also a holiday on a Sunday, or another name', () => {
    expect(between({ ...calendarFile, coversTo: '2026-12-31' })).toBeNull();
    expect(between(withOff('2025-07-12', '2025-07-13'))).toBeNull();
  });

  test('the days that differ, and clocks that begin up to twelve working days before them', () => {
    const change = between(withOff('2025-07-18', '2025-07-21'));
    expect(change).toMatchObject({ days: 2, from: at('2/7 00:00'), to: at('22/7 00:00') });
    expect(formatDay(change?.first ?? 0)).toBe('2025-07-18');
  });

  test('everything, where weekdays or hours change for ever', () => {
    const change = between({ ...calendarFile, weekend: [7] });
    expect(change).toMatchObject({ from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER });
    const hours = calendarFile.hours.map((rule) => ({ ...rule, pm: ['13:00', '16:30'] }));
    expect(between({ ...calendarFile, hours })).toMatchObject({ to: Number.MAX_SAFE_INTEGER });
  });
});

describe('a calendar as people write it', () => {
  test('the built-in one is one, whatever the order of its keys', () => {
    expect(problemsOf(calendarFile)).toEqual([]);
    const turned = Object.fromEntries(Object.entries(calendarFile).reverse());
    expect(readCalendarText(JSON.stringify(turned, null, 4))).toEqual({ ok: true, file: calendarFile });
  });

  test.each([
    [{ ...calendarFile, off: [{ from: '2026-02-30', to: '2026-03-01', name: 'x' }] }, ['off.0.from date']],
    [{ ...calendarFile, off: [{ from: '2026-03-02', to: '2026-03-01', name: 'x' }] }, ['off.0 order']],
    [{ ...calendarFile, on: ['1999-12-31'] }, ['on.0 date']],
    [{ ...calendarFile, weekend: [1, 2, 3, 4, 5, 6, 7] }, ['weekend shape']],
    [{ ...calendarFile, hours: calendarFile.hours.slice(1, 2) }, ['hours months']],
    [{ ...calendarFile, hours: calendarFile.hours.map((rule) => ({ ...rule, am: ['11:30', '07:30'] })) }, 3],
    [{ ...calendarFile, hours: calendarFile.hours.map((rule) => ({ ...rule, pm: ['11:00', '17:00'] })) }, 3],
    [{ ...calendarFile, coversTo: '2026-01-01' }, ['coversTo covers']],
    [{ ...calendarFile, off: [], on: [] }, ['coversTo unsaid']],
    [{ ...calendarFile, off: [{ from: '2026-03-01', to: '2026-04-20', name: 'x' }], on: [] }, ['off rest']],
    [{ ...calendarFile, ngayNghi: [] }, [' unknown']],
    [[], [' shape']],
    ['0905123456', [' shape']],
  ])('what is wrong is said by its place, never by its value (%#)', (sent, expected) => {
    const found = problemsOf(sent);
    if (typeof expected === 'number') expect(found).toHaveLength(expected);
    else expect(found).toEqual(expected);
  });

  test('text that is no JSON, or too much of it', () => {
    expect(readCalendarText('{')).toMatchObject({ ok: false, problems: [{ what: 'json' }] });
    expect(readCalendarText(' '.repeat(70_000))).toMatchObject({ ok: false, problems: [{ what: 'size' }] });
  });
});
