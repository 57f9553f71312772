import { createCalendar } from '../../shared/calendar';
import { flows } from '../../shared/flows';
import { orderTimeline } from '../../shared/timeline';
import { wardCodeOf } from './batchLines';
import { readChangeState } from './calendarBook';
import type { EntryRow } from './difference';
import { createReportsOf } from './dossierReports';
import { lastRecountAt } from './logRequests';
import type { Connection } from './open';

/** What the reports say and the entries do not. */
export interface RecountAnswer {
  /** Recorded, they make every figure what the reports say. */
  readonly entries: readonly EntryRow[];
  /**
   * About how many dossiers they are of. Entries do not say whose they are: each dossier that stands in a gauge from
   * another instant on lacks one entry and has one too many.
   */
  readonly dossiers: number;
  /** The last recount that is part of the answer. */
  readonly lastRecount: number;
}

/** More differences than this are no difference of calendars: the log is another's. About 500 MB (I10). */
export const MAX_DIFFERENCES = 2_000_000;
const DOSSIERS_AT_ONCE = 500;
const ENTRIES_AT_ONCE = 50_000;

/** A log too far from its reports to be mended. */
export class TooManyDifferences extends Error {
  constructor() {
    super('the log and its reports have nothing to do with each other');
  }
}

/**
 * Counts every dossier anew, under the calendar that it is counted under, and compares the sum with the entries by unit,
 * field, counter and instant. One read transaction, sums in a temporary file; whatever is recorded meanwhile is exact by
 * itself, so the differences hold whenever they are recorded. `tell` is called often with how much of `total` is done.
 */
export function recount(db: Connection, tell: (done: number, total: number) => void): RecountAnswer {
  db.pragma('temp_store = FILE');
  return db.transaction(() => compare(db, tell)).deferred();
}

function compare(db: Connection, tell: (done: number, total: number) => void): RecountAnswer {
  const state = readChangeState(db);
  if (!state) throw new Error('a log without a calendar');
  const [inForce, before] = [createCalendar(state.inForce.file), createCalendar(state.before.file)];
  db.exec(`
    DROP TABLE IF EXISTS temp.sums;
    CREATE TEMP TABLE sums (ward INTEGER, field INTEGER, counter INTEGER, instant INTEGER, n INTEGER NOT NULL,
      PRIMARY KEY (ward, field, counter, instant)) WITHOUT ROWID;
  `);
  const numbers = fieldNumbers(db);
  const add = db.prepare(
    `INSERT INTO temp.sums VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (ward, field, counter, instant) DO UPDATE SET n = n + excluded.n`,
  );
  const take = db.prepare(
    `INSERT INTO temp.sums SELECT ward, field, counter, instant, -sum(n) FROM main.entries NOT INDEXED
     WHERE seq > ? AND seq <= ? GROUP BY ward, field, counter, instant
     ON CONFLICT (ward, field, counter, instant) DO UPDATE SET n = n + excluded.n`,
  );
  const reportsOf = createReportsOf(db);
  const dossiers = count(db, 'SELECT coalesce(max(id), 0) FROM dossiers');
  const entries = count(db, 'SELECT coalesce(max(seq), 0) FROM entries');
  const total = dossiers + entries;
  for (let id = 1; id <= dossiers; id++) {
    const calendar = id <= state.upTo ? inForce : before;
    for (const { wardCode, fieldCode, counter, instant, n } of flows(orderTimeline(reportsOf(id)), calendar)) {
      add.run(Number(wardCode), numbers.of(fieldCode), counter, instant, n);
    }
    if (id % DOSSIERS_AT_ONCE === 0) tell(id, total);
  }
  for (let seq = 0; seq < entries; seq += ENTRIES_AT_ONCE) {
    take.run(seq, seq + ENTRIES_AT_ONCE);
    tell(dossiers + Math.min(entries, seq + ENTRIES_AT_ONCE), total);
  }
  const answer = { entries: differences(db, numbers.code), dossiers: dossiersOf(db), lastRecount: lastRecountAt(db) };
  db.exec('DROP TABLE temp.sums');
  return answer;
}

function differences(db: Connection, codeOf: (field: number) => string): EntryRow[] {
  const rows = db
    .prepare<[number], { ward: number; field: number; counter: number; instant: number; n: number }>(
      'SELECT ward, field, counter, instant, n FROM temp.sums WHERE n <> 0 LIMIT ?',
    )
    .all(MAX_DIFFERENCES + 1);
  if (rows.length > MAX_DIFFERENCES) throw new TooManyDifferences();
  return rows.map(({ ward, field, ...rest }) => ({ ...rest, wardCode: wardCodeOf(ward), fieldCode: codeOf(field) }));
}

function dossiersOf(db: Connection): number {
  return count(
    db,
    `SELECT coalesce(sum(max(more, less)), 0) FROM
       (SELECT sum(max(n, 0)) AS more, sum(max(-n, 0)) AS less FROM temp.sums WHERE n <> 0 GROUP BY counter)`,
  );
}

/** Fields by the numbers that entries know them by; one that no entry has yet gets a number for the while. */
function fieldNumbers(db: Connection) {
  const rows = db.prepare<[], { id: number; code: string }>('SELECT id, code FROM fields').all();
  const byCode = new Map(rows.map(({ id, code }) => [code, id]));
  const byNumber = new Map(rows.map(({ id, code }) => [id, code]));
  let lastMadeUp = 0;
  return {
    of: (code: string): number => {
      const known = byCode.get(code);
      if (known !== undefined) return known;
      byCode.set(code, --lastMadeUp);
      byNumber.set(lastMadeUp, code);
      return lastMadeUp;
    },
    code: (field: number): string => byNumber.get(field) ?? '',
  };
}

function count(db: Connection, sql: string): number {
  return db.prepare<[], number>(sql).pluck().get() ?? 0;
}

/** What is known of the entries: `due` while it is still to be found out whether they are what the reports say. */
export function readCheck(db: Connection): { readonly due: boolean; readonly dossiers: number } {
  const row = db.prepare<[], { dossiers: number | null }>('SELECT dossiers FROM log_checks WHERE id = 1').get();
  return { due: row !== undefined && row.dossiers === null, dossiers: row?.dossiers ?? 0 };
}

/** Keeps by how many dossiers they differ, until they are asked again. */
export function saveCheck(db: Connection, dossiers: number): void {
  db.prepare(
    'INSERT INTO log_checks (id, dossiers) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET dossiers = excluded.dossiers',
  ).run(dossiers);
}
