import type { AccessStore } from './openAccess';

/** Wrong passwords in a row, so that a lock outlives a restart. */
export interface FailureRows {
  /** Until when this key is locked; 0: it is not. */
  readonly lockedUntil: (key: string) => number;
  readonly failed: (key: string, now: number, lockMsOf: (count: number) => number) => void;
  readonly succeeded: (key: string) => void;
}

/** A failure is forgotten a day after the last one. */
const REMEMBERED_MS = 24 * 3_600_000;
const MAX_KEYS = 20_000;

export function createFailureRows({ db, writes }: AccessStore): FailureRows {
  const find = db.prepare<[string], { count: number; lastAt: number; lockedUntil: number }>(
    'SELECT count, last_at AS lastAt, locked_until AS lockedUntil FROM failures WHERE key = ?',
  );
  const save = db.prepare(
    `INSERT INTO failures (key, count, last_at, locked_until) VALUES (?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET count = excluded.count, last_at = excluded.last_at, locked_until = excluded.locked_until`,
  );
  const forget = db.prepare('DELETE FROM failures WHERE key = ?');
  const prune = db.prepare(
    `DELETE FROM failures WHERE last_at < ? OR key IN (SELECT key FROM failures ORDER BY last_at DESC LIMIT -1 OFFSET ${MAX_KEYS})`,
  );
  return {
    lockedUntil: (key) => find.get(key)?.lockedUntil ?? 0,
    failed: (key, now, lockMsOf) => {
      const known = find.get(key);
      const count = known && known.lastAt > now - REMEMBERED_MS ? known.count + 1 : 1;
      writes.write(() => {
        prune.run(now - REMEMBERED_MS);
        save.run(key, count, now, now + lockMsOf(count));
      }, 'audit');
    },
    succeeded: (key) => writes.write(() => void forget.run(key), 'audit'),
  };
}
