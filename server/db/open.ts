import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { projectRoot } from '../paths';
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
  migrate(drizzle(db, { schema, casing: 'snake_case' }), {
    migrationsFolder: join(projectRoot(), 'server', 'db', 'migrations'),
  });
  return db;
}

const ALONE_TIMEOUT_MS = 1000;

/**
 * The only connection to a log while it is open, or null when another process has it open: two that append would hand
 * out the same numbers. A server that starts meanwhile waits, and then refuses.
 */
export function openAlone(file: string): Connection | null {
  openWriter(file).close();
  const db = new Database(file, { timeout: ALONE_TIMEOUT_MS });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('synchronous = FULL');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    db.pragma('foreign_keys = ON');
    db.exec('BEGIN IMMEDIATE; COMMIT');
    return db;
  } catch (cause) {
    db.close();
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) return null;
    throw cause;
  }
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
