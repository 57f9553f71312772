import { isStorageFault } from './db/storageFault';
import type { StorageWatch } from './storageWatch';

/** Who reads: one that fails says nothing of another. */
export type ReadingOf = 'sources' | 'board' | 'clock' | 'calendar' | 'calendar tasks' | 'overfull dossiers';

/** Reads now; null: the disk did not let it be read, and that was told. */
export type Steadily = <T>(what: ReadingOf, read: () => T) => T | null;

/** Runs what timers read of the log. A turn that the disk does not let be read is lost, which is told, and no more. */
export function createSteadily(storage: Pick<StorageWatch, 'tellFailing'>): Steadily {
  return (what, read) => {
    let got: ReturnType<typeof read>;
    try {
      got = read();
    } catch (cause) {
      if (!(cause instanceof Error && isStorageFault(cause))) throw cause;
      storage.tellFailing(`reading: ${what}`, cause.message);
      return null;
    }
    storage.tellFailing(`reading: ${what}`, null);
    return got;
  };
}
