import { type Connection, openWriter } from './open';
import { createKey, type KeyRow, listKeys, revokeKeys } from './sourceBook';

export interface QuarantineRow {
  readonly source: string;
  readonly reason: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly times: number;
}

/** What operators read of the log beside its figures, and the keys that administrators give out. */
export interface OperatorsBook {
  readonly quarantine: (limit: number) => { readonly total: number; readonly rows: readonly QuarantineRow[] };
  /** How many different bodies of each source wait. */
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
  const bySource = db.prepare<[], { name: string; n: number }>(
    'SELECT s.name, count(*) AS n FROM quarantine q JOIN sources s ON s.id = q.source_id GROUP BY s.id',
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
    quarantine: (limit) => ({ total: total.get() ?? 0, rows: rows.all(limit) }),
    quarantinedBySource: () => new Map(bySource.all().map(({ name, n }) => [name, n])),
    keys: () => listKeys(db),
    createKey: (wanted) => written((writer) => createKey(writer, { ...wanted, at: now() })),
    revokeKeys: (name) => written((writer) => revokeKeys(writer, name, now())),
  };
}
