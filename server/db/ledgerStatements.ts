import { SqliteError } from 'better-sqlite3';
import { createAgencyStatements } from './agencyBook';
import { type BatchLine, wardCodeOf } from './batchLines';
import type { EntryRow } from './difference';
import { createDossierBook } from './dossierBook';
import { createReportsOf } from './dossierReports';
import { createFullDossiers } from './fullDossiers';
import type { LedgerLimits } from './ledgerLimits';
import { createLongDossiers } from './longDossiers';
import type { Connection } from './open';
import { createQuarantineRows } from './quarantineRows';

/** What the log holds of a report, as far as a repetition is judged by it. */
export interface StoredReport {
  readonly dossierId: number;
  readonly occurredAt: number;
  readonly status: number;
  readonly wardCode: string;
  readonly content: string;
}

/** Most of the cost of a small row is the call: many rows go in with one. */
const ENTRIES_AT_ONCE = 20;

function insertEntries(count: number): string {
  return `INSERT INTO entries (seq, instant, ward, counter, n, field) VALUES ${Array(count).fill('(?, ?, ?, ?, ?, ?)').join(', ')}`;
}

export type LedgerStatements = ReturnType<typeof createLedgerStatements>;

/** The prepared statements of the accepting transaction. */
export function createLedgerStatements(db: Connection, limits: LedgerLimits) {
  const quarantine = createQuarantineRows(db, limits.quarantineRows);
  return {
    ...reading(db),
    ...appending(db),
    ...summing(db),
    fields: createFieldNumbers(db, limits.fields),
    fullDossiers: createFullDossiers(db),
    longDossiers: createLongDossiers(),
    quarantine,
    agencies: createAgencyStatements(db, quarantine),
  };
}

function reading(db: Connection) {
  const findReport = db.prepare<[number, Uint8Array], StoredReport>(
    `SELECT dossier_id AS dossierId, occurred_at AS occurredAt, status, ward_code AS wardCode, content
     FROM reports WHERE source_id = ? AND id_hash = ? AND id_hash <> x''`,
  );
  // Counted as far as a limit asks: never more than the limit's worth of an index.
  const findDossier = db.prepare<[number, Uint8Array], { readonly id: number; readonly reports: number }>(
    `SELECT d.id, (SELECT count(*) FROM (SELECT 1 FROM reports r WHERE r.dossier_id = d.id LIMIT ?)) AS reports
     FROM dossiers d WHERE d.key = ?`,
  );
  const maxDossier = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM dossiers').pluck();
  const maxReport = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM reports').pluck();
  const lastRecording = db.prepare<[], number>('SELECT coalesce(max(recorded_at), 0) FROM recordings').pluck();
  let nextId = (maxDossier.get() ?? 0) + 1;
  return {
    findReport: (sourceId: number, idHash: Uint8Array) => findReport.get(sourceId, idHash),
    findDossier: (key: Uint8Array, countUpTo: number) => findDossier.get(countUpTo, key),
    reportsOf: createReportsOf(db),
    nextDossierId: () => nextId++,
    nextReportSeq: () => (maxReport.get() ?? 0) + 1,
    lastRecordedAt: () => lastRecording.get() ?? 0,
  };
}

function appending(db: Connection) {
  const appendReport = db.prepare(
    `INSERT INTO reports (seq, recorded_at, source_id, id_hash, dossier_id, occurred_at, ward_code, status, content)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const appendEntry = db.prepare(insertEntries(1));
  const appendMany = db.prepare(insertEntries(ENTRIES_AT_ONCE));
  const maxEntry = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM entries').pluck();
  return {
    /** False when the source has sent this id before: most are new, so they are not looked up first. */
    appendReport: (seq: number, recordedAt: number, sourceId: number, dossierId: number, line: BatchLine): boolean => {
      const { occurredAt, status, contentText } = line.report;
      const about = [occurredAt, wardCodeOf(line.ward), status, contentText];
      try {
        appendReport.run(seq, recordedAt, sourceId, line.idHash, dossierId, ...about);
        return true;
      } catch (cause) {
        if (cause instanceof SqliteError && cause.code === 'SQLITE_CONSTRAINT_TRIGGER') return false;
        throw cause;
      }
    },
    saveDossier: createDossierBook(db).save,
    /** Returns the seq of the last entry there is. */
    appendEntries: (entries: readonly EntryRow[], fieldNumber: (code: string) => number): number => {
      let seq = maxEntry.get() ?? 0;
      let row: number[] = [];
      const whole = entries.length - (entries.length % ENTRIES_AT_ONCE);
      for (const [i, { instant, wardCode, counter, n, fieldCode }] of entries.entries()) {
        row.push(++seq, instant, Number(wardCode), counter, n, fieldNumber(fieldCode));
        if (i < whole && (i + 1) % ENTRIES_AT_ONCE !== 0) continue;
        (i < whole ? appendMany : appendEntry).run(row);
        row = [];
      }
      return seq;
    },
  };
}

function summing(db: Connection) {
  const addTally = db.prepare(
    `INSERT INTO tallies (span, bucket, ward, counter, n) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (span, bucket, ward, counter) DO UPDATE SET n = n + excluded.n`,
  );
  const markCoverage = db.prepare(
    `INSERT INTO coverage (source_id, ward_code, last_report_at) VALUES (?, ?, ?)
     ON CONFLICT (source_id, ward_code) DO UPDATE SET last_report_at = excluded.last_report_at`,
  );
  const markRecording = db.prepare(
    'INSERT INTO recordings (recorded_at, last_report_seq, last_entry_seq) VALUES (?, ?, ?)',
  );
  return {
    addTally: (span: number, bucket: number, ward: number, counter: number, n: number) => {
      addTally.run(span, bucket, ward, counter, n);
    },
    markCoverage: (sourceId: number, wards: Iterable<number>, at: number) => {
      for (const ward of wards) markCoverage.run(sourceId, wardCodeOf(ward), at);
    },
    markRecording: (at: number, lastReportSeq: number, lastEntrySeq: number) => {
      markRecording.run(at, lastReportSeq, lastEntrySeq);
    },
  };
}

/** Numbers of the field codes. What was in a log before there was a limit stays and has its numbers. */
function createFieldNumbers(db: Connection, maxCodes: number) {
  const find = db.prepare<[string], number>('SELECT id FROM fields WHERE code = ?').pluck();
  const add = db.prepare('INSERT INTO fields (code) VALUES (?)');
  const count = db.prepare<[], number>(`SELECT count(*) FROM fields WHERE code <> ''`).pluck();
  const known = new Map<string, number>();
  let codes: number | null = null;
  const look = (code: string): number | undefined => {
    const id = known.get(code) ?? find.get(code);
    if (id !== undefined) known.set(code, id);
    return id;
  };
  return {
    number: (code: string): number => {
      let id = look(code);
      if (id === undefined) {
        id = Number(add.run(code).lastInsertRowid);
        known.set(code, id);
        codes = null;
      }
      return id;
    },
    /** Whether the code is known, or there is room for it. */
    isFree: (code: string): boolean => {
      if (look(code) !== undefined) return true;
      codes ??= count.get() ?? 0;
      return codes < maxCodes;
    },
  };
}
