import { expect } from 'vitest';
import { builtInLimits } from '../../client/board/reference';
import type { createRandom } from '../../server/demo/cityRandom';
import type { Outgoing } from '../../server/realtime/publisher';
import { formatInstant } from '../../shared/localTime';
import type { AlertView, BoardView, Frame, UnitFigures } from '../../shared/protocol';
import { applyFrame, judgeFrame, judgeHeartbeat, judgeSnapshot, type Place } from '../../shared/replica';
import { at } from './histories';

type Random = ReturnType<typeof createRandom>;

/** Time that a test moves; what is due is run in order. */
export function createTime() {
  let now = 0;
  let due: { at: number; n: number; run: () => void }[] = [];
  let n = 0;
  const later = (run: () => void, ms: number): (() => void) => {
    const one = { at: now + ms, n: n++, run };
    due.push(one);
    return () => {
      due = due.filter((other) => other !== one);
    };
  };
  const runTo = (end: number): void => {
    for (;;) {
      const [next] = [...due].sort((a, b) => a.at - b.at || a.n - b.n);
      if (!next || next.at > end) break;
      due = due.filter((other) => other !== next);
      now = Math.max(now, next.at);
      next.run();
    }
    now = end;
  };
  return { mono: () => now, later, runTo };
}

const CODES = Array.from({ length: 40 }, (_, i) => String(19700 + i));

function someUnit(random: Random): UnitFigures {
  const n = () => random.whole(0, 9999);
  const window = () => ({
    received: n(),
    receivedOnline: n(),
    resolvedEarly: n(),
    resolvedOnTime: n(),
    resolvedLate: n(),
  });
  const stands = {
    pendingInTime: n(),
    pendingOverdue: n(),
    paused: n(),
    awaitingIntake: n(),
    intakeOverdue: n(),
    overdueLong: n(),
    dueSoon: n(),
  };
  return { today: window(), month: window(), stands };
}

const someAlert = (random: Random): AlertView => ({
  id: random.whole(1, 2 ** 31).toString(16),
  rule: 'overdue-count',
  state: 'firing',
  wards: [random.pick(CODES)],
  since: '2025-07-14T09:00:00+07:00',
  owner: null,
  subject: random.pick(CODES),
  severity: 'act',
  rangAt: '2025-07-14T09:00:00+07:00',
  reason: 'mất điện từ 9:00, đã báo Điện lực',
  returnAt: null,
  shelvedUntil: null,
});

/** A board as the server publishes it: random absolute figures, its chain, and every state that it ever had. */
export function createBoardModel(random: Random, wardsAtOnce: number, alerts: number) {
  const past = new Map<string, string>();
  let epoch = 'e000000000000000';
  let rev = 1;
  let view: BoardView = {
    windows: { today: { from: '2025-07-14', to: '2025-07-14' }, month: { from: '2025-07-01', to: '2025-07-14' } },
    city: someUnit(random),
    cityLevel: someUnit(random),
    wards: CODES.map((code) => ({ code, ...someUnit(random) })),
    sources: [],
    alerts: [],
    alertsJudged: true,
    notes: [],
    thresholds: builtInLimits,
    conditions: [],
  };
  const asOf = () => formatInstant(at('14/7 09:00') + rev);
  const remember = (): void => void past.set(`${epoch}:${rev}`, JSON.stringify(view));
  remember();
  return {
    snapshot: () => ({ epoch, rev, view }),
    beat: (): Outgoing => ({ kind: 'heartbeat', body: { epoch, rev, asOf: asOf(), now: asOf(), speed: 60 } }),
    change: (): Outgoing => {
      const changed = new Set(Array.from({ length: random.whole(0, wardsAtOnce) }, () => random.pick(CODES)));
      const frame: Frame = {
        epoch,
        fromRev: rev,
        rev: rev + 1,
        asOf: asOf(),
        wards: [...changed].map((code) => ({ code, ...someUnit(random) })),
        ...(random.chance(0.8) && { city: someUnit(random) }),
        ...(random.chance(0.2) && { cityLevel: someUnit(random) }),
        ...(random.chance(0.3) && { alerts: Array.from({ length: alerts }, () => someAlert(random)) }),
      };
      view = applyFrame(view, frame);
      rev++;
      remember();
      return { kind: 'frame', body: frame };
    },
    /** The demo's next lap: another epoch, whose revisions begin anew. */
    restart: (): void => {
      epoch = `e${random.whole(1, 1e9)}`;
      rev = 1;
      view = { ...view, city: someUnit(random) };
      remember();
    },
    at: (place: Place) => past.get(`${place.epoch}:${place.rev}`),
  };
}

type BoardModel = ReturnType<typeof createBoardModel>;

/** A tablet as client/connection.ts is one; `loses` says whether a message gets lost on the way. */
export function createTablet(
  world: BoardModel,
  time: ReturnType<typeof createTime>,
  random: Random,
  loses: () => boolean,
) {
  let place: Place | null = null;
  let view: BoardView | null = null;
  let asking = false;
  let joined = false;
  let bytes = 0;
  const counts = { snapshots: 0, frames: 0, ahead: 0 };
  const check = (what: string): void => {
    if (place) expect(JSON.stringify(view), `${what} at ${place.epoch}:${place.rev}`).toBe(world.at(place));
  };
  /** The link takes its time, and keeps the order. */
  let lastMs = 0;
  const deliver = (run: () => void): void => {
    lastMs = Math.max(lastMs, time.mono() + random.whole(0, 400));
    time.later(run, lastMs - time.mono());
  };
  const take = (answer: ReturnType<BoardModel['snapshot']>): void => {
    asking = false;
    if (judgeSnapshot(place, answer) === 'drop') return;
    place = { epoch: answer.epoch, rev: answer.rev };
    view = answer.view;
    counts.snapshots++;
    check('snapshot');
  };
  const join = (): void => {
    if (asking) return;
    asking = true;
    time.later(
      () => {
        // The server's synchronous stretch: snapshot and membership (I5).
        const answer = world.snapshot();
        bytes += JSON.stringify(answer).length;
        joined = true;
        deliver(() => take(answer));
      },
      random.whole(0, 2000),
    );
  };
  const read = (message: Outgoing): void => {
    if (message.kind === 'heartbeat') {
      if (judgeHeartbeat(place, message.body) === 'resync') join();
    } else if (message.kind === 'frame') {
      const verdict = judgeFrame(place, message.body);
      if (verdict === 'resync') join();
      if (verdict !== 'take' || !view || !place) return;
      if (message.body.fromRev < place.rev) counts.ahead++;
      view = applyFrame(view, message.body);
      place = { epoch: message.body.epoch, rev: message.body.rev };
      counts.frames++;
      check('frame');
    }
  };
  const hear = (message: Outgoing): void => {
    if (!joined) return;
    bytes += Buffer.byteLength(JSON.stringify([message.kind, message.body])) + 2;
    if (!loses()) deliver(() => read(message));
  };
  return { join, hear, joined: () => joined, place: () => place, bytes: () => bytes, counts };
}
