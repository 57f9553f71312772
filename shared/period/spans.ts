/**
 * The periods that leaders and reports speak of, and what each is compared with. Calendar periods run up to today;
 * the administrative month is closed on the 14th (15th of the month before → 14th; domain.md §2.10, QĐ 01/2023/QĐ-UBND
 * Khánh Hòa, Art. 4). All days are day numbers in Asia/Ho_Chi_Minh (shared/localTime).
 */
import type { WorkingCalendar } from '../calendar';
import { civilOf, dayFromCivil, monthStart, parseDay, weekdayOf } from '../localTime';

export const PERIOD_NAMES = [
  'today',
  'yesterday',
  'week',
  'month',
  'reportMonth',
  'quarter',
  'half',
  'nineMonths',
  'year',
  'sinceStart',
] as const;
export type PeriodName = (typeof PERIOD_NAMES)[number];

/** First and last day, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The 40 units exist since then. */
export const UNITS_SINCE = parseDay('2025-07-01') ?? 0;
const REPORT_MONTH_FROM = 15;

/** The named period that holds `today`, cut at today. */
export function spanOf(name: PeriodName, today: number): Span {
  const { year, month } = civilOf(today);
  switch (name) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: today - 1, to: today - 1 };
    case 'week':
      return { from: today - weekdayOf(today) + 1, to: today };
    case 'month':
      return { from: monthStart(today), to: today };
    case 'reportMonth':
      return { from: reportMonthStart(today), to: today };
    case 'quarter':
      return { from: dayFromCivil(year, month - ((month - 1) % 3), 1), to: today };
    case 'half':
      return { from: dayFromCivil(year, 1, 1), to: Math.min(today, dayFromCivil(year, 6, 30)) };
    case 'nineMonths':
      return { from: dayFromCivil(year, 1, 1), to: Math.min(today, dayFromCivil(year, 9, 30)) };
    case 'year':
      return { from: dayFromCivil(year, 1, 1), to: today };
    case 'sinceStart':
      return { from: Math.min(UNITS_SINCE, today), to: today };
  }
}

/**
 * The matching span before: as many working days from the start of the period before, holidays skipped; a free range is
 * compared with the working days just before it. null where there is nothing to compare with.
 */
export function spanBefore(name: PeriodName | null, span: Span, calendar: WorkingCalendar): Span | null {
  const worked = workingDaysIn(span, calendar);
  if (name === 'sinceStart') return null;
  if (name === 'today' || name === 'yesterday' || name === null)
    return worked === 0 ? sameLength(span) : justBefore(span, worked, calendar);
  const from = startBefore(name, span.from);
  if (worked === 0) return { from, to: from + span.to - span.from };
  let to = from;
  for (let left = worked; ; to++) {
    if (calendar.isWorkingDay(to)) left--;
    // The period before may have had fewer working days: it ends with its own last day.
    if (left === 0 || to === span.from - 1) return { from, to };
  }
}

export function workingDaysIn({ from, to }: Span, calendar: WorkingCalendar): number {
  let count = 0;
  for (let day = from; day <= to; day++) if (calendar.isWorkingDay(day)) count++;
  return count;
}

function sameLength({ from, to }: Span): Span {
  return { from: from - (to - from) - 1, to: from - 1 };
}

function justBefore({ from }: Span, worked: number, calendar: WorkingCalendar): Span {
  let last = from - 1;
  while (!calendar.isWorkingDay(last)) last--;
  let first = last;
  for (let left = worked - 1; left > 0; ) if (calendar.isWorkingDay(--first)) left--;
  return { from: first, to: last };
}

function startBefore(name: PeriodName, from: number): number {
  const { year, month } = civilOf(from);
  if (name === 'week') return from - 7;
  if (name === 'month') return monthStart(from - 1);
  if (name === 'reportMonth') return reportMonthStart(from - 1);
  if (name === 'quarter') return month > 3 ? dayFromCivil(year, month - 3, 1) : dayFromCivil(year - 1, 10, 1);
  return dayFromCivil(year - 1, 1, 1);
}

function reportMonthStart(day: number): number {
  const { year, month, day: dayOfMonth } = civilOf(day);
  if (dayOfMonth >= REPORT_MONTH_FROM) return dayFromCivil(year, month, REPORT_MONTH_FROM);
  return month > 1 ? dayFromCivil(year, month - 1, REPORT_MONTH_FROM) : dayFromCivil(year - 1, 12, REPORT_MONTH_FROM);
}
