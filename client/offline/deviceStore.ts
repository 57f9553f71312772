/**
 * The only door to what a browser keeps for this page. A browser may refuse to keep anything (reading the store itself
 * then throws), and a store may be full: neither may cost a screen anything but its memory of earlier pages.
 */
export interface DeviceStore {
  readonly get: (name: string) => string | null;
  /** False when it is kept for this page only: after a reload it is gone, or what it was before. */
  readonly set: (name: string, value: string) => boolean;
  readonly remove: (name: string) => void;
  readonly names: () => readonly string[];
}

/** The part of the browser's own stores that is used. */
type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** Over a browser's store, with what that store does not take in memory. */
export function createDeviceStore(open: () => Kept): DeviceStore {
  /** What the browser did not take, or did not let go (null). It stands before whatever the browser has. */
  const memory = new Map<string, string | null>();
  const attempt = <T>(use: (kept: Kept) => T, otherwise: T): T => {
    try {
      return use(open());
    } catch {
      // Blocked, full or damaged: memory stands in.
      return otherwise;
    }
  };
  const change = (name: string, inMemory: string | null, use: (kept: Kept) => void): boolean => {
    const isKept = attempt((kept) => {
      use(kept);
      return true;
    }, false);
    if (isKept) memory.delete(name);
    else memory.set(name, inMemory);
    return isKept;
  };
  return {
    get: (name) => {
      const own = memory.get(name);
      return own === undefined ? attempt((kept) => kept.getItem(name), null) : own;
    },
    set: (name, value) => change(name, value, (kept) => kept.setItem(name, value)),
    remove: (name) => void change(name, null, (kept) => kept.removeItem(name)),
    names: () => {
      const onDevice = attempt((kept) => Array.from({ length: kept.length }, (_, i) => kept.key(i) ?? ''), []);
      const all = new Set([...onDevice, ...memory.keys()]);
      return [...all].filter((name) => memory.get(name) !== null);
    },
  };
}

/** Outlives the page. */
export const deviceStore: DeviceStore = createDeviceStore(() => localStorage);
/** Outlives a reload of this tab. */
export const tabStore: DeviceStore = createDeviceStore(() => sessionStorage);
