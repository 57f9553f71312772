import { DAY_MS, dayOf, parseDay, parseInstant, startOfDay } from '../../shared/localTime';

/** A period as it was asked for, cut where knowledge ends. */
export interface PeriodQuery {
  readonly from: string;
  readonly to: string;
  readonly start: number;
  /** Where P is cut: the end of `to`, now, `at` or `until`, whichever is first. */
  readonly end: number;
  /** 00:00 of the day after `to`. */
  readonly fullEnd: number;
  /** Only what was recorded up to then is known; also what the figures are as of. */
  readonly recordedUpTo: number;
}

export type PeriodReading =
  | { readonly ok: true; readonly query: PeriodQuery }
  | { readonly ok: false; readonly detail: string };

export interface RawPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly at?: string | undefined;
  readonly until?: string | undefined;
}

const MAX_DAYS = 3700;

/**
 * `now` is how far anything is known. While nothing can be recorded that falls behind the clock's `present`, and a day
 * that has begun since is empty so far, not ahead.
 */
export function readPeriod(raw: RawPeriod, now: number, present = now): PeriodReading {
  const from = parseDay(raw.from ?? '');
  const to = parseDay(raw.to ?? '');
  if (from === null || to === null) return no('Give from and to as calendar days, YYYY-MM-DD.');
  const at = readInstant(raw.at);
  const until = readInstant(raw.until);
  if (at === undefined || until === undefined) {
    return no('Give at and until as RFC 3339 instants with an offset, e.g. 2025-07-14T17:30:00+07:00.');
  }
  if (to < from) return no('"to" lies before "from".');
  if (to - from > MAX_DAYS) return no(`A period has at most ${MAX_DAYS} days.`);
  if (at !== null && at > now) return no('"at" lies ahead: what will be known then is not known.');
  const known = at ?? now;
  const cut = Math.min(known, until ?? Number.POSITIVE_INFINITY);
  const begun = at === null && until === null ? Math.max(cut, present) : cut;
  if (from > dayOf(begun)) return no('"from" lies ahead.');
  const start = startOfDay(from);
  const fullEnd = startOfDay(to) + DAY_MS;
  return {
    ok: true,
    query: {
      from: raw.from ?? '',
      to: raw.to ?? '',
      start,
      end: Math.max(start, Math.min(fullEnd, cut)),
      fullEnd,
      recordedUpTo: known,
    },
  };
}

/** null: not given; undefined: not an instant. A `+` that came as a space is read as meant. */
function readInstant(text: string | undefined): number | null | undefined {
  if (text === undefined || text === '') return null;
  return parseInstant(text.replace(/ (?=\d{2}:\d{2}$)/, '+')) ?? undefined;
}

function no(detail: string): PeriodReading {
  return { ok: false, detail };
}
