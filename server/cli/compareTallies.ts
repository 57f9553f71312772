import { DAY_MS, HOUR_MS, OFFSET_MS } from '../../shared/localTime';
import type { Connection } from '../db/open';

/** Widths of the tallies that are held against their entries, by `span`. */
const WIDTH_MS = { 0: HOUR_MS, 1: DAY_MS } as const;
/** So many days at once: the sums of a few weeks are held in memory, never those of all years. */
const DAYS_AT_ONCE = 31;
const SHOWN = 20;
/** Buckets before it lie before the year 1. */
const BEFORE_ALL = -20_000_000;

/** The tallies are the entries, summed: asked of SQLite alone, window by window. */
export function compareTallies(db: Connection, onWindow: (part: number) => void): number {
  let [differences, done] = [0, 0];
  for (const [span, width] of Object.entries(WIDTH_MS)) {
    const window = (DAYS_AT_ONCE * DAY_MS) / width;
    const next = db
      .prepare<{ from: number }, number | null>(
        `SELECT min(b) FROM (
           SELECT min(bucket) AS b FROM tallies WHERE span = ${span} AND bucket >= @from
           UNION ALL
           SELECT ${bucketOf('min(instant)', width)} FROM entries INDEXED BY entries_instant
           WHERE instant >= @from * ${width} - ${OFFSET_MS})`,
      )
      .pluck();
    const compare = db.prepare<{ from: number; to: number }, object>(
      `SELECT bucket, ward, counter, sum(n) AS n FROM (
         SELECT bucket, ward, counter, n FROM tallies WHERE span = ${span} AND bucket >= @from AND bucket < @to
         UNION ALL
         SELECT ${bucketOf('instant', width)}, ward, counter, -n FROM entries INDEXED BY entries_instant
         WHERE instant >= @from * ${width} - ${OFFSET_MS} AND instant < @to * ${width} - ${OFFSET_MS})
       GROUP BY bucket, ward, counter HAVING sum(n) <> 0`,
    );
    const last = lastBucket(db, span, width);
    for (
      let from = next.get({ from: BEFORE_ALL }) ?? null;
      from !== null;
      from = next.get({ from: from + window }) ?? null
    ) {
      const rows = compare.all({ from, to: from + window });
      for (const row of rows.slice(0, Math.max(0, SHOWN - differences))) {
        console.log('tally differs from its entries:', JSON.stringify(row));
      }
      differences += rows.length;
      onWindow((done + Math.min(1, from / Math.max(1, last))) / 2);
    }
    done++;
  }
  console.log(`Tallies against entries: ${differences} differences.`);
  return differences;
}

/** SQL: the bucket of an instant, rounded down before 1970 too. */
function bucketOf(instant: string, width: number): string {
  const local = `(${instant} + ${OFFSET_MS})`;
  return `(${local} - CASE WHEN ${local} < 0 THEN ${width - 1} ELSE 0 END) / ${width}`;
}

function lastBucket(db: Connection, span: string, width: number): number {
  const sql = `SELECT max(
    coalesce((SELECT max(bucket) FROM tallies WHERE span = ${span}), 0),
    coalesce((SELECT max(instant) FROM entries), 0) / ${width})`;
  return db.prepare<[], number>(sql).pluck().get() ?? 0;
}
