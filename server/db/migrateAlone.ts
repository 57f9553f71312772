import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { EXIT, Refusal } from '../exits';
import { projectRoot } from '../paths';
import { FolderTaken, holderText, lockFolder } from './folderLock';

/** How long somebody else may take for the same step before this process gives up. */
const TRIES = 20;
const TRY_MS = 500;

interface Step {
  /** The database file; its folder is what gets locked. */
  readonly file: string;
  readonly db: Database.Database;
  /** Below the project root. */
  readonly migrations: string;
  readonly migrate: (migrationsFolder: string) => void;
}

/**
 * Brings a database to the present schema, with its folder locked meanwhile: a schema is never changed below a running
 * server, nor by two at once. A database that has it already is left alone, whoever holds the folder.
 */
export function migrateAlone({ file, db, migrations, migrate }: Step): void {
  const folder = join(projectRoot(), migrations);
  const newest = newestMigration(folder);
  for (let tries = 1; isBehind(db, newest); tries++) {
    try {
      const free = lockFolder(dirname(file), 'a change of the schema', TRY_MS);
      try {
        migrate(folder);
      } finally {
        free();
      }
    } catch (cause) {
      if (!(cause instanceof FolderTaken)) throw cause;
      if (tries < TRIES) continue;
      const why = `${file} has to be brought to the schema of this version first`;
      throw new Refusal(`${why}, and ${holderText(cause.holder)} has its folder: stop that.`, EXIT.taken);
    }
  }
}

function newestMigration(folder: string): number {
  const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    readonly entries: readonly { readonly when: number }[];
  };
  return Math.max(...journal.entries.map(({ when }) => when));
}

function isBehind(db: Database.Database, newest: number): boolean {
  const table = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '__drizzle_migrations'";
  if (db.prepare(table).get() === undefined) return true;
  const last = db.prepare<[], number>('SELECT coalesce(max(created_at), 0) FROM __drizzle_migrations').pluck().get();
  return Number(last) < newest;
}
