/**
 * Working time of the city's offices. Source of the rules and the dates: domain.md §2.9 of the project brief
 * (QĐ 4010/QĐ-UBND, QĐ 2022/QĐ-UBND, yearly notices of the Ministry of Home Affairs). The log keeps the versions of it
 * that were recorded; data/calendar.json is what a new log begins with.
 */
import { civilOf, dayOf, HOUR_MS, MINUTE_MS, msIntoDay, parseDay, startOfDay, weekdayOf } from './localTime';

export interface CalendarFile {
  readonly tz: string;
  /** ISO weekdays that are off: 6, 7 */
  readonly weekend: readonly number[];
  readonly off: readonly { readonly from: string; readonly to: string; readonly name: string }[];
  /** Compensation days: working although they fall on a weekend. */
  readonly on: readonly string[];
  readonly hours: readonly HoursRule[];
  /** The last day that it speaks of, YYYY-MM-DD. Left out, its last named day is taken for it, which is a guess. */
  readonly coversTo?: string;
}

export interface HoursRule {
  readonly from: string;
  readonly to?: string;
  readonly months: readonly number[];
  readonly am: readonly string[];
  readonly pm: readonly string[];
}

/** Opening times of a day in milliseconds after local midnight: [opens, closes) before and after lunch. */
export interface OfficeHours {
  readonly am: readonly [number, number];
  readonly pm: readonly [number, number];
}

export interface WorkingCalendar {
  readonly isWorkingDay: (day: number) => boolean;
  readonly hoursOf: (day: number) => OfficeHours;
  /** The day's name when it is off by law; null on an ordinary day. */
  readonly holidayName: (day: number) => string | null;
  /** Last day that the file speaks of: later dates follow the weekday rule alone. */
  readonly lastCoveredDay: number;
}

/** A calendar in force that is exchanged while people use it: whoever holds this one always asks the present one. */
export function followCalendar(current: () => WorkingCalendar): WorkingCalendar {
  return {
    isWorkingDay: (day) => current().isWorkingDay(day),
    hoursOf: (day) => current().hoursOf(day),
    holidayName: (day) => current().holidayName(day),
    get lastCoveredDay() {
      return current().lastCoveredDay;
    },
  };
}

export function createCalendar(file: CalendarFile): WorkingCalendar {
  const off = file.off.map((span) => ({ from: need(span.from), to: need(span.to), name: span.name }));
  const on = new Set(file.on.map(need));
  const rules = file.hours.map((rule) => ({
    from: need(rule.from),
    to: rule.to === undefined ? Number.POSITIVE_INFINITY : need(rule.to),
    months: new Set(rule.months),
    hours: { am: span(rule.am), pm: span(rule.pm) },
  }));
  const holidayName = (day: number) => off.find((s) => day >= s.from && day <= s.to)?.name ?? null;
  const known = new Map<number, boolean>();
  const isWorkingDay = (day: number): boolean => {
    let answer = known.get(day);
    if (answer === undefined) {
      answer = on.has(day) || (!file.weekend.includes(weekdayOf(day)) && holidayName(day) === null);
      if (known.size > 20_000) known.clear();
      known.set(day, answer);
    }
    return answer;
  };
  const hoursOf = (day: number): OfficeHours => {
    const month = civilOf(day).month;
    const rule =
      rules.find((r) => day >= r.from && day <= r.to && r.months.has(month)) ??
      [...rules].sort((a, b) => a.from - b.from).find((r) => r.months.has(month));
    if (!rule) throw new Error(`calendar has no office hours for month ${month}`);
    return rule.hours;
  };
  const lastNamedDay = Math.max(...rules.map((rule) => rule.from), ...off.map((s) => s.to), ...on);
  const lastCoveredDay = file.coversTo === undefined ? lastNamedDay : need(file.coversTo);
  return { isWorkingDay, hoursOf, holidayName, lastCoveredDay };
}

/** The instant itself when the offices are open then, else their next opening. */
export function nextOpening(calendar: WorkingCalendar, instantMs: number): number {
  let day = dayOf(instantMs);
  const into = msIntoDay(instantMs);
  if (calendar.isWorkingDay(day)) {
    const { am, pm } = calendar.hoursOf(day);
    if (into < am[0]) return startOfDay(day) + am[0];
    if (into < am[1]) return instantMs;
    if (into < pm[0]) return startOfDay(day) + pm[0];
    if (into < pm[1]) return instantMs;
  }
  do day++;
  while (!calendar.isWorkingDay(day));
  return startOfDay(day) + calendar.hoursOf(day).am[0];
}

/** Adds working hours; a span that ends exactly at a closing ends there, not at the next opening. */
export function addWorkingHours(calendar: WorkingCalendar, instantMs: number, hours: number): number {
  let left = hours * HOUR_MS;
  let at = nextOpening(calendar, instantMs);
  for (;;) {
    const closes = closingAfter(calendar, at);
    if (left <= closes - at) return at + left;
    left -= closes - at;
    at = nextOpening(calendar, closes);
  }
}

/** Adds working days; the clock time within the day is kept, an instant outside hours first moves to the next opening. */
export function addWorkingDays(calendar: WorkingCalendar, instantMs: number, days: number): number {
  const from = nextOpening(calendar, instantMs);
  const into = msIntoDay(from);
  let day = dayOf(from);
  for (let left = days; left > 0; ) {
    day++;
    if (calendar.isWorkingDay(day)) left--;
  }
  return startOfDay(day) + into;
}

/** The last `count` working days before `day`, oldest first. */
export function workingDaysBefore(calendar: WorkingCalendar, day: number, count: number): number[] {
  const days: number[] = [];
  for (let before = day - 1; days.length < count; before--) if (calendar.isWorkingDay(before)) days.unshift(before);
  return days;
}

/** How far "due soon" looks: 4 working hours ahead. */
export const DUE_SOON_HOURS = 4;

export function isOfficeOpen(calendar: WorkingCalendar, instantMs: number): boolean {
  return nextOpening(calendar, instantMs) === instantMs;
}

/** Working milliseconds in [fromMs, toMs); 0 when it is empty. */
export function workingMsBetween(calendar: WorkingCalendar, fromMs: number, toMs: number): number {
  let sum = 0;
  for (let at = nextOpening(calendar, fromMs); at < toMs; ) {
    const closes = closingAfter(calendar, at);
    sum += Math.min(closes, toMs) - at;
    at = nextOpening(calendar, closes);
  }
  return sum;
}

function closingAfter(calendar: WorkingCalendar, openMs: number): number {
  const day = dayOf(openMs);
  const { am, pm } = calendar.hoursOf(day);
  return startOfDay(day) + (msIntoDay(openMs) < am[1] ? am[1] : pm[1]);
}

function need(text: string): number {
  const day = parseDay(text);
  if (day === null) throw new Error(`calendar: "${text}" is no date (YYYY-MM-DD)`);
  return day;
}

function span(pair: readonly string[]): [number, number] {
  const [from, to] = pair.map((text) => {
    const [hour, minute] = text.split(':').map(Number);
    return (hour ?? Number.NaN) * HOUR_MS + (minute ?? Number.NaN) * MINUTE_MS;
  });
  if (from === undefined || to === undefined || !(from < to)) throw new Error(`calendar: bad hours ${pair.join('–')}`);
  return [from, to];
}
