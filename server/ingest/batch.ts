import { HASH_BYTES } from './identity';

/** What the hashes of one report take. */
export const LINE_BYTES = 2 * HASH_BYTES;

/** Parsed reports in columns: cheap to hand from thread to thread, nothing in them names a person or a dossier. */
export interface ReportBatch {
  readonly count: number;
  /** Place of each report in what was sent. */
  readonly index: Int32Array;
  /** Per report HASH_BYTES of its id (without one: unused) and HASH_BYTES of its dossier. */
  readonly hashes: Uint8Array;
  /** Per report 1 if the source gave it an id. */
  readonly hasId: Uint8Array;
  readonly occurredAt: Float64Array;
  readonly status: Uint8Array;
  /** Official ward code as a number; 0: the agency says it. */
  readonly ward: Int32Array;
  /** Agencies of the reports that name no ward, one a line; empty: all of them name one. */
  readonly agencies: string;
  /** Last digits of the dossier number, one a line. */
  readonly hints: string;
  /** Canonical JSON of the optional fields, one a line. */
  readonly contents: string;
  readonly refused: readonly RefusedReport[];
  /** What was found wrong with reports that were taken all the same: `dropped-field:NAME`. */
  readonly findings: readonly RefusedReport[];
}

export interface RefusedReport {
  readonly index: number;
  readonly reason: string;
  /** Keyed hash of what was sent, to know it again when it is sent again. */
  readonly bodyHash: Uint8Array;
}

export interface QuarantinedReport {
  readonly index: number;
  readonly reason: string;
}

export interface BatchBuilder {
  readonly add: (row: BatchRow) => void;
  readonly refuse: (refused: RefusedReport) => void;
  readonly find: (finding: RefusedReport) => void;
  readonly build: () => ReportBatch;
}

export interface BatchRow {
  readonly index: number;
  readonly idHash: Uint8Array | null;
  readonly dossierKey: Uint8Array;
  readonly occurredAt: number;
  readonly status: number;
  readonly ward: number;
  /** Empty: `ward` says it. */
  readonly agency: string;
  readonly hint: string;
  readonly content: string;
}

export function createBatchBuilder(): BatchBuilder {
  const rows: BatchRow[] = [];
  const refused: RefusedReport[] = [];
  const findings: RefusedReport[] = [];
  return {
    add: (row) => void rows.push(row),
    refuse: (one) => void refused.push(one),
    find: (one) => void findings.push(one),
    build: () => ({ ...columnsOf(rows), refused, findings }),
  };
}

function columnsOf(rows: readonly BatchRow[]): Omit<ReportBatch, 'refused' | 'findings'> {
  const count = rows.length;
  const hashes = new Uint8Array(count * LINE_BYTES);
  const hasId = new Uint8Array(count);
  const index = new Int32Array(count);
  const occurredAt = new Float64Array(count);
  const status = new Uint8Array(count);
  const ward = new Int32Array(count);
  rows.forEach((row, i) => {
    if (row.idHash) {
      hashes.set(row.idHash, i * LINE_BYTES);
      hasId[i] = 1;
    }
    hashes.set(row.dossierKey, i * LINE_BYTES + HASH_BYTES);
    index[i] = row.index;
    occurredAt[i] = row.occurredAt;
    status[i] = row.status;
    ward[i] = row.ward;
  });
  return {
    count,
    index,
    hashes,
    hasId,
    occurredAt,
    status,
    ward,
    agencies: rows.some((row) => row.agency !== '') ? rows.map((row) => row.agency).join('\n') : '',
    hints: rows.map((row) => row.hint).join('\n'),
    contents: rows.map((row) => row.content).join('\n'),
  };
}

/** The memory of a batch that may be moved to another thread instead of copied. */
export function transferables(batch: ReportBatch): ArrayBuffer[] {
  return [batch.index, batch.hashes, batch.hasId, batch.occurredAt, batch.status, batch.ward].map(
    (a) => a.buffer as ArrayBuffer,
  );
}
