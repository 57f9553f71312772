import type { BoardView, Frame, Heartbeat, Snapshot, WardFigures } from './protocol';

/** Where a copy of the board stands in the chain of frames (I4). */
export interface Place {
  readonly epoch: string;
  readonly rev: number;
}

/**
 * What to do with something that arrived: take it, drop it because the replica already has it, or keep what is shown,
 * marked, and ask for a snapshot because a frame is missing or the server began a new epoch.
 */
export type Verdict = 'take' | 'drop' | 'resync';

/**
 * A frame's values are absolute and cover everything that changed after `fromRev`: who is somewhere between `fromRev` and
 * `rev` has part of it already, takes it all the same, and then stands at `rev`. (The tablets' room merges frames, so that
 * who joins between two of them is ahead of the first revision of the next.)
 */
export function judgeFrame(place: Place | null, frame: Pick<Frame, 'epoch' | 'fromRev' | 'rev'>): Verdict {
  if (!place || frame.epoch !== place.epoch) return 'resync';
  if (frame.rev <= place.rev) return 'drop';
  return frame.fromRev <= place.rev ? 'take' : 'resync';
}

/** A heartbeat that knows of a later revision proves that a frame was lost. */
export function judgeHeartbeat(place: Place | null, beat: Pick<Heartbeat, 'epoch' | 'rev'>): Verdict {
  if (!place || beat.epoch !== place.epoch || beat.rev > place.rev) return 'resync';
  return 'take';
}

/** An answer to an old join that was overtaken by frames is dropped. */
export function judgeSnapshot(place: Place | null, snapshot: Place): Verdict {
  return place && snapshot.epoch === place.epoch && snapshot.rev < place.rev ? 'drop' : 'take';
}

/** The board after a frame; the parts the frame does not name are the same objects as before. */
export function applyFrame<B extends BoardView>(board: B, frame: Frame): B {
  const changed = new Map<string, WardFigures>(frame.wards.map((ward) => [ward.code, ward]));
  return {
    ...board,
    wards: changed.size === 0 ? board.wards : board.wards.map((ward) => changed.get(ward.code) ?? ward),
    ...(frame.windows && { windows: frame.windows }),
    ...(frame.city && { city: frame.city }),
    ...(frame.cityLevel && { cityLevel: frame.cityLevel }),
    ...(frame.sources && { sources: frame.sources }),
    ...(frame.alerts && { alerts: frame.alerts }),
    ...(frame.alertsJudged !== undefined && { alertsJudged: frame.alertsJudged }),
    ...(frame.notes && { notes: frame.notes }),
    ...(frame.thresholds && { thresholds: frame.thresholds }),
    ...(frame.conditions && { conditions: frame.conditions }),
    ...(frame.calendar && { calendar: frame.calendar }),
  };
}

/** One frame that says what two in a row say; the later values stand. */
export function mergeFrames(earlier: Frame, later: Frame): Frame {
  const wards = new Map([...earlier.wards, ...later.wards].map((ward) => [ward.code, ward]));
  return { ...earlier, ...later, fromRev: earlier.fromRev, wards: [...wards.values()] };
}

export function placeOf(message: Pick<Snapshot, 'epoch' | 'rev'>): Place {
  return { epoch: message.epoch, rev: message.rev };
}
