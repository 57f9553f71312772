/** Whether the key that lies beside a database is the one it was written with. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { basename, dirname } from 'node:path';
import Database from 'better-sqlite3';
import { EXIT, Refusal } from '../exits';
import { type KeyFile, makeKeyFile, readKeyFile } from '../hashKey';

/** A database with a key beside it. */
export interface KeyedDatabase {
  readonly db: Database.Database;
  /** The key's file. */
  readonly keyFile: string;
}

/** Anything that was hashed or sealed with the key, by table, as an older version leaves it without a mark. */
const KEYED_ROWS = {
  dossiers: 'SELECT 1 FROM dossiers LIMIT 1',
  waiting_reports: 'SELECT 1 FROM waiting_reports LIMIT 1',
  quarantine: 'SELECT 1 FROM quarantine LIMIT 1',
  users: 'SELECT 1 FROM users WHERE totp_secret IS NOT NULL LIMIT 1',
  failures: 'SELECT 1 FROM failures LIMIT 1',
} as const;

/**
 * The key of a database: made at its first start, held to its mark at every other one. A database of before there were
 * marks takes the key that lies beside it. Throws a Refusal when the key is not the one, and changes nothing then.
 * Whoever calls has the folder locked.
 */
export function fittingKey({ db, keyFile }: KeyedDatabase): Uint8Array {
  const found = readKeyFile(keyFile);
  const fault = faultOf(db, basename(keyFile), found);
  if (fault !== null) throw new Refusal(sentence(db, keyFile, fault), EXIT.config);
  const key = found.kind === 'key' ? found.key : makeKeyFile(keyFile);
  db.prepare('INSERT INTO key_marks (name, mark) VALUES (?, ?) ON CONFLICT DO NOTHING').run(
    basename(keyFile),
    markOf(key),
  );
  return key;
}

/** Why a key file is not that of a database file, in a few words; null: it is, or nothing there needs one. Only reads. */
export function faultOfKey(file: string, keyFile: string): string | null {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return faultOf(db, basename(keyFile), readKeyFile(keyFile));
  } finally {
    db.close();
  }
}

function faultOf(db: Database.Database, name: string, found: KeyFile): string | null {
  const mark = storedMark(db, name);
  if (found.kind === 'broken') return found.bytes === 0 ? 'is empty' : `is no key, it has ${found.bytes} bytes`;
  if (found.kind === 'missing') return mark || holdsKeyedRows(db) ? 'is missing' : null;
  return mark && !timingSafeEqual(mark, markOf(found.key)) ? 'is another key' : null;
}

function sentence(db: Database.Database, keyFile: string, fault: string): string {
  const of = basename(db.name);
  return (
    `${keyFile} ${fault}: it is not the key that ${of} was written with, and nothing was started. ` +
    `Put back the ${basename(keyFile)} of the backup that holds this ${of}: ` +
    `"npm run restore -- FILE" puts back all of a backup, ` +
    `"tar -xzf FILE -C ${dirname(keyFile)} ${basename(keyFile)}" only the key.`
  );
}

/** Tells nothing of the key, and cannot be made without it. */
function markOf(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('mark of the key beside a database').digest();
}

function storedMark(db: Database.Database, name: string): Buffer | null {
  if (!hasTable(db, 'key_marks')) return null;
  return db.prepare<[string], Buffer>('SELECT mark FROM key_marks WHERE name = ?').pluck().get(name) ?? null;
}

function holdsKeyedRows(db: Database.Database): boolean {
  return Object.entries(KEYED_ROWS).some(([table, sql]) => hasTable(db, table) && db.prepare(sql).get() !== undefined);
}

function hasTable(db: Database.Database, name: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined;
}
