/** So many are answered in one go: each answer is a whole board, and the line must go on for all others. */
const AT_ONCE = 50;

/** Who asked to join before the board was complete: one request a socket, answered when it is. */
export interface WaitingRoom {
  /** False: as many wait as may. A socket that asks again is answered once, as it asked last. */
  readonly hold: (id: string, enter: () => void) => boolean;
  readonly leave: (id: string) => void;
  /** Answers them, some at a time, as long as `isOpen`. */
  readonly release: () => void;
  readonly size: () => number;
}

export function createWaitingRoom(limit: number, isOpen: () => boolean): WaitingRoom {
  const held = new Map<string, () => void>();
  let isReleasing = false;
  const some = (): void => {
    isReleasing = false;
    if (!isOpen()) return;
    for (const [id, enter] of [...held].slice(0, AT_ONCE)) {
      held.delete(id);
      enter();
    }
    if (held.size > 0) release();
  };
  const release = (): void => {
    if (isReleasing) return;
    isReleasing = true;
    setImmediate(some);
  };
  return {
    hold: (id, enter) => {
      if (!held.has(id) && held.size >= limit) return false;
      held.set(id, enter);
      return true;
    },
    leave: (id) => void held.delete(id),
    release,
    size: () => held.size,
  };
}
