import { COUNTER_SLOTS } from '../../shared/counters';
import { DAY_MS, dayOf, HOUR_MS, monthStart, OFFSET_MS, startOfDay } from '../../shared/localTime';
import { wardCodeOf } from './batchLines';
import type { Connection } from './open';
import { HOURS_IN_DAY, hourOf, SPAN, startOfHour } from './tallies';

/** F(t) per ward code: each counter's sum of all entries with instant < t. */
export type PrefixTable = Map<string, Float64Array>;

export interface PrefixSums {
  /** F(t) by all that was recorded up to the instant `recordedUpTo`. */
  readonly at: (instant: number, recordedUpTo: number) => PrefixTable;
  /** F(t) by all that is recorded. */
  readonly latest: (instant: number) => PrefixTable;
  /** What each whole bucket of [start, end) added, by bucket start; the last bucket is cut at `end`. */
  readonly steps: (range: BucketRange) => Map<number, PrefixTable>;
}

export interface BucketRange {
  /** 00:00 of a day. */
  readonly start: number;
  readonly end: number;
  readonly by: 'hour' | 'day';
  readonly recordedUpTo: number;
}

type Cell = [ward: number, counter: number, n: number];

/**
 * Prefix sums from the log: whole months, days and hours from the tallies, the hour that the instant cuts from its
 * entries. "As known then" takes away what was recorded later, or adds up what was recorded by then, whichever is less.
 */
export function createPrefixSums(db: Connection): PrefixSums {
  const tallied = db
    .prepare<[number, number, number], Cell>(
      `SELECT ward, counter, sum(n) FROM tallies WHERE span = ? AND bucket >= ? AND bucket < ?
       GROUP BY ward, counter`,
    )
    .raw();
  const cut = db
    .prepare<[number, number], Cell>(
      `SELECT ward, counter, sum(n) FROM entries INDEXED BY entries_instant WHERE instant >= ? AND instant < ?
       GROUP BY ward, counter`,
    )
    .raw();
  const bySeq = db
    .prepare<[number, number, number], Cell>(
      `SELECT ward, counter, sum(n) FROM entries NOT INDEXED WHERE seq > ? AND seq <= ? AND instant < ?
       GROUP BY ward, counter`,
    )
    .raw();
  const boundary = db
    .prepare<[number], number>(
      `SELECT coalesce((SELECT last_entry_seq FROM recordings WHERE recorded_at <= ?
                        ORDER BY recorded_at DESC LIMIT 1), 0)`,
    )
    .pluck();
  const lastSeq = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM entries').pluck();

  const latest = (instant: number): PrefixTable => {
    const table: PrefixTable = new Map();
    const day = dayOf(instant);
    const month = monthStart(day);
    const hour = hourOf(instant);
    add(table, tallied.all(SPAN.month, Number.MIN_SAFE_INTEGER, month), 1);
    add(table, tallied.all(SPAN.day, month, day), 1);
    add(table, tallied.all(SPAN.hour, day * HOURS_IN_DAY, hour), 1);
    if (instant > startOfHour(hour)) add(table, cut.all(startOfHour(hour), instant), 1);
    return table;
  };
  const at = (instant: number, recordedUpTo: number): PrefixTable => {
    const known = boundary.get(recordedUpTo) ?? 0;
    const last = lastSeq.get() ?? 0;
    if (last - known > known) return add(new Map(), bySeq.all(0, known, instant), 1);
    const table = latest(instant);
    return last > known ? add(table, bySeq.all(known, last, instant), -1) : table;
  };
  const known = (recordedUpTo: number) => ({ known: boundary.get(recordedUpTo) ?? 0, last: lastSeq.get() ?? 0 });
  return { at: db.transaction(at).deferred, latest, steps: db.transaction(createSteps(db, known)).deferred };
}

/** The differences between prefix sums at bucket edges, read in one pass instead of a prefix sum per edge. */
function createSteps(db: Connection, boundary: (recordedUpTo: number) => { known: number; last: number }) {
  const tallied = db
    .prepare<[number, number, number], [bucket: number, ...Cell]>(
      'SELECT bucket, ward, counter, n FROM tallies WHERE span = ? AND bucket >= ? AND bucket < ?',
    )
    .raw();
  const byInstant = db
    .prepare<[number, number, number, number], [bucket: number, ...Cell]>(
      `SELECT (instant + ${OFFSET_MS}) / CAST(? AS INTEGER) AS bucket, ward, counter, sum(n) FROM entries INDEXED BY entries_instant
       WHERE instant >= ? AND instant < ? AND seq <= ? GROUP BY bucket, ward, counter`,
    )
    .raw();
  const bySeq = db
    .prepare<[number, number, number, number], [bucket: number, ...Cell]>(
      `SELECT (instant + ${OFFSET_MS}) / CAST(? AS INTEGER) AS bucket, ward, counter, sum(n) FROM entries NOT INDEXED
       WHERE seq > ? AND instant >= ? AND instant < ? GROUP BY bucket, ward, counter`,
    )
    .raw();
  return ({ start, end, by, recordedUpTo }: BucketRange): Map<number, PrefixTable> => {
    const { known, last } = boundary(recordedUpTo);
    const [span, width] = by === 'hour' ? [SPAN.hour, HOUR_MS] : [SPAN.day, DAY_MS];
    const bucketOf = (instant: number) => Math.floor((instant + OFFSET_MS) / width);
    const startOf = (bucket: number) => bucket * width - OFFSET_MS;
    const out = new Map<number, PrefixTable>();
    const put = (rows: readonly [number, ...Cell][], sign: 1 | -1): void => {
      for (const [bucket, ...cell] of rows) {
        const at = startOf(bucket);
        const table = out.get(at) ?? new Map();
        out.set(at, table);
        add(table, [cell], sign);
      }
    };
    if (last - known > known) {
      put(byInstant.all(width, start, end, known), 1);
      return out;
    }
    const cutFrom = startOf(bucketOf(end));
    put(tallied.all(span, bucketOf(start), bucketOf(end)), 1);
    if (end > cutFrom) put(byInstant.all(width, cutFrom, end, last), 1);
    if (last > known) put(bySeq.all(width, known, start, end), -1);
    return out;
  };
}

function add(table: PrefixTable, cells: readonly Cell[], sign: 1 | -1): PrefixTable {
  for (const [ward, counter, n] of cells) {
    const code = wardCodeOf(ward);
    let sums = table.get(code);
    if (!sums) {
      sums = new Float64Array(COUNTER_SLOTS);
      table.set(code, sums);
    }
    sums[counter] = (sums[counter] ?? 0) + sign * n;
  }
  return table;
}

/** Whole hours or days, from the instant a bucket starts to the instant the next one does. */
export function bucketStarts(from: number, to: number, by: 'hour' | 'day'): number[] {
  const out: number[] = [];
  if (by === 'hour') for (let h = hourOf(from); startOfHour(h) < to; h++) out.push(startOfHour(h));
  else for (let d = dayOf(from); startOfDay(d) < to; d++) out.push(startOfDay(d));
  return out;
}
