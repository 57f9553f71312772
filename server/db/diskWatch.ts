import type { StorageFault } from '../../shared/conditions';
import { monotonicMs } from '../clock';
import type { Connection } from './open';
import { storageFault } from './storageFault';
import type { FromWriter } from './writerMessages';

const CHECKPOINT_EVERY_MS = 15_000;
/** While nothing can be written the disk is asked again so often … */
export const PROBE_EVERY_MS = 2000;
/** … and with what arrives meanwhile, but no more often than this. */
export const LEAST_PROBE_MS = 250;

export type DiskWatch = ReturnType<typeof watchDisk>;

interface DiskParts {
  readonly db: Connection;
  readonly file: string;
  readonly probe: () => void;
  readonly send: (message: FromWriter) => void;
}

/** How the disk is, as the log meets it: told when it changes, asked again while nothing can be written. */
export function watchDisk({ db, file, probe, send }: DiskParts) {
  let fault: StorageFault | null = null;
  let probing: NodeJS.Timeout | null = null;
  let probedMs = Number.NEGATIVE_INFINITY;
  let checkpointFails: string | null = null;
  const stands = (next: StorageFault | null): void => {
    if (next === fault) return;
    fault = next;
    send({ kind: 'storage', fault });
    if (fault) probing ??= setInterval(ask, PROBE_EVERY_MS);
    else if (probing) {
      clearInterval(probing);
      probing = null;
    }
  };
  const faultOf = (cause: unknown): StorageFault | null => {
    const found = storageFault(cause, file);
    if (found) stands(found);
    return found;
  };
  /** A rollback that the disk refused leaves its transaction open: whatever came into it would not be durable. */
  const rollBack = (): unknown => {
    if (!db.inTransaction) return null;
    try {
      db.exec('ROLLBACK');
      return null;
    } catch (cause) {
      faultOf(cause);
      return cause;
    }
  };
  /** The log keeps what it is sent also while this fails; only its journal grows. It is tried again at the next turn. */
  const checkpoint = (): void => {
    let failing: string | null = null;
    try {
      db.pragma('wal_checkpoint(PASSIVE)');
    } catch (cause) {
      failing = cause instanceof Error ? cause.message : String(cause);
    }
    if (failing === checkpointFails) return;
    checkpointFails = failing;
    send({ kind: 'checkpoints', failing });
  };
  /** True: everything can be written. */
  const ask = (): boolean => {
    if (!fault) return true;
    const now = monotonicMs();
    if (now - probedMs < LEAST_PROBE_MS) return false;
    probedMs = now;
    // What the journal holds may go into the log already, and its room is free again.
    checkpoint();
    try {
      if (rollBack()) return false;
      probe();
    } catch (cause) {
      // Anything that still stops the smallest write is no better than what stopped the last.
      stands(storageFault(cause, file) ?? fault);
      return false;
    }
    stands(null);
    return true;
  };
  const checkpoints = setInterval(checkpoint, CHECKPOINT_EVERY_MS);
  return {
    fault: () => fault,
    /** What an error says of the disk, which then stands so; null: nothing. */
    faultOf,
    rollBack,
    ask,
    stop: () => {
      clearInterval(checkpoints);
      if (probing) clearInterval(probing);
    },
  };
}
