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
  readonly summary: (a: number, b: number) => OracleSummary;
}

/** P = [a, b). */
export type OracleSpan = readonly [a: number, b: number];

/** Figures per ward code; a ward without any dossier is left out. */
export type OracleSummary = ReadonlyMap<string, OracleFigures>;

const EARLY_DAY = `(t + 25200000) / 86400000`;
/** Dossiers that are laid out at once: what is held in memory does not grow with the log. */
const DOSSIERS_AT_ONCE = 4000;

/** One calendar for all dossiers, or each for its part of them. */
export type OracleCalendars = OracleCalendar | readonly CalendarPart[];

/** Lays out what is known at `at` (everything, if left out) in temporary tables; a later oracle replaces them. */
export function createOracle(db: Database.Database, calendar: OracleCalendars, at?: number): Oracle {
  const counter = createCounter(db, calendar, at);
  counter.layOut(0, Number.MAX_SAFE_INTEGER);
  return {
    summary: (a, b) => {
      const figures: Summing = new Map();
      counter.count([a, b], figures);
      return figures;
    },
  };
}

/** The same of several spans, part by part in order of the dossiers: in bounded memory, whatever the size of the log. */
export function recount(
  db: Database.Database,
  calendar: OracleCalendars,
  { at, spans }: { readonly at: number; readonly spans: readonly OracleSpan[] },
  onDossiers: (done: number) => void,
): readonly OracleSummary[] {
  const counter = createCounter(db, calendar, at);
  const sums = spans.map((span) => ({ span, figures: new Map() as Summing }));
  const last = lastDossier(db);
  for (let from = 0; from <= last; from += DOSSIERS_AT_ONCE) {
    counter.layOut(from, from + DOSSIERS_AT_ONCE);
    for (const { span, figures } of sums) counter.count(span, figures);
    onDossiers(Math.min(last, from + DOSSIERS_AT_ONCE));
  }
  return sums.map(({ figures }) => figures);
}

/** The number of the last dossier; they are numbered from 1. */
export function lastDossier(db: Database.Database): number {
  return Number(db.prepare('SELECT coalesce(max(dossier_id), 0) FROM main.reports').pluck().get());
}

type Summing = Map<string, Record<(typeof ORACLE_COUNTERS)[number], number>>;

function createCounter(db: Database.Database, calendar: OracleCalendars, at = Number.MAX_SAFE_INTEGER) {
  const parts = 'hours' in calendar ? [{ upTo: Number.MAX_SAFE_INTEGER, calendar }] : calendar;
  const calendarOf = `CASE ${parts.map(({ upTo }, cal) => `WHEN l.d <= ${upTo} THEN ${cal}`).join(' ')} END`;
  db.pragma('temp_store = MEMORY');
  const range = db.prepare('SELECT min(occurred_at) AS low, max(occurred_at) AS high FROM reports').get() as {
    low: number | null;
    high: number | null;
  };
  fillWorkingTime(
    db,
    parts.map((part) => part.calendar),
    range.low ?? 0,
    range.high ?? 0,
  );
  const add = (row: Readonly<Record<string, unknown>>, figures: Summing): void => {
    const ward = String(row.ward);
    const sums = figures.get(ward) ?? noFigures();
    figures.set(ward, sums);
    for (const key of ORACLE_COUNTERS) sums[key] += Number(row[key] ?? 0);
  };
  /** Made when their tables first exist; SQLite makes them anew for the next part's by itself. */
  let asked: { readonly flowing: Database.Statement; readonly standing: Database.Statement } | null = null;
  return {
    layOut: (fromDossier: number, toDossier: number): void => {
      layOutReports(db, at, fromDossier, toDossier);
      layOutDossiers(db, calendarOf);
      asked ??= { flowing: db.prepare(FLOWING), standing: db.prepare(STANDING) };
    },
    count: ([a, b]: OracleSpan, figures: Summing): void => {
      for (const row of asked?.flowing.all({ a, b }) ?? []) add(row as Record<string, unknown>, figures);
      for (const row of asked?.standing.all({ t: b }) ?? []) add(row as Record<string, unknown>, figures);
    },
  };
}

function noFigures(): Record<(typeof ORACLE_COUNTERS)[number], number> {
  return Object.fromEntries(ORACLE_COUNTERS.map((key) => [key, 0])) as Record<(typeof ORACLE_COUNTERS)[number], number>;
}

function layOutReports(db: Database.Database, at: number, fromDossier: number, toDossier: number): void {
  const field = (name: string) =>
    `json_type(content, '$.${name}') IS NOT NULL AS has_${name}, json_extract(content, '$.${name}') AS ${name}`;
  db.exec(`
    DROP TABLE IF EXISTS temp.r;
    CREATE TEMP TABLE r AS
    SELECT dossier_id AS d, occurred_at AS t, status AS s, ward_code AS w,
      row_number() OVER (PARTITION BY dossier_id ORDER BY occurred_at, status, ward_code, content) AS k,
      ${['channel', 'submittedAt', 'receivedAt', 'dueAt', 'finishedAt', 'retracted'].map(field).join(', ')}
    FROM main.reports WHERE dossier_id >= ${fromDossier} AND dossier_id < ${toDossier} AND recorded_at <= ${at};
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
      coalesce(${latest('submittedAt')}, ${first('x.s = 1')}) AS submitted,
      EXISTS (SELECT 1 FROM temp.r x WHERE x.d = l.d AND x.s = 1) AS asked
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
    CREATE INDEX temp.extension_d ON extension (d);
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
  WITH open_t AS MATERIALIZED (
    SELECT ward, cal, coalesce(${before('s', '')}, ${firstEver('s', '')}) IN (5, 6) AS halted,
      CASE WHEN ${supplied} THEN ${before('dueAt', 'AND x.has_dueAt')} ELSE ${firstEver('dueAt', 'AND x.has_dueAt')} END AS due_t
    FROM temp.dossier WHERE counted AND received < :t AND (closed IS NULL OR closed >= :t)),
  pending_t AS MATERIALIZED (
    SELECT ward, cal, halted, NOT halted AND due_t IS NOT NULL AND due_t < :t AS overdue, due_t FROM open_t),
  awaiting_t AS MATERIALIZED (
    SELECT ward, intake_limit < :t AS late FROM temp.dossier WHERE asked AND coalesce(${before('s', '')}, 0) = 1)
  SELECT ward, total(NOT halted AND NOT overdue) AS pendingInTime, total(overdue) AS pendingOverdue,
    total(CASE WHEN overdue THEN ${plusWorkingDays('due_t', 10, 'pending_t.cal')} < :t END) AS overdueLong, total(halted) AS paused,
    0 AS awaitingIntake, 0 AS intakeOverdue
  FROM pending_t GROUP BY ward
  UNION ALL
  SELECT ward, 0, 0, 0, 0, count(*), total(late) FROM awaiting_t GROUP BY ward`;
