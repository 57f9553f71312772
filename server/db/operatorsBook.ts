import { type Connection, openWriter } from './open';
import { createKey, type KeyRow, listKeys, revokeKeys } from './sourceBook';

export interface QuarantineRow {
  readonly source: string;
  readonly reason: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly times: number;
}

export interface QuarantineView {
  /** Of the rows that are kept. */
  readonly total: number;
  /** The latest of them. */
  readonly rows: readonly QuarantineRow[];
  /** What came after the rows of a source and reason were full: only counted. */
  readonly beyond: readonly QuarantineRow[];
}

/** What operators read of the log beside its figures, and the keys that administrators give out. */
export interface OperatorsBook {
  readonly quarantine: (limit: number) => QuarantineView;
  /** How many reports of each source were refused: different ones as far as they are kept, then every one. */
  readonly quarantinedBySource: () => ReadonlyMap<string, number>;
  readonly keys: () => readonly KeyRow[];
  /** Returns the key, which is kept nowhere. */
  readonly createKey: (wanted: {
    readonly name: string;
    readonly title?: string;
    readonly quota: number | null;
  }) => string;
  /** Returns how many there were. */
  readonly revokeKeys: (name: string) => number;
}

export function createOperatorsBook(db: Connection, file: string, now: () => number): OperatorsBook {
  const rows = db.prepare<[number], QuarantineRow>(
    `SELECT s.name AS source, q.reason, q.first_at AS firstAt, q.last_at AS lastAt, q.times
     FROM quarantine q JOIN sources s ON s.id = q.source_id ORDER BY q.last_at DESC, q.id DESC LIMIT ?`,
  );
  const total = db.prepare<[], number>('SELECT count(*) FROM quarantine').pluck();
  const beyond = db.prepare<[number], QuarantineRow>(
    `SELECT s.name AS source, b.reason, b.first_at AS firstAt, b.last_at AS lastAt, b.times
     FROM quarantine_beyond b JOIN sources s ON s.id = b.source_id ORDER BY b.last_at DESC LIMIT ?`,
  );
  // What was only left out of a report is a finding: the report itself is counted.
  const bySource = db.prepare<[], { name: string; n: number }>(
    `SELECT s.name, sum(q.n) AS n FROM (
       SELECT source_id, reason, 1 AS n FROM quarantine UNION ALL SELECT source_id, reason, times FROM quarantine_beyond
     ) q JOIN sources s ON s.id = q.source_id WHERE q.reason NOT LIKE 'dropped-field:%' GROUP BY s.id`,
  );
  // Keys change once in a while: a connection for the moment, as the command has one.
  const written = <T>(write: (writer: Connection) => T): T => {
    const writer = openWriter(file);
    try {
      return write(writer);
    } finally {
      writer.close();
    }
  };
  return {
    quarantine: (limit) => ({ total: total.get() ?? 0, rows: rows.all(limit), beyond: beyond.all(limit) }),
    quarantinedBySource: () => new Map(bySource.all().map(({ name, n }) => [name, n])),
    keys: () => listKeys(db),
    createKey: (wanted) => written((writer) => createKey(writer, { ...wanted, at: now() })),
    revokeKeys: (name) => written((writer) => revokeKeys(writer, name, now())),
  };
}
