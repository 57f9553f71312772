/**
 * The independent count: plain SQL over the raw reports by the words of D1–D8, sharing nothing with the counting core.
 * Slow and simple on purpose; whatever the product answers must agree with it.
 */
import type Database from 'better-sqlite3';
import type { CalendarPart } from './calendarsAt';
import { fillWorkingTime, type OracleCalendar, plusWorkingDays, plusWorkingHours } from './workingTime';

export const ORACLE_COUNTERS = [
  'carriedOver',
  'received',
  'receivedOnline',
  'receivedDirect',
  'receivedPostal',
  'receivedUnknown',
  'awaitingIntake',
  'intakeOverdue',
  'rejected',
  'resolvedEarly',
  'resolvedOnTime',
  'resolvedLate',
  'resolvedNoDue',
  'pendingInTime',
  'pendingOverdue',
  'overdueLong',
  'paused',
  'stopped',
  'withdrawn',
  'extended',
] as const;

export type OracleFigures = Readonly<Record<(typeof ORACLE_COUNTERS)[number], number>>;

export interface Oracle {
  /** Figures of P = [a, b) per ward code; a ward without any dossier is left out. */
  readonly summary: (a: number, b: number) => ReadonlyMap<string, OracleFigures>;
}

const EARLY_DAY = `(t + 25200000) / 86400000`;

/**
 * Lays out what is known at `at` (everything, if left out) in temporary tables; a later oracle replaces them. One calendar
 * holds for all dossiers, or each for its part of them.
 */
export function createOracle(
  db: Database.Database,
  calendar: OracleCalendar | readonly CalendarPart[],
  at?: number,
): Oracle {
  const parts = 'hours' in calendar ? [{ upTo: Number.MAX_SAFE_INTEGER, calendar }] : calendar;
  db.pragma('temp_store = MEMORY');
  const range = db.prepare('SELECT min(occurred_at) AS low, max(occurred_at) AS high FROM reports').get() as {
    low: number | null;
    high: number | null;
  };
  const calendars = parts.map((part) => part.calendar);
  fillWorkingTime(db, calendars, range.low ?? 0, range.high ?? 0);
  layOutReports(db, at ?? Number.MAX_SAFE_INTEGER);
  layOutDossiers(db, `CASE ${parts.map(({ upTo }, cal) => `WHEN l.d <= ${upTo} THEN ${cal}`).join(' ')} END`);
  const flowing = db.prepare(FLOWING);
  const standing = db.prepare(STANDING);
  return {
    summary: (a, b) => {
      const wards = new Map<string, Record<string, number>>();
      const put = (row: Record<string, unknown>, keys: readonly string[], rename: (key: string) => string): void => {
        const ward = String(row.ward);
        const figures = wards.get(ward) ?? Object.fromEntries(ORACLE_COUNTERS.map((key) => [key, 0]));
        wards.set(ward, figures);
        for (const key of keys) figures[rename(key)] = Number(row[key]);
      };
      for (const row of flowing.all({ a, b }) as Record<string, unknown>[]) {
        put(
          row,
          Object.keys(row).filter((key) => key !== 'ward'),
          (key) => key,
        );
      }
      for (const row of standing.all({ t: b }) as Record<string, unknown>[]) {
        put(
          row,
          Object.keys(row).filter((key) => key !== 'ward'),
          (key) => key,
        );
      }
      return wards as unknown as ReadonlyMap<string, OracleFigures>;
    },
  };
}

function layOutReports(db: Database.Database, at: number): void {
  const field = (name: string) =>
    `json_type(content, '$.${name}') IS NOT NULL AS has_${name}, json_extract(content, '$.${name}') AS ${name}`;
  db.exec(`
    DROP TABLE IF EXISTS temp.r;
    CREATE TEMP TABLE r AS
    SELECT dossier_id AS d, occurred_at AS t, status AS s, ward_code AS w,
      row_number() OVER (PARTITION BY dossier_id ORDER BY occurred_at, status, ward_code, content) AS k,
      ${['channel', 'submittedAt', 'receivedAt', 'dueAt', 'finishedAt', 'retracted'].map(field).join(', ')}
    FROM main.reports WHERE recorded_at <= ${at};
    CREATE INDEX temp.r_k ON r (d, k);
  `);
}

/** One row a dossier that counts: where it is, when it was received and closed, what is known of it now. */
function layOutDossiers(db: Database.Database, calendarOf: string): void {
  const latest = (field: string) =>
    `(SELECT x.${field} FROM temp.r x WHERE x.d = l.d AND x.has_${field} ORDER BY x.k DESC LIMIT 1)`;
  const first = (where: string) => `(SELECT min(x.t) FROM temp.r x WHERE x.d = l.d AND ${where})`;
  db.exec(`
    DROP TABLE IF EXISTS temp.dossier; DROP TABLE IF EXISTS temp.known; DROP TABLE IF EXISTS temp.extension;
    CREATE TEMP TABLE known AS
    SELECT l.d, ${calendarOf} AS cal, l.s, l.w AS ward, coalesce(${latest('channel')}, 'unknown') AS channel, ${latest('dueAt')} AS due,
      coalesce(${latest('receivedAt')}, ${first('x.s NOT IN (1, 3)')}) AS received,
      coalesce(${latest('finishedAt')}, ${first('x.s = 9')}, ${first('x.s = 10')}) AS finished,
      (SELECT x.t FROM temp.r x WHERE x.d = l.d AND x.k = 1 + coalesce(
        (SELECT max(y.k) FROM temp.r y WHERE y.d = l.d AND y.s <> l.s), 0)) AS run,
      coalesce(${latest('submittedAt')}, ${first('x.s = 1')}) AS submitted
    FROM temp.r l
    WHERE l.k = (SELECT max(x.k) FROM temp.r x WHERE x.d = l.d) AND coalesce(${latest('retracted')}, 0) = 0;
    CREATE TEMP TABLE dossier AS
    SELECT *, CASE WHEN s IN (1, 3) THEN 0 ELSE 1 END AS counted,
      CASE WHEN s IN (9, 10) THEN max(finished, received) WHEN s IN (7, 8) THEN max(run, received) END AS closed,
      CASE WHEN submitted IS NULL THEN NULL ELSE ${plusWorkingHours('submitted', 8, 'known.cal')} END AS intake_limit
    FROM temp.known;
    CREATE INDEX temp.dossier_d ON dossier (d);
    CREATE TEMP TABLE extension AS
    SELECT d, t FROM (SELECT d, t, dueAt, lag(dueAt) OVER (PARTITION BY d ORDER BY k) AS was
      FROM temp.r WHERE has_dueAt) WHERE dueAt > was;
  `);
}

const inP = (instant: string) => `${instant} >= :a AND ${instant} < :b`;
const day = (instant: string) => EARLY_DAY.replace('t', instant);
const received = (channel: string) => `total(counted AND ${inP('received')} AND channel = '${channel}')`;
const resolved = `counted AND s IN (9, 10) AND ${inP('closed')}`;
const early = `due IS NOT NULL AND ${day('finished')} < ${day('due')}`;

const FLOWING = `
  SELECT ward,
    total(counted AND ${inP('received')}) AS received,
    ${received('online')} AS receivedOnline, ${received('direct')} AS receivedDirect,
    ${received('postal')} AS receivedPostal, ${received('unknown')} AS receivedUnknown,
    total(counted AND received < :a AND (closed IS NULL OR closed >= :a)) AS carriedOver,
    total(s = 3 AND ${inP('run')}) AS rejected,
    total(${resolved} AND ${early}) AS resolvedEarly,
    total(${resolved} AND NOT (${early}) AND (due IS NULL OR finished <= due)) AS resolvedOnTime,
    total(${resolved} AND due IS NOT NULL AND NOT (${early}) AND finished > due) AS resolvedLate,
    total(${resolved} AND due IS NULL) AS resolvedNoDue,
    total(counted AND s = 8 AND ${inP('closed')}) AS stopped,
    total(counted AND s = 7 AND ${inP('closed')}) AS withdrawn,
    total((SELECT count(*) FROM temp.extension e WHERE e.d = dossier.d AND ${inP('e.t')})) AS extended
  FROM temp.dossier GROUP BY ward`;

const before = (column: string, has: string) =>
  `(SELECT x.${column} FROM temp.r x WHERE x.d = dossier.d AND x.t < :t ${has} ORDER BY x.k DESC LIMIT 1)`;
const firstEver = (column: string, has: string) =>
  `(SELECT x.${column} FROM temp.r x WHERE x.d = dossier.d ${has} ORDER BY x.k LIMIT 1)`;
const supplied = `EXISTS (SELECT 1 FROM temp.r x WHERE x.d = dossier.d AND x.t < :t AND x.has_dueAt)`;

const STANDING = `
  WITH at_t AS (
    SELECT ward, cal, counted AND received < :t AND (closed IS NULL OR closed >= :t) AS open,
      coalesce(${before('s', '')}, ${firstEver('s', '')}) IN (5, 6) AS halted,
      CASE WHEN ${supplied} THEN ${before('dueAt', 'AND x.has_dueAt')} ELSE ${firstEver('dueAt', 'AND x.has_dueAt')} END AS due_t,
      coalesce(${before('s', '')}, 0) = 1 AS awaiting, intake_limit
    FROM temp.dossier)
  SELECT ward,
    total(open AND NOT halted AND (due_t IS NULL OR due_t >= :t)) AS pendingInTime,
    total(open AND NOT halted AND due_t IS NOT NULL AND due_t < :t) AS pendingOverdue,
    total(open AND NOT halted AND due_t IS NOT NULL AND due_t < :t AND ${plusWorkingDays('due_t', 10, 'at_t.cal')} < :t) AS overdueLong,
    total(open AND halted) AS paused,
    total(awaiting) AS awaitingIntake,
    total(awaiting AND intake_limit < :t) AS intakeOverdue
  FROM at_t GROUP BY ward`;
