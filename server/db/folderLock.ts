import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { formatInstant } from '../../shared/localTime';
import { createSystemClock } from '../clock';
import { LOCK_FILE, LOCK_HOLDER_FILE } from '../dataFiles';
import { EXIT, Refusal } from '../exits';

/** A server that is being stopped is given so long to let go before its successor gives up. */
const WAIT_MS = 3000;

const holderSchema = z.object({ what: z.string(), pid: z.int(), since: z.string() });
export type LockHolder = z.output<typeof holderSchema>;

/** Somebody else has the folder. */
export class FolderTaken extends Refusal {
  constructor(
    readonly folder: string,
    /** Null: it has not said yet who it is. */
    readonly holder: LockHolder | null,
  ) {
    super(`${folder} is in use by ${holderText(holder)}. Stop it first; nothing was changed.`, EXIT.taken);
  }
}

export function holderText(holder: LockHolder | null): string {
  return holder ? `${holder.what} (process ${holder.pid}, since ${holder.since})` : 'another process';
}

/** What this process holds already: a part of it may ask for the folder again. */
const held = new Map<string, { depth: number; readonly free: () => void }>();

/**
 * Takes a data folder for this process alone; returns what lets go of it. The lock is the operating system's, on a file
 * that SQLite has open, so a process that dies in whatever way leaves the folder free. Throws FolderTaken.
 */
export function lockFolder(wanted: string, what: string, waitMs = WAIT_MS): () => void {
  const folder = resolve(wanted);
  const known = held.get(folder);
  const entry = known ?? { depth: 0, free: take(folder, what, waitMs) };
  held.set(folder, entry);
  entry.depth++;
  let isFree = false;
  return () => {
    if (isFree) return;
    isFree = true;
    if (--entry.depth > 0) return;
    held.delete(folder);
    entry.free();
  };
}

function take(folder: string, what: string, waitMs: number): () => void {
  mkdirSync(folder, { recursive: true });
  const db = new Database(join(folder, LOCK_FILE), { timeout: waitMs });
  try {
    // Nothing is ever written: the transaction itself is the lock.
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if (!(cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY'))) throw cause;
    throw new FolderTaken(folder, readHolder(folder));
  }
  const note = join(folder, LOCK_HOLDER_FILE);
  const holder: LockHolder = { what, pid: process.pid, since: formatInstant(createSystemClock().now()) };
  // Only for the sentence of whoever comes second: a full disk must not keep the first one out.
  tolerate(() => writeFileSync(note, `${JSON.stringify(holder)}\n`));
  return () => {
    tolerate(() => rmSync(note, { force: true }));
    db.close();
  };
}

/** Who said that it has the folder; true only while somebody has it. */
function readHolder(folder: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(join(folder, LOCK_HOLDER_FILE), 'utf8')));
  } catch {
    return null;
  }
}

function tolerate(act: () => void): void {
  try {
    act();
  } catch {
    // What it would have said is missing from a sentence, and nothing else.
  }
}
