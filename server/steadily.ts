import { isStorageFault } from './db/storageFault';
import type { StorageWatch } from './storageWatch';

/** Runs what timers read of the log. A turn that the disk does not let be read is lost, which is told, and no more. */
export function createSteadily(storage: Pick<StorageWatch, 'tellFailing'>): (read: () => void) => void {
  return (read) => {
    try {
      read();
    } catch (cause) {
      if (!(cause instanceof Error && isStorageFault(cause))) throw cause;
      storage.tellFailing('reading', cause.message);
      return;
    }
    storage.tellFailing('reading', null);
  };
}
