import { createHash, randomBytes } from 'node:crypto';
import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { asDrizzle, type Connection } from './open';
import { coverage, ingestKeys, sources } from './schema';

/** A source that showed a valid key. */
export interface KnownSource {
  readonly id: number;
  readonly name: string;
  readonly keyId: number;
  /** Reports a minute; null is no quota. */
  readonly quota: number | null;
}

export interface SourceRow {
  readonly id: number;
  readonly name: string;
  readonly title: string;
}

export interface KeyRow {
  readonly name: string;
  readonly title: string;
  readonly quota: number | null;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

export const SOURCE_NAME = /^[a-z0-9][a-z0-9._-]{0,39}$/i;

/** Looked up anew with every request: a key made or revoked by another process counts at once. */
export function createKeyLookup(db: Connection): (secret: string) => KnownSource | null {
  const find = db.prepare<[Buffer], KnownSource>(
    `SELECT s.id, s.name, k.id AS keyId, k.quota FROM ingest_keys k JOIN sources s ON s.id = k.source_id
     WHERE k.secret_hash = ? AND k.revoked_at IS NULL`,
  );
  return (secret) => find.get(hashSecret(secret)) ?? null;
}

/** Makes a key for a source, and the source if it is new. The secret is returned once and kept nowhere. */
export function createKey(
  db: Connection,
  wanted: {
    readonly name: string;
    readonly title?: string;
    readonly quota: number | null;
    readonly at: number;
    /** The process that it is lent to; a system's own key has none. */
    readonly lentTo?: number;
  },
): string {
  const secret = `ioc_${randomBytes(32).toString('base64url')}`;
  const store = asDrizzle(db);
  store.transaction((tx) => {
    const { name, quota, at } = wanted;
    tx.insert(sources)
      .values({ name, title: wanted.title ?? name, createdAt: at })
      .onConflictDoNothing()
      .run();
    const source = tx.select({ id: sources.id }).from(sources).where(eq(sources.name, name)).get();
    if (!source) throw new Error(`source ${name} could not be made`);
    tx.insert(ingestKeys)
      .values({
        sourceId: source.id,
        secretHash: hashSecret(secret),
        quota,
        createdAt: at,
        lentTo: wanted.lentTo ?? null,
      })
      .run();
  });
  return secret;
}

/** Revokes every key of a source; returns how many there were. */
export function revokeKeys(db: Connection, name: string, at: number): number {
  const store = asDrizzle(db);
  const source = store.select({ id: sources.id }).from(sources).where(eq(sources.name, name)).get();
  if (!source) return 0;
  return store
    .update(ingestKeys)
    .set({ revokedAt: at })
    .where(and(eq(ingestKeys.sourceId, source.id), isNull(ingestKeys.revokedAt)))
    .run().changes;
}

/** Revokes one key and leaves the others of its source alone. */
export function revokeKey(db: Connection, secret: string, at: number): void {
  asDrizzle(db)
    .update(ingestKeys)
    .set({ revokedAt: at })
    .where(eq(ingestKeys.secretHash, hashSecret(secret)))
    .run();
}

/**
 * Revokes what was lent to processes that are no more: they were killed before they could give it back. Returns the
 * names of their sources.
 */
export function endLeftKeys(db: Connection, at: number, isAlive: (pid: number) => boolean): readonly string[] {
  const store = asDrizzle(db);
  const lent = store
    .select({ id: ingestKeys.id, name: sources.name, pid: ingestKeys.lentTo })
    .from(ingestKeys)
    .innerJoin(sources, eq(sources.id, ingestKeys.sourceId))
    .where(and(isNotNull(ingestKeys.lentTo), isNull(ingestKeys.revokedAt)))
    .all();
  const left = lent.filter(({ pid }) => pid !== null && !isAlive(pid));
  for (const { id } of left) store.update(ingestKeys).set({ revokedAt: at }).where(eq(ingestKeys.id, id)).run();
  return left.map(({ name }) => name);
}

export function listKeys(db: Connection): KeyRow[] {
  const columns = {
    name: sources.name,
    title: sources.title,
    quota: ingestKeys.quota,
    createdAt: ingestKeys.createdAt,
    revokedAt: ingestKeys.revokedAt,
  };
  return asDrizzle(db)
    .select(columns)
    .from(ingestKeys)
    .innerJoin(sources, eq(sources.id, ingestKeys.sourceId))
    .orderBy(ingestKeys.id)
    .all();
}

export function hasKey(db: Connection): boolean {
  return listKeys(db).length > 0;
}

/** Sources that hold a good key of their own: nobody waits for one that cannot speak, nor for an import. */
export function listSources(db: Connection): SourceRow[] {
  return asDrizzle(db)
    .selectDistinct({ id: sources.id, name: sources.name, title: sources.title })
    .from(sources)
    .innerJoin(ingestKeys, and(eq(ingestKeys.sourceId, sources.id), isNull(ingestKeys.revokedAt)))
    .where(isNull(ingestKeys.lentTo))
    .orderBy(sources.id)
    .all();
}

/** When each source last sent something new, per ward. */
export function readCoverage(
  db: Connection,
): { readonly sourceId: number; readonly wardCode: string; readonly lastReportAt: number }[] {
  return asDrizzle(db).select().from(coverage).all();
}

function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
