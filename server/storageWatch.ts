import { STORAGE_FAULTS, type StorageFault } from '../shared/conditions';
import { formatInstant } from '../shared/localTime';
import type { Conditions } from './conditions';

/** The files that the server writes while it runs. */
const STORES = ['log', 'access'] as const;
export type StoreName = (typeof STORES)[number];

/** Puts what the stores find out about their disk into one condition, and one line of the log a change. */
export interface StorageWatch {
  /** How a store's disk is from now on; null: everything can be written. */
  readonly tell: (store: StoreName, fault: StorageFault | null) => void;
  /** Something else that the disk lets fail from now on (why), or (null) no longer; it is tried again by itself. */
  readonly tellFailing: (what: 'checkpoint' | `reading: ${string}`, why: string | null) => void;
  /** More waited to be written than may, and so much is lost. */
  readonly lost: (what: string, count: number) => void;
}

interface WatchParts {
  readonly conditions: Conditions;
  readonly now: () => number;
  readonly log: {
    readonly info: (about: object, text: string) => void;
    readonly warn: (about: object, text: string) => void;
    readonly error: (about: object, text: string) => void;
  };
}

export function createStorageWatch({ conditions, now, log }: WatchParts): StorageWatch {
  const faults = new Map<StoreName, StorageFault>();
  const failing = new Map<string, string>();
  let since = 0;
  return {
    tell: (store, fault) => {
      if ((faults.get(store) ?? null) === fault) return;
      if (faults.size === 0) since = now();
      if (fault) faults.set(store, fault);
      else faults.delete(store);
      if (fault) log.error({ store, fault }, 'nothing can be written; reading goes on');
      else log.info({ store }, 'everything can be written again');
      const standing = [...faults.values()].sort((a, b) => STORAGE_FAULTS.indexOf(a) - STORAGE_FAULTS.indexOf(b));
      const [first] = standing;
      conditions.set('storage', first ? { kind: 'storage', since: formatInstant(since), fault: first } : null);
    },
    tellFailing: (what, why) => {
      if ((failing.get(what) ?? null) === why) return;
      if (why === null) {
        failing.delete(what);
        log.info({ what }, 'succeeds again');
      } else {
        failing.set(what, why);
        log.warn({ what, why }, 'fails, and is tried again');
      }
    },
    lost: (what, count) => log.error({ what, count }, 'more waited to be written than may wait; this much is lost'),
  };
}
