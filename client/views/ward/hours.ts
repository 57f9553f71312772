import { workingDaysBefore } from '../../../shared/calendar';
import { HISTORY_WORKING_DAYS } from '../../../shared/history';
import { dayOf, formatDay, HOUR_MS, msIntoDay, parseInstant } from '../../../shared/localTime';
import { calendar } from '../../board/reference';
import type { Reading } from '../../reading/reading';
import { useWardWords } from '../../ui/words/ward';
import { createAnswer } from './answers';

interface Bucket {
  readonly start: string;
  readonly received: number;
}
interface Series {
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  readonly buckets: readonly Bucket[];
}

export interface HourBar {
  /** 0…23 */
  readonly hour: number;
  /** null: the hour has not begun, or nothing is known of it. */
  readonly today: number | null;
  readonly average: number | null;
}

export interface Hours {
  /** Of today's; the average may come later, or not. */
  readonly reading: Reading<unknown>;
  readonly bars: () => readonly HourBar[];
}

interface HoursWish {
  readonly code: string;
  /** The present day, YYYY-MM-DD; null before the first word of the server. */
  readonly today: () => string | null;
  /** Changes when today's figures did. */
  readonly news: () => unknown;
}

/** The hours of today cost two kilobytes: they follow the board at a walking pace. */
const LEAST_MS = 300_000;

/** What the ward received by hour: today, and on average on the ten working days before. */
export function createHours({ code, today, news }: HoursWish): Hours {
  const { words } = useWardWords();
  const path = (from: string, to: string) => `/api/v1/series?from=${from}&to=${to}&by=hour&ward=${code}`;
  const present = createAnswer<Series>({
    title: words.byHour,
    path: () => {
      const day = today();
      return day && path(day, day);
    },
    keepAs: `${code}.hours`,
    news,
    leastMs: LEAST_MS,
  });
  const past = createAnswer<Series>({
    title: words.averageShort,
    path: () => {
      const day = today();
      const span = day === null ? null : pastSpan(day);
      return span && path(span.from, span.to);
    },
    keepAs: `${code}.past`,
    leastMs: LEAST_MS,
  });
  return { reading: present, bars: () => bars(present.data(), past.data()) };
}

function pastSpan(today: string): { readonly from: string; readonly to: string } | null {
  const now = parseInstant(`${today}T12:00:00+07:00`);
  if (now === null) return null;
  const days = workingDaysBefore(calendar, dayOf(now), HISTORY_WORKING_DAYS);
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? null : { from: formatDay(first), to: formatDay(last) };
}

function bars(present: Series | null, past: Series | null): readonly HourBar[] {
  const today = new Map<number, number>();
  const asOf = present ? (parseInstant(present.asOf) ?? 0) : 0;
  for (const { start, received } of present?.buckets ?? []) {
    const at = parseInstant(start) ?? 0;
    if (at <= asOf) today.set(hourOf(at), received);
  }
  const sums = new Map<number, number>();
  const days = new Set<number>();
  for (const { start, received } of past?.buckets ?? []) {
    const at = parseInstant(start) ?? 0;
    if (!calendar.isWorkingDay(dayOf(at))) continue;
    days.add(dayOf(at));
    sums.set(hourOf(at), (sums.get(hourOf(at)) ?? 0) + received);
  }
  const [first, last] = span(present, today, sums);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const hour = first + i;
    return {
      hour,
      today: today.get(hour) ?? null,
      average: days.size === 0 ? null : (sums.get(hour) ?? 0) / days.size,
    };
  });
}

/** The office hours of the day, wider where something came outside them. */
function span(present: Series | null, today: ReadonlyMap<number, number>, sums: ReadonlyMap<number, number>) {
  const day = dayOf(parseInstant(`${present?.from ?? ''}T12:00:00+07:00`) ?? 0);
  const { am, pm } = calendar.hoursOf(day);
  const busy = [...today, ...sums].filter(([, n]) => n > 0).map(([hour]) => hour);
  const first = Math.min(Math.floor(am[0] / HOUR_MS), ...busy);
  const last = Math.max(Math.ceil(pm[1] / HOUR_MS) - 1, ...busy);
  return [first, last] as const;
}

function hourOf(at: number): number {
  return Math.floor(msIntoDay(at) / HOUR_MS);
}
