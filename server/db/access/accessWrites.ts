import type Database from 'better-sqlite3';
import type { StorageFault } from '../../../shared/conditions';
import { Busy } from '../../busy';
import { monotonicMs } from '../../clock';
import { LEAST_PROBE_MS, PROBE_EVERY_MS } from '../diskWatch';
import { isLocked, storageFault } from '../storageFault';

/** What has taken effect and may wait to be written (I10): sign-outs, revocations, and the audit's lines about deeds. */
export const MAX_OWED = 5000;

/** Who is told how the disk is, when a store is to live on without it. */
export interface StorageListener {
  readonly tell: (fault: StorageFault | null) => void;
  /** The store is closed, and so much could not be written. */
  readonly lost: (count: number) => void;
}

/**
 * The one way to write the file of people, screens and the audit. A command fails with what the disk says; a server
 * lives on (`liveOn`): what cannot be written now is refused with a reason, left undone, or owed.
 */
export interface AccessWrites {
  /** Refuses with a reason, Busy, when it cannot be written now; nothing of it was done. */
  readonly write: <T>(run: () => T, reason?: 'storage' | 'audit') => T;
  /** For what may be left undone; false: it was. */
  readonly attempt: (run: () => void) => boolean;
  /** For what a timer reads; false: the disk did not let it be read, and its next turn may. */
  readonly read: (run: () => void) => boolean;
  /** For what has taken effect already: written now, or (false) first of all when that can be again, in order. */
  readonly owe: (run: () => void) => boolean;
  /** Whether anything can be written; while it cannot, the disk is asked again now and then. */
  readonly canWrite: () => boolean;
  /** Rows that have ended and do not say so yet. */
  readonly ended: Readonly<Record<'sessions' | 'devices', Set<number>>>;
  readonly liveOn: (listener: StorageListener) => void;
  /** Writes what is still owed, if it can be. */
  readonly settle: () => void;
}

export function createAccessWrites(db: Database.Database, file: string): AccessWrites {
  const owed: (() => void)[] = [];
  const ended = { sessions: new Set<number>(), devices: new Set<number>() };
  let listener: StorageListener | null = null;
  let fault: StorageFault | null = null;
  let timer: NodeJS.Timeout | null = null;
  let askedMs = Number.NEGATIVE_INFINITY;
  let mark = 0;

  const stands = (next: StorageFault | null): void => {
    const isNews = next !== fault;
    fault = next;
    if (fault || owed.length > 0) timer ??= setInterval(ask, PROBE_EVERY_MS).unref();
    else if (timer) {
      clearInterval(timer);
      timer = null;
    }
    if (isNews) listener?.tell(fault);
  };
  /** Whether an error is a reason to wait; any other is a bug. */
  const isPassing = (cause: unknown): boolean => {
    if (!listener) return false;
    const found = storageFault(cause, file);
    if (found) stands(found);
    return found !== null || isLocked(cause);
  };
  // The number in the file's header is nobody's: to change it is the smallest real write.
  const writeOwed = db.transaction(() => {
    for (const run of owed) run();
    db.pragma(`user_version = ${++mark % 2}`);
  });
  const ask = (): boolean => {
    const now = monotonicMs();
    if (now - askedMs < LEAST_PROBE_MS) return false;
    askedMs = now;
    try {
      // A rollback that the disk refused leaves its transaction open: what came into it would not be durable.
      if (db.inTransaction) db.exec('ROLLBACK');
      writeOwed.immediate();
    } catch (cause) {
      if (!isPassing(cause)) throw cause;
      return false;
    }
    owed.length = 0;
    ended.sessions.clear();
    ended.devices.clear();
    stands(null);
    return true;
  };
  const canWrite = (): boolean => (fault === null && owed.length === 0) || ask();
  const tried = <T>(run: () => T): { readonly done: T } | null => {
    try {
      return { done: run() };
    } catch (cause) {
      if (!isPassing(cause)) throw cause;
      return null;
    }
  };
  return {
    ended,
    canWrite,
    write: (run, reason = 'storage') => {
      const written = canWrite() ? tried(run) : null;
      if (!written) throw new Busy(reason);
      return written.done;
    },
    attempt: (run) => fault === null && tried(run) !== null,
    read: (run) => tried(run) !== null,
    owe: (run) => {
      if (fault === null && owed.length === 0 && tried(run)) return true;
      if (owed.length >= MAX_OWED) throw new Busy('storage');
      owed.push(run);
      stands(fault);
      return false;
    },
    liveOn: (next) => {
      listener = next;
    },
    settle: () => {
      askedMs = Number.NEGATIVE_INFINITY;
      if (!canWrite() && owed.length > 0) listener?.lost(owed.length);
      if (timer) clearInterval(timer);
    },
  };
}
