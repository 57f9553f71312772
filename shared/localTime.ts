/**
 * Calendar days and clock times in Asia/Ho_Chi_Minh.
 * Việt Nam has kept UTC+7 without summer time since 1975, so a constant offset is exact.
 * Days are whole numbers since 1970-01-01 (local); instants are milliseconds since the epoch (UTC).
 */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
export const OFFSET_MS = 7 * HOUR_MS;
export const TIME_ZONE = 'Asia/Ho_Chi_Minh';

export interface CivilDate {
  readonly year: number;
  /** 1…12 */
  readonly month: number;
  /** 1…31 */
  readonly day: number;
}

export function dayOf(instantMs: number): number {
  return Math.floor((instantMs + OFFSET_MS) / DAY_MS);
}

export function startOfDay(day: number): number {
  return day * DAY_MS - OFFSET_MS;
}

export function msIntoDay(instantMs: number): number {
  return instantMs - startOfDay(dayOf(instantMs));
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Gregorian date of a day number; algorithm `civil_from_days` by Howard Hinnant (public domain). */
export function civilOf(day: number): CivilDate {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

export function dayFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** First day of the calendar month that holds `day`. */
export function monthStart(day: number): number {
  return day - civilOf(day).day + 1;
}

/** `YYYY-MM-DD` → day number, or null when it is no real date. */
export function parseDay(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const [year, month, dayOfMonth] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1000) return null;
  const day = dayFromCivil(year, month, dayOfMonth);
  const back = civilOf(day);
  return back.year === year && back.month === month && back.day === dayOfMonth ? day : null;
}

export function formatDay(day: number): string {
  const { year, month, day: dayOfMonth } = civilOf(day);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

const RFC3339 = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** RFC 3339 date-time with its offset → instant; null when it is none. Digits below a millisecond are cut. */
export function parseInstant(text: string): number | null {
  const match = RFC3339.exec(text);
  if (!match) return null;
  const day = parseDay(match[1] ?? '');
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4])];
  if (day === null || hour > 23 || minute > 59 || second > 59) return null;
  const [offsetHour, offsetMinute] = [Number(match[7] ?? 0), Number(match[8] ?? 0)];
  if (offsetHour > 23 || offsetMinute > 59) return null;
  const offset = (offsetHour * 60 + offsetMinute) * MINUTE_MS * (match[6] === '-' ? -1 : 1);
  const millis = Number((match[5] ?? '').slice(0, 3).padEnd(3, '0'));
  return day * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * 1000 + millis - offset;
}

/** An instant as RFC 3339 in local time with `+07:00`; milliseconds only when there are any. */
export function formatInstant(instantMs: number): string {
  const into = msIntoDay(instantMs);
  const millis = into % 1000;
  const clock = `${pad(Math.floor(into / HOUR_MS), 2)}:${pad(Math.floor(into / MINUTE_MS) % 60, 2)}:${pad(Math.floor(into / 1000) % 60, 2)}`;
  return `${formatDay(dayOf(instantMs))}T${clock}${millis === 0 ? '' : `.${pad(millis, 3)}`}+07:00`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
