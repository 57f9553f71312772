import type { Connection } from './open';

/** What is refused, or found wrong, of one source under one reason. */
interface Refused {
  readonly sourceId: number;
  readonly reason: string;
}

export type QuarantineRows = ReturnType<typeof createQuarantineRows>;

/**
 * Writes what is refused: the first rows of a source and reason are kept each, known again when they are sent again;
 * all later ones are only counted. Part of the accepting transaction; `flush` comes before its end.
 */
export function createQuarantineRows(db: Connection, maxRows: number) {
  const again = db.prepare(
    'UPDATE quarantine SET last_at = ?, times = times + 1 WHERE source_id = ? AND reason = ? AND body_hash = ?',
  );
  const insert = db.prepare(
    'INSERT INTO quarantine (source_id, reason, body_hash, first_at, last_at) VALUES (?, ?, ?, ?, ?)',
  );
  const remove = db.prepare('DELETE FROM quarantine WHERE source_id = ? AND reason = ? AND body_hash = ?');
  const count = db
    .prepare<[number, string], number>('SELECT count(*) FROM quarantine WHERE source_id = ? AND reason = ?')
    .pluck();
  const hashes = db
    .prepare<[number, string], Buffer>('SELECT body_hash FROM quarantine WHERE source_id = ? AND reason = ?')
    .pluck();
  const countBeyond = db.prepare(
    `INSERT INTO quarantine_beyond (source_id, reason, first_at, last_at, times) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (source_id, reason) DO UPDATE SET last_at = excluded.last_at, times = times + excluded.times`,
  );
  const setBeyond = db.prepare('UPDATE quarantine_beyond SET times = ? WHERE source_id = ? AND reason = ?');
  const removeBeyond = db.prepare('DELETE FROM quarantine_beyond WHERE source_id = ? AND reason = ?');
  /** Rows by source and reason: both come from short lists, so the map stays small. */
  const rows = new Map<string, number>();
  const beyond = new Map<string, Refused & { times: number }>();
  /** Hashes of the rows of what is full: what a source repeats by the thousand is looked up here and not in the file. */
  const full = new Map<string, Set<string>>();
  const nameOf = ({ sourceId, reason }: Refused) => `${sourceId} ${reason}`;
  const rowsOf = (one: Refused): number => {
    const known = rows.get(nameOf(one)) ?? count.get(one.sourceId, one.reason) ?? 0;
    rows.set(nameOf(one), known);
    return known;
  };
  return {
    keep: (sourceId: number, reason: string, bodyHash: Uint8Array, at: number): void => {
      const one = { sourceId, reason };
      const name = nameOf(one);
      const kept = rowsOf(one);
      if (kept < maxRows) {
        if (again.run(at, sourceId, reason, bodyHash).changes > 0) return;
        insert.run(sourceId, reason, bodyHash, at, at);
        rows.set(name, kept + 1);
        return;
      }
      const known = full.get(name) ?? new Set(hashes.all(sourceId, reason).map(textOf));
      full.set(name, known);
      if (known.has(textOf(bodyHash))) {
        again.run(at, sourceId, reason, bodyHash);
        return;
      }
      const counted = beyond.get(name) ?? { ...one, times: 0 };
      counted.times++;
      beyond.set(name, counted);
    },
    /** Takes a row back: what it stood for is counted now. */
    release: (sourceId: number, reason: string, bodyHash: Uint8Array): void => {
      if (remove.run(sourceId, reason, bodyHash).changes === 0) return;
      rows.delete(nameOf({ sourceId, reason }));
      full.delete(nameOf({ sourceId, reason }));
    },
    /** Says how many there are in all where that is known, as of those who wait. */
    correct: (sourceId: number, reason: string, inAll: number): void => {
      const over = inAll - rowsOf({ sourceId, reason });
      if (over > 0) setBeyond.run(over, sourceId, reason);
      else removeBeyond.run(sourceId, reason);
    },
    flush: (at: number): void => {
      for (const { sourceId, reason, times } of beyond.values()) countBeyond.run(sourceId, reason, at, at, times);
      beyond.clear();
    },
  };
}

function textOf(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('latin1');
}
