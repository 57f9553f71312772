import { createHash } from 'node:crypto';
import { createBatchBuilder, type ReportBatch } from '../ingest/batch';
import { HASH_BYTES } from '../ingest/identity';
import type { BatchLine } from './batchLines';
import type { Connection } from './open';
import type { QuarantineRows } from './quarantineRows';

/** What waits for its agency is bounded (I10): about 100 MB; more is refused and has to be sent again. */
export const MAX_WAITING = 200_000;
export const MAX_AGENCIES = 5000;
export const UNMAPPED = 'unmapped-agency';
export const WAITING_FULL = 'waiting-full';

/** A line of the operators' table; a null ward takes the mapping back, what was counted under it stays. */
export interface AgencyChange {
  readonly agency: string;
  readonly ward: string | null;
}

export interface AgencyRow {
  readonly agency: string;
  /** Null: nobody has mapped it, reports of it wait. */
  readonly ward: string | null;
  readonly changedAt: number | null;
  /** How many reports wait for it. */
  readonly waiting: number;
}

interface WaitingRow {
  readonly id: number;
  readonly sourceId: number;
  readonly lineHash: Buffer;
  readonly idHash: Buffer;
  readonly dossierKey: Buffer;
  readonly hint: string;
  readonly occurredAt: number;
  readonly status: number;
  readonly content: string;
  readonly ward: string;
}

/** Those who wait and can be counted now, in order of arrival: one batch a stretch of one source. */
export interface Replay {
  readonly requests: readonly { readonly sourceId: number; readonly batch: ReportBatch }[];
  readonly done: () => void;
}

/** The part of the accepting transaction that deals with agencies. */
export function createAgencyStatements(db: Connection, quarantine: QuarantineRows) {
  const wardOf = db.prepare<[string], string>('SELECT ward_code FROM agencies WHERE agency_code = ?').pluck();
  const park = db.prepare(
    `INSERT INTO waiting_reports
       (source_id, agency_code, line_hash, id_hash, dossier_key, hint, occurred_at, status, content, came_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (agency_code, source_id, line_hash) DO NOTHING`,
  );
  const count = db.prepare<[], number>('SELECT count(*) FROM waiting_reports').pluck();
  const isAnyReady = db.prepare('SELECT 1 FROM agencies JOIN waiting_reports USING (agency_code) LIMIT 1');
  // Read along the order of arrival, so that a part of many costs a part.
  const ready = db.prepare<[number], WaitingRow>(
    `SELECT w.id, w.source_id AS sourceId, w.line_hash AS lineHash, w.id_hash AS idHash, w.dossier_key AS dossierKey, w.hint,
       w.occurred_at AS occurredAt, w.status, w.content, a.ward_code AS ward
     FROM waiting_reports w CROSS JOIN agencies a ON a.agency_code = w.agency_code ORDER BY w.id LIMIT ?`,
  );
  const forget = db.prepare('DELETE FROM waiting_reports WHERE id = ?');
  const waitingOf = db.prepare<[number], number>('SELECT count(*) FROM waiting_reports WHERE source_id = ?').pluck();
  let waiting: number | null = null;
  return {
    /** Null: nobody has mapped it. */
    wardOf: (agency: string): number | null => {
      const ward = wardOf.get(agency);
      return ward === undefined ? null : Number(ward);
    },
    /** Keeps a report until its agency is mapped; returns under which reason it is quarantined, and its hash. */
    keepWaiting: (
      sourceId: number,
      line: BatchLine,
      at: number,
    ): { readonly reason: string; readonly hash: Buffer } => {
      const hash = lineHash(line);
      waiting ??= count.get() ?? 0;
      if (waiting >= MAX_WAITING) return { reason: WAITING_FULL, hash };
      const { occurredAt, status, contentText } = line.report;
      const about = [line.idHash, line.key, line.hint, occurredAt, status, contentText, at];
      waiting += park.run(sourceId, line.agency, hash, ...about).changes;
      return { reason: UNMAPPED, hash };
    },
    replayable: (limit: number): Replay | null => {
      if (!isAnyReady.get()) return null;
      const rows = ready.all(limit);
      return {
        requests: requestsOf(rows),
        done: () => {
          for (const { id, sourceId, lineHash } of rows) {
            forget.run(id);
            quarantine.release(sourceId, UNMAPPED, lineHash);
          }
          for (const sourceId of new Set(rows.map((row) => row.sourceId))) {
            quarantine.correct(sourceId, UNMAPPED, waitingOf.get(sourceId) ?? 0);
          }
          waiting = null;
        },
      };
    },
  };
}

/** Writes the operators' table, also beside a running server: its writer looks for what became countable. */
export function saveAgencies(db: Connection, changes: readonly AgencyChange[], at: number): void {
  const save = db.prepare(
    `INSERT INTO agencies (agency_code, ward_code, changed_at) VALUES (?, ?, ?)
     ON CONFLICT (agency_code) DO UPDATE SET ward_code = excluded.ward_code, changed_at = excluded.changed_at`,
  );
  const remove = db.prepare('DELETE FROM agencies WHERE agency_code = ?');
  db.transaction(() => {
    for (const { agency, ward } of changes) {
      if (ward === null) remove.run(agency);
      else save.run(agency, ward, at);
    }
  }).immediate();
}

/** The table with those that wait for a line in it, and how many reports each. */
export function listAgencies(db: Connection): AgencyRow[] {
  return db
    .prepare<[number], AgencyRow>(
      `WITH waiting AS (SELECT agency_code, count(*) AS n FROM waiting_reports GROUP BY agency_code)
       SELECT agency_code AS agency, ward_code AS ward, changed_at AS changedAt,
         coalesce((SELECT n FROM waiting w WHERE w.agency_code = a.agency_code), 0) AS waiting FROM agencies a
       UNION ALL
       SELECT agency_code, NULL, NULL, n FROM waiting WHERE agency_code NOT IN (SELECT agency_code FROM agencies)
       ORDER BY waiting DESC, agency LIMIT ?`,
    )
    .all(2 * MAX_AGENCIES);
}

export function countAgencies(db: Connection): number {
  return db.prepare<[], number>('SELECT count(*) FROM agencies').pluck().get() ?? 0;
}

function requestsOf(rows: readonly WaitingRow[]): { sourceId: number; batch: ReportBatch }[] {
  const stretches: { sourceId: number; rows: WaitingRow[] }[] = [];
  for (const row of rows) {
    const last = stretches.at(-1);
    if (last?.sourceId === row.sourceId) last.rows.push(row);
    else stretches.push({ sourceId: row.sourceId, rows: [row] });
  }
  return stretches.map(({ sourceId, rows: own }) => {
    const builder = createBatchBuilder();
    for (const [index, { idHash, ward, ...row }] of own.entries()) {
      builder.add({ ...row, index, idHash: idHash.byteLength > 0 ? idHash : null, ward: Number(ward), agency: '' });
    }
    return { sourceId, batch: builder.build() };
  });
}

/**
 * Knows a whole line again. Everything in it is hashed with the server's key or no secret: a plain hash tells nothing
 * more.
 */
export function lineHash({ idHash, key, agency, report }: BatchLine): Buffer {
  const { occurredAt, status, contentText } = report;
  return createHash('sha256')
    .update(idHash)
    .update(key)
    .update(JSON.stringify([agency, occurredAt, status, contentText]))
    .digest()
    .subarray(0, HASH_BYTES);
}
