import { createHash, randomBytes } from 'node:crypto';
import type { AccessStore } from './openAccess';

/** The old token is taken for so long after the new one was first shown: requests that were under way bring it. */
const GRACE_MS = 60_000;
/** Nobody needs to know to the second when somebody was last here; each note is a write. */
const SEEN_EVERY_MS = 5 * 60_000;
const TOKEN_BYTES = 32;

export interface TokenKind {
  readonly table: 'sessions' | 'devices';
  readonly rotateAfterMs: number;
  /** Unused for so long it ends; null: never by itself. */
  readonly idleMs: number | null;
}

export interface FoundToken {
  readonly id: number;
  /** The token that takes this one's place from now on; null: it stays. */
  readonly fresh: string | null;
}

/** Tokens that browsers keep in cookies; only their SHA-256 is stored, and they are exchanged as they age. */
export interface TokenRows {
  readonly find: (token: string, now: number, mayRotate: boolean) => FoundToken | null;
  /** Whether what this row stands for still holds. */
  readonly holds: (id: number, now: number) => boolean;
  readonly end: (id: number, now: number) => boolean;
}

interface Row {
  readonly id: number;
  readonly isPresent: 0 | 1;
  readonly seenSince: number | null;
  readonly rotatedAt: number;
  readonly lastSeenAt: number;
}

export function newToken(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return { token, hash: hashToken(token) };
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function createTokenRows({ db, writes }: AccessStore, { table, rotateAfterMs, idleMs }: TokenKind): TokenRows {
  const until = table === 'sessions' ? 'AND expires_at > @now' : '';
  const idle = idleMs === null ? '' : `AND last_seen_at > @now - ${idleMs}`;
  const alive = `ended_at IS NULL ${until} ${idle}`;
  const find = db.prepare<{ hash: Buffer; now: number }, Row>(
    `SELECT id, token_hash = @hash AS isPresent, seen_since AS seenSince, rotated_at AS rotatedAt, last_seen_at AS lastSeenAt
     FROM ${table} WHERE (token_hash = @hash OR previous_hash = @hash) AND ${alive}`,
  );
  const holds = db.prepare<{ id: number; now: number }, unknown>(
    `SELECT 1 FROM ${table} WHERE id = @id AND @now IS NOT NULL AND ${alive}`,
  );
  const see = db.prepare(`UPDATE ${table} SET seen_since = coalesce(seen_since, ?), last_seen_at = ? WHERE id = ?`);
  const rotate = db.prepare(
    `UPDATE ${table} SET previous_hash = ?, token_hash = ?, seen_since = NULL, rotated_at = ?, last_seen_at = ? WHERE id = ?`,
  );
  const end = db.prepare(`UPDATE ${table} SET ended_at = ? WHERE id = ? AND ended_at IS NULL`);
  const isOpen = db.prepare<[number]>(`SELECT 1 FROM ${table} WHERE id = ? AND ended_at IS NULL`);
  const ended = writes.ended[table];
  const exchange = (row: Row, old: Buffer, now: number): FoundToken => {
    const { token, hash } = newToken();
    // While nothing can be written the old token goes on.
    const isWritten = writes.attempt(() => void rotate.run(old, hash, now, now, row.id));
    return { id: row.id, fresh: isWritten ? token : null };
  };
  return {
    find: (token, now, mayRotate) => {
      const hash = hashToken(token);
      const row = find.get({ hash, now });
      if (!row || ended.has(row.id)) return null;
      if (row.isPresent) {
        if (mayRotate && now - row.rotatedAt >= rotateAfterMs) return exchange(row, hash, now);
        if (row.seenSince === null || now - row.lastSeenAt > SEEN_EVERY_MS) {
          writes.attempt(() => void see.run(now, now, row.id));
        }
        return { id: row.id, fresh: null };
      }
      if (row.seenSince !== null) return now <= row.seenSince + GRACE_MS ? { id: row.id, fresh: null } : null;
      // The new token was never shown: the answer that carried it was lost.
      return mayRotate && now > row.rotatedAt + GRACE_MS ? exchange(row, hash, now) : { id: row.id, fresh: null };
    },
    holds: (id, now) => !ended.has(id) && holds.get({ id, now }) !== undefined,
    end: (id, now) => {
      if (ended.has(id) || isOpen.get(id) === undefined) return false;
      if (!writes.owe(() => void end.run(now, id))) ended.add(id);
      return true;
    },
  };
}
