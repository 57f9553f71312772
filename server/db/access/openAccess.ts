import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { migrateAlone } from '../migrateAlone';
import { type AccessWrites, createAccessWrites } from './accessWrites';
import * as schema from './schema';

/** The file of people, screens and the audit, opened by the server and by its commands alike. */
export interface AccessStore {
  readonly db: Database.Database;
  readonly orm: ReturnType<typeof asDrizzle>;
  /** Whatever writes goes through this. */
  readonly writes: AccessWrites;
  /** Rises when another process wrote to the file. */
  readonly foreignWrites: () => number;
  readonly close: () => void;
}

const BUSY_TIMEOUT_MS = 5000;

export function openAccess(file: string): AccessStore {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  db.pragma('foreign_keys = ON');
  migrateAlone({
    file,
    db,
    migrations: 'server/db/access/migrations',
    migrate: (migrationsFolder) => migrate(asDrizzle(db), { migrationsFolder }),
  });
  const version = db.prepare('PRAGMA data_version').pluck();
  return {
    db,
    orm: asDrizzle(db),
    writes: createAccessWrites(db, file),
    foreignWrites: () => Number(version.get()),
    close: () => void db.close(),
  };
}

function asDrizzle(db: Database.Database) {
  return drizzle(db, { schema, casing: 'snake_case' });
}
