import type { Frame, Heartbeat } from '../../shared/protocol';
import { mergeFrames } from '../../shared/replica';
import type { Outgoing } from './publisher';
import { MACHINE_TIMING, type Timing } from './timing';

/**
 * A tablet on a weak network takes at most 2 MB an hour: so much for frames. Its heartbeats are another 0.6 MB, and what
 * TCP and TLS wrap around each message about 0.3 MB.
 */
const BYTES_A_SECOND = 290;
const LEAST_WAIT_S = 1;
/** All forty wards at once are about 18 KB, a minute; a frame of more waits no longer … */
const MOST_WAIT_S = 60;
/** … unless so much has been sent beyond the rate already. */
const BURST_BYTES = 60_000;

export interface PacedRoom {
  /** Takes everything the board publishes. The event line is not passed on. */
  readonly put: (message: Outgoing) => void;
  readonly stop: () => void;
}

export interface PacedRoomParts {
  readonly send: (message: Outgoing) => void;
  /** How many are in the room; nothing is sent, and nothing is owed, while there is nobody. */
  readonly listeners: () => number;
  readonly timing?: Timing;
}

/** Where the room stands in the board's chain. */
interface Place {
  readonly epoch: string;
  /** The last revision that was sent to the room. */
  readonly rev: number;
  /** The last instant at which what was sent was all there was to know. */
  readonly asOf: string;
}

/**
 * The board for screens that must not take many bytes: frames are merged while they wait, since their values are
 * absolute, and each pays for its bytes with the wait for the next. The room has its own chain over the same revisions:
 * `fromRev` is the last one sent here, and so is the `rev` of its heartbeats. Who joins meanwhile has a snapshot that is
 * ahead of the room; a merged frame reaches back before it, which judgeFrame allows. The first frame after a quiet spell
 * goes at once.
 */
export function createPacedRoom({ send, listeners, timing = MACHINE_TIMING }: PacedRoomParts): PacedRoom {
  let place: Place | null = null;
  let pending: Frame | null = null;
  let owed = { bytes: 0, atMs: 0 };
  let opensMs = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;

  const beginAt = (epoch: string, rev: number, asOf: string): void => {
    place = { epoch, rev, asOf };
    pending = null;
  };
  const pump = (): void => {
    cancel = null;
    if (!pending) return;
    const wait = opensMs - timing.mono();
    if (wait > 0) {
      cancel = timing.later(pump, wait);
      return;
    }
    const frame = pending;
    beginAt(frame.epoch, frame.rev, frame.asOf);
    pay(Buffer.byteLength(JSON.stringify(frame)));
    send({ kind: 'frame', body: frame });
  };
  const pay = (bytes: number): void => {
    const now = timing.mono();
    const left = Math.max(0, owed.bytes - ((now - owed.atMs) / 1000) * BYTES_A_SECOND);
    owed = { bytes: left + bytes, atMs: now };
    const paidOff = Math.min(MOST_WAIT_S, owed.bytes / BYTES_A_SECOND);
    const burstOver = (owed.bytes - BURST_BYTES) / BYTES_A_SECOND;
    opensMs = now + Math.max(LEAST_WAIT_S, paidOff, burstOver) * 1000;
  };
  const takeFrame = (frame: Frame): void => {
    if (place?.epoch !== frame.epoch) beginAt(frame.epoch, frame.fromRev, frame.asOf);
    if (listeners() === 0) {
      beginAt(frame.epoch, frame.rev, frame.asOf);
      return;
    }
    pending = pending ? mergeFrames(pending, frame) : { ...frame, fromRev: place?.rev ?? frame.fromRev };
    if (!cancel) pump();
  };
  const takeBeat = (beat: Heartbeat): void => {
    if (place?.epoch !== beat.epoch || listeners() === 0) beginAt(beat.epoch, beat.rev, beat.asOf);
    else if (!pending) place = { ...place, asOf: beat.asOf };
    if (place) send({ kind: 'heartbeat', body: { ...beat, rev: place.rev, asOf: place.asOf } });
  };
  return {
    put: (message) => {
      if (message.kind === 'frame') takeFrame(message.body);
      else if (message.kind === 'heartbeat') takeBeat(message.body);
    },
    stop: () => cancel?.(),
  };
}
