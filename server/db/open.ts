import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { migrateAlone } from './migrateAlone';
import * as schema from './schema';

export type Connection = Database.Database;

const BUSY_TIMEOUT_MS = 10_000;
/** A commit of a few reports touches many pages at random places (hashes, due dates): small pages, small commits. */
const PAGE_BYTES = 2048;
const CACHE_KIB = 64 * 1024;
/** Pages are read from the system's cache without a copy. */
const MMAP_BYTES = 1024 ** 3;

/** The connection that writes: durable before it answers (WAL, synchronous=FULL), migrated to the present schema. */
export function openWriter(file: string): Connection {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file);
  db.pragma(`page_size = ${PAGE_BYTES}`);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma(`mmap_size = ${MMAP_BYTES}`);
  db.pragma('foreign_keys = ON');
  // The writer checkpoints on a schedule, between transactions; this is only the limit if it never gets there.
  db.pragma('wal_autocheckpoint = 100000');
  migrateAlone({
    file,
    db,
    migrations: 'server/db/migrations',
    migrate: (migrationsFolder) => migrate(asDrizzle(db), { migrationsFolder }),
  });
  return db;
}

/** A connection that can only read. */
export function openReader(file: string): Connection {
  const db = new Database(file, { readonly: true });
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma(`mmap_size = ${MMAP_BYTES}`);
  db.pragma('temp_store = MEMORY');
  return db;
}

export function asDrizzle(db: Connection) {
  return drizzle(db, { schema, casing: 'snake_case' });
}
