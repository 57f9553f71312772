import catalogue from '../../data/demo/catalogue.json';
import { addWorkingDays, type WorkingCalendar } from '../../shared/calendar';
import { dayOf, HOUR_MS, MINUTE_MS, startOfDay } from '../../shared/localTime';
import type { Random } from './cityRandom';
import { DEMO, DEMO_DAYS } from './demoTime';

export const FATES = ['good', 'late', 'overdue', 'overdueLong', 'paused', 'withdrawn', 'stopped', 'inTime'] as const;
export type Fate = (typeof FATES)[number];

export interface Field {
  readonly code: string;
  readonly share: number;
  readonly source: string;
  readonly procedures: readonly { readonly code: string; readonly days: number }[];
}

/** The instants of one dossier, chosen so that it has met its fate by the evening of 14/7. */
export interface Life {
  readonly fate: Fate;
  readonly field: Field;
  readonly procedureCode: string;
  readonly receivedAt: number;
  readonly dueAt: number;
  /** When it was finished, withdrawn, stopped or paused; null while it is worked on. */
  readonly endedAt: number | null;
}

export interface LifeParts {
  readonly random: Random;
  readonly calendar: WorkingCalendar;
}

const FIELDS: readonly Field[] = catalogue.fields;
/** "Trong ngày": what comes before 15:00 is due the same day. */
const SAME_DAY_UNTIL_MS = 15 * HOUR_MS;
const CLOSING_MS = 17 * HOUR_MS;

export function createLife(parts: LifeParts, fate: Fate, receivedDay: number): Life {
  const { random } = parts;
  const receivedAt = startOfDay(receivedDay) + officeTime(random, receivedDay === DEMO_DAYS.last ? 16.4 : 16.7);
  const field = pickField(random, fate);
  const procedure = random.pick(field.procedures);
  const known = { fate, field, procedureCode: procedure.code, receivedAt };
  switch (fate) {
    case 'good':
      return { ...known, ...goodEnd(parts, receivedAt, procedure.days) };
    case 'late': {
      const dueAt = pastDue(parts, receivedAt, DEMO.lastWorkAt - 26 * HOUR_MS);
      const endedAt = workInstant(parts, dueAt + 20 * MINUTE_MS, Math.min(dueAt + 76 * HOUR_MS, DEMO.lastWorkAt));
      return { ...known, dueAt, endedAt };
    }
    case 'overdue':
      return { ...known, dueAt: pastDue(parts, receivedAt, DEMO.lastWorkAt), endedAt: null };
    case 'overdueLong':
      return { ...known, dueAt: addWorkingDays(parts.calendar, receivedAt, random.whole(3, 6)), endedAt: null };
    case 'inTime':
      return { ...known, dueAt: dueAfter(parts, receivedAt, procedure.days, DEMO.settlesAt), endedAt: null };
    default: {
      const endedAt = workInstant(parts, receivedAt + 20 * MINUTE_MS, DEMO.lastWorkAt);
      return { ...known, dueAt: dueAfter(parts, receivedAt, procedure.days, endedAt), endedAt };
    }
  }
}

/** Two peaks, in the middle of the morning and of the afternoon, as one-stop counters have them. */
export function officeTime(random: Random, untilHour: number): number {
  const peak = (low: number, high: number) => low + ((random.next() + random.next()) / 2) * (high - low);
  const hour = random.chance(0.58) ? peak(7.5, 11.5) : peak(13, untilHour);
  return Math.floor(hour * HOUR_MS);
}

function goodEnd(
  { random, calendar }: LifeParts,
  receivedAt: number,
  days: number,
): { dueAt: number; endedAt: number } {
  const day = dayOf(receivedAt);
  if (days === 0 && day >= DEMO_DAYS.first) {
    const closing = startOfDay(day) + CLOSING_MS;
    const endedAt = Math.min(receivedAt + random.whole(8, 95) * MINUTE_MS, closing - 2 * MINUTE_MS);
    const sameDay = receivedAt < startOfDay(day) + SAME_DAY_UNTIL_MS;
    return { endedAt, dueAt: sameDay ? closing : addWorkingDays(calendar, closing - MINUTE_MS, 1) };
  }
  const from = Math.max(receivedAt + 25 * MINUTE_MS, DEMO.historyFrom);
  const wished = addWorkingDays(calendar, receivedAt, Math.max(1, days));
  const until = random.chance(0.3) ? wished : wished - random.whole(4, 60) * HOUR_MS;
  const endedAt = workInstant({ random, calendar }, from, Math.min(Math.max(until, from + HOUR_MS), DEMO.lastWorkAt));
  return { endedAt, dueAt: dueAfter({ random, calendar }, receivedAt, Math.max(1, days), endedAt) };
}

/** The first due date by whole working days, from the procedure's own on, that is not before the instant. */
function dueAfter({ calendar }: LifeParts, receivedAt: number, days: number, instant: number): number {
  for (let length = Math.max(1, days); ; length++) {
    const dueAt = addWorkingDays(calendar, receivedAt, length);
    if (dueAt >= instant) return dueAt;
  }
}

/** A due date that lies before `limit`, at most a few working days after the receiving. */
function pastDue({ random, calendar }: LifeParts, receivedAt: number, limit: number): number {
  for (let length = random.whole(1, 4); length > 0; length--) {
    const dueAt = addWorkingDays(calendar, receivedAt, length);
    if (dueAt < limit) return dueAt;
  }
  return startOfDay(dayOf(receivedAt)) + CLOSING_MS;
}

/** An instant in office hours, from ≤ instant ≤ until; towards `from` when the span holds no working day. */
export function workInstant({ random, calendar }: LifeParts, from: number, until: number): number {
  for (let tries = 0; tries < 40; tries++) {
    const day = random.whole(dayOf(from), dayOf(until));
    const instant = startOfDay(day) + officeTime(random, 17);
    if (calendar.isWorkingDay(day) && instant >= from && instant <= until) return instant;
  }
  return Math.min(Math.max(from, DEMO.historyFrom + 8 * HOUR_MS), until);
}

/** What waits or is late is seldom a matter of the same day. */
function pickField(random: Random, fate: Fate): Field {
  const slow = fate === 'inTime' || fate === 'paused' || fate === 'overdueLong';
  const weights = FIELDS.map((field) => (slow && field.procedures[0]?.days === 0 ? field.share * 0.15 : field.share));
  let left = random.next() * weights.reduce((a, b) => a + b, 0);
  for (const [i, field] of FIELDS.entries()) {
    left -= weights[i] ?? 0;
    if (left <= 0) return field;
  }
  return random.pick(FIELDS);
}
