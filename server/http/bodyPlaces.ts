import { monotonicMs } from '../clock';
import { MAX_BODY_BYTES } from '../ingest/body';

/** What may be read and parsed at once over all connections (I10), and how slowly a body may come. */
export interface BodyLimits {
  readonly bodies: number;
  readonly bytes: number;
  /** After this a body must have come at least at the given pace, on average: who does not send holds no place. */
  readonly graceMs: number;
  readonly leastBytesASecond: number;
}

export const INGEST_BODIES: BodyLimits = {
  bodies: 256,
  bytes: 16 * MAX_BODY_BYTES,
  graceMs: 10_000,
  leastBytesASecond: 16 * 1024,
};

/** Bodies of pages: small ones, whose own limits bound the bytes. */
export const CALL_BODIES: BodyLimits = {
  bodies: 200,
  bytes: 64 * 1024 * 1024,
  graceMs: 10_000,
  leastBytesASecond: 16 * 1024,
};

const LOOK_EVERY_MS = 1000;

export interface BodyPlace {
  /** So much more of it is here; false: there is no room for it. */
  readonly grow: (bytes: number) => boolean;
  /** All of it is here: how long the rest takes is not the sender's doing. */
  readonly complete: () => void;
  readonly leave: () => void;
}

export interface BodyPlaces {
  /** Null: too many are on their way. `onSlow` is called once, when this one comes too slowly. */
  readonly enter: (onSlow: () => void) => BodyPlace | null;
  /** How many are on their way. */
  readonly taken: () => number;
}

interface Held {
  readonly since: number;
  readonly onSlow: () => void;
  bytes: number;
  isComing: boolean;
}

export function createBodyPlaces(limits: BodyLimits, mono: () => number = monotonicMs): BodyPlaces {
  const held = new Set<Held>();
  let bytes = 0;
  let timer: NodeJS.Timeout | null = null;
  const look = (): void => {
    for (const one of held) {
      const ms = mono() - one.since;
      const isSlow = ms > limits.graceMs && one.bytes < (ms / 1000) * limits.leastBytesASecond;
      if (!one.isComing || !isSlow) continue;
      one.isComing = false;
      one.onSlow();
    }
  };
  const leave = (one: Held): void => {
    if (!held.delete(one)) return;
    bytes -= one.bytes;
    if (held.size > 0 || !timer) return;
    clearInterval(timer);
    timer = null;
  };
  return {
    taken: () => held.size,
    enter: (onSlow) => {
      if (held.size >= limits.bodies || bytes >= limits.bytes) return null;
      const one: Held = { since: mono(), onSlow, bytes: 0, isComing: true };
      held.add(one);
      timer ??= setInterval(look, Math.min(LOOK_EVERY_MS, limits.graceMs)).unref();
      return {
        grow: (more) => {
          if (bytes + more > limits.bytes) return false;
          bytes += more;
          one.bytes += more;
          return true;
        },
        complete: () => {
          one.isComing = false;
        },
        leave: () => leave(one),
      };
    },
  };
}
