import type { WorkingCalendar } from './calendar';
import type { ConditionOf } from './conditions';
import { civilOf, dayFromCivil, dayOf, formatDay, startOfDay } from './localTime';

/** Files speak of the years 2000 … 2100; beyond these days both calendars follow their weekdays and months alone. */
const SCAN_FROM = dayFromCivil(1998, 1, 1);
const SCAN_TO = dayFromCivil(2102, 12, 31);
/** The first and the last year of the scan show what holds for ever before and after. */
const EDGE_DAYS = 366;
/** No clock of the counting rules looks further ahead: 10 working days from the next opening on (D4), and one to spare. */
const LOOKED_AHEAD = 12;

/** What differs between two calendars. */
export interface CalendarChange {
  /** How many days, the first and the last of them. */
  readonly days: number;
  readonly first: number;
  readonly last: number;
  /** Only clocks that begin in [from, to] can end elsewhere, in ms. */
  readonly from: number;
  readonly to: number;
}

/** Null: whatever is counted, it comes to the same. */
export function changeOf(before: WorkingCalendar, after: WorkingCalendar): CalendarChange | null {
  let days = 0;
  let first: number | null = null;
  let last = SCAN_FROM;
  for (let day = SCAN_FROM; day <= SCAN_TO; day++) {
    if (isSameDay(before, after, day)) continue;
    days++;
    first ??= day;
    last = day;
  }
  if (first === null) return null;
  return {
    days,
    first,
    last,
    from:
      first < SCAN_FROM + EDGE_DAYS
        ? Number.MIN_SAFE_INTEGER
        : startOfDay(workingDayBefore(before, first, LOOKED_AHEAD)),
    to: last > SCAN_TO - EDGE_DAYS ? Number.MAX_SAFE_INTEGER : startOfDay(last + 1),
  };
}

function isSameDay(a: WorkingCalendar, b: WorkingCalendar, day: number): boolean {
  if (a.isWorkingDay(day) !== b.isWorkingDay(day)) return false;
  if (!a.isWorkingDay(day)) return true;
  const [one, other] = [a.hoursOf(day), b.hoursOf(day)];
  return one.am.join() === other.am.join() && one.pm.join() === other.pm.join();
}

/** Before the first day that differs both calendars are the same, so one of them is asked. */
function workingDayBefore(calendar: WorkingCalendar, day: number, count: number): number {
  let found = day;
  for (let left = count; left > 0; ) if (calendar.isWorkingDay(--found)) left--;
  return found;
}

/** From so many months before its last day on people are told that a calendar ends. */
const TOLD_MONTHS_BEFORE = 3;

/** What screens say of a calendar that ends soon, or has ended; null while there is time. */
export function calendarEnd(calendar: WorkingCalendar, now: number): ConditionOf<'calendar-ends'> | null {
  const last = calendar.lastCoveredDay;
  const today = dayOf(now);
  if (today < monthsBefore(last, TOLD_MONTHS_BEFORE)) return null;
  return { kind: 'calendar-ends', lastDay: formatDay(last), over: today > last };
}

/** The same day of an earlier month, or that month's last one. */
function monthsBefore(day: number, months: number): number {
  const { year, month, day: dayOfMonth } = civilOf(day);
  const index = year * 12 + (month - 1) - months;
  const begin = (at: number) => dayFromCivil(Math.floor(at / 12), (at % 12) + 1, 1);
  return Math.min(begin(index) + dayOfMonth - 1, begin(index + 1) - 1);
}
