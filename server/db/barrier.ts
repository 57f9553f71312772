import type { Connection } from './open';

/**
 * The line between what is recorded and what will be: instants of recording rise strictly, over restarts too, and past
 * every instant that a reading was told to be final. All of it in the log's own time.
 */
export interface Barrier {
  readonly lastRecordedAt: () => number;
  /** The instant of a recording that begins now. */
  readonly next: (now: number) => number;
  /** A recording is durable: the log itself knows its instant. */
  readonly recorded: (at: number) => void;
  /**
   * Everything later is recorded after this instant. Returns it: a figure read as of it is final. Throws what the disk
   * says when it would have to be written down and cannot; nothing is sealed then.
   */
  readonly seal: (instant: number, aheadMs: number) => number;
  /** The same without a write, as far as what is written down reaches: while nothing can be written. */
  readonly sealWritten: (instant: number) => number;
  /** Writes down exactly what was sealed, before a clean close. */
  readonly close: () => void;
  /** A real write of some size and its commit; throws what the disk says. */
  readonly probe: () => void;
}

/** More than a batch of usual size needs, and less than anybody misses. */
const PROBE_BYTES = 128 * 1024;

/**
 * `written` is how far a reading may be answered without a write. It is put ahead in steps, so that many readings share
 * one commit; recordings that are durable raise it as well.
 */
export function createBarrier(db: Connection, lastRecording: number): Barrier {
  const read = db.prepare<[], number>('SELECT instant FROM horizon').pluck();
  const write = db.prepare<[number]>(
    'INSERT INTO horizon (id, instant) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET instant = excluded.instant',
  );
  const setRoom = db.prepare<[number, number]>(
    'INSERT INTO horizon (id, instant, room) VALUES (1, ?, zeroblob(?)) ON CONFLICT (id) DO UPDATE SET room = excluded.room',
  );
  const clearRoom = db.prepare('UPDATE horizon SET room = NULL');
  // What a killed server sealed may lie anywhere up to its horizon.
  let last = Math.max(lastRecording, read.get() ?? 0);
  let written = last;
  const sealWritten = (instant: number): number => {
    last = Math.max(last, Math.min(instant, written));
    return last;
  };
  return {
    lastRecordedAt: () => last,
    next: (now) => Math.max(last + 1, now),
    recorded: (at) => {
      last = Math.max(last, at);
      written = Math.max(written, at);
    },
    seal: (instant, aheadMs) => {
      if (instant > written) {
        write.run(instant + aheadMs);
        written = instant + aheadMs;
      }
      return sealWritten(instant);
    },
    sealWritten,
    close: () => void write.run(last),
    probe: () => {
      setRoom.run(written, PROBE_BYTES);
      clearRoom.run();
    },
  };
}
