import { z } from 'zod';
import { type CalendarFile, createCalendar } from '../../shared/calendar';
import { dayFromCivil, parseDay, TIME_ZONE } from '../../shared/localTime';

export const MAX_CALENDAR_BYTES = 64 * 1024;
const MAX_SPANS = 500;
const MAX_RULES = 50;
const MAX_NAME = 80;
const FIRST_DAY = dayFromCivil(2000, 1, 1);
const LAST_DAY = dayFromCivil(2100, 12, 31);
/** Clocks walk from working day to working day: a longer rest is a mistake, and would cost every count dearly. */
const MAX_REST_DAYS = 31;
const PROBLEMS_SHOWN = 12;

/** What can be wrong with a calendar, in words for the machine's own people; screens have theirs by the same names. */
export const CALENDAR_FAULTS = {
  json: 'is not JSON',
  size: `is larger than ${MAX_CALENDAR_BYTES} bytes`,
  shape: 'is missing or of the wrong kind',
  unknown: 'holds something that no calendar has',
  date: 'is no day from 2000-01-01 to 2100-12-31 as YYYY-MM-DD',
  order: 'ends before it begins',
  clock: 'is not two clock times HH:MM, the earlier first, the morning before the afternoon',
  months: 'leaves a month without office hours',
  rest: `leaves more than ${MAX_REST_DAYS} days in a row without a working day`,
  covers: 'lies before the last day that is named in "off" or "on"',
  unsaid: 'is needed where no day is named in "off" or "on"',
} as const;

export type CalendarFault = keyof typeof CALENDAR_FAULTS;

/** Where and what; never a value of the file. */
export interface CalendarProblem {
  readonly where: string;
  readonly what: CalendarFault;
}

export type CalendarReading =
  | { readonly ok: true; readonly file: CalendarFile }
  | { readonly ok: false; readonly problems: readonly CalendarProblem[] };

const fault = (what: CalendarFault) => ({ message: what });
const day = z.string().refine((text) => {
  const found = parseDay(text);
  return found !== null && found >= FIRST_DAY && found <= LAST_DAY;
}, fault('date'));
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, fault('clock'));
const half = z.tuple([clock, clock]).refine(([opens, closes]) => opens < closes, fault('clock'));
const inOrder = ({ from, to }: { from: string; to?: string | undefined }) => to === undefined || from <= to;
const weekday = z.int().min(1).max(7);
const month = z.int().min(1).max(12);

const calendarSchema = z
  .strictObject({
    tz: z.literal(TIME_ZONE),
    weekend: z.array(weekday).max(6),
    off: z
      .array(
        z
          .strictObject({ from: day, to: day, name: z.string().trim().min(1).max(MAX_NAME) })
          .refine(inOrder, fault('order')),
      )
      .max(MAX_SPANS),
    on: z.array(day).max(MAX_SPANS),
    hours: z
      .array(
        z
          .strictObject({ from: day, to: day.optional(), months: z.array(month).min(1).max(12), am: half, pm: half })
          .refine(inOrder, fault('order'))
          .refine(({ am, pm }) => am[1] <= pm[0], fault('clock')),
      )
      .min(1)
      .max(MAX_RULES)
      .refine((rules) => new Set(rules.flatMap((rule) => rule.months)).size === 12, fault('months')),
    coversTo: day.optional(),
  })
  .superRefine((file, context) => {
    const named = [...file.off.map((span) => span.to), ...file.on];
    const say = (path: string, what: CalendarFault) =>
      context.addIssue({ code: 'custom', path: [path], message: what });
    if (file.coversTo === undefined && named.length === 0) say('coversTo', 'unsaid');
    if (named.some((last) => last > (file.coversTo ?? last))) say('coversTo', 'covers');
  });

/** A calendar as people write it, or all that is wrong with it. */
export function readCalendar(sent: unknown): CalendarReading {
  const parsed = calendarSchema.safeParse(sent);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      where: issue.path.join('.'),
      what: faultOf(issue),
    }));
    return { ok: false, problems: problems.slice(0, PROBLEMS_SHOWN) };
  }
  const { coversTo, hours, ...rest } = parsed.data;
  const file: CalendarFile = {
    ...rest,
    hours: hours.map(({ to, ...rule }) => ({ ...rule, ...(to !== undefined && { to }) })),
    ...(coversTo !== undefined && { coversTo }),
  };
  return hasLongRest(file) ? { ok: false, problems: [{ where: 'off', what: 'rest' }] } : { ok: true, file };
}

export function readCalendarText(text: string): CalendarReading {
  const wrong = (what: CalendarFault): CalendarReading => ({ ok: false, problems: [{ where: '', what }] });
  if (Buffer.byteLength(text) > MAX_CALENDAR_BYTES) return wrong('size');
  try {
    return readCalendar(JSON.parse(text));
  } catch {
    return wrong('json');
  }
}

export function problemSentence({ where, what }: CalendarProblem): string {
  return `${where === '' ? 'The calendar' : where} ${CALENDAR_FAULTS[what]}.`;
}

/** The same calendar is the same text, whatever the order and the spaces it was written with. */
export function calendarText(file: CalendarFile): string {
  const { tz, weekend, off, on, hours, coversTo } = file;
  return JSON.stringify({
    tz,
    weekend,
    off: off.map(({ from, to, name }) => ({ from, to, name })),
    on,
    hours: hours.map(({ from, to, months, am, pm }) => ({ from, to, months, am, pm })),
    coversTo,
  });
}

function faultOf({ code, message }: { readonly code: string; readonly message: string }): CalendarFault {
  if (code === 'unrecognized_keys') return 'unknown';
  return message in CALENDAR_FAULTS ? (message as CalendarFault) : 'shape';
}

function hasLongRest(file: CalendarFile): boolean {
  const { isWorkingDay } = createCalendar(file);
  let rest = 0;
  for (let at = FIRST_DAY; at <= LAST_DAY; at++) {
    rest = isWorkingDay(at) ? 0 : rest + 1;
    if (rest > MAX_REST_DAYS) return true;
  }
  return false;
}
