import { expect, test } from 'vitest';
import { builtInLimits } from '../../client/board/reference';
import { createRandom } from '../../server/demo/cityRandom';
import { createPacedRoom } from '../../server/realtime/pacedRoom';
import type { Outgoing } from '../../server/realtime/publisher';
import { formatInstant } from '../../shared/localTime';
import type { AlertView, BoardView, Frame, UnitFigures } from '../../shared/protocol';
import { applyFrame, judgeFrame, judgeHeartbeat, judgeSnapshot, mergeFrames, type Place } from '../../shared/replica';
import { at } from '../support/histories';

type Random = ReturnType<typeof createRandom>;

/** Time that a test moves; what is due is run in order. */
function createTime() {
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
function createWorld(random: Random, wardsAtOnce: number, alerts: number) {
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
    notes: [],
    thresholds: builtInLimits,
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

type World = ReturnType<typeof createWorld>;

/** A tablet as client/connection.ts is one; `loses` says whether a message gets lost on the way. */
function createTablet(world: World, time: ReturnType<typeof createTime>, random: Random, loses: () => boolean) {
  let place: Place | null = null;
  let view: BoardView | null = null;
  let asking = false;
  let joined = false;
  let bytes = 0;
  const counts = { snapshots: 0, frames: 0, ahead: 0 };
  const check = (what: string): void => {
    if (place) expect(JSON.stringify(view), `${what} at ${place.epoch}:${place.rev}`).toBe(world.at(place));
  };
  const join = (): void => {
    if (asking) return;
    asking = true;
    time.later(
      () => {
        // The server's synchronous stretch: snapshot and membership (I5); the answer takes its time.
        const answer = world.snapshot();
        bytes += JSON.stringify(answer).length;
        joined = true;
        time.later(
          () => {
            asking = false;
            if (judgeSnapshot(place, answer) === 'drop') return;
            place = { epoch: answer.epoch, rev: answer.rev };
            view = answer.view;
            counts.snapshots++;
            check('snapshot');
          },
          random.whole(0, 400),
        );
      },
      random.whole(0, 2000),
    );
  };
  const hear = (message: Outgoing): void => {
    if (!joined) return;
    bytes += Buffer.byteLength(JSON.stringify([message.kind, message.body])) + 2;
    if (loses()) return;
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
  return { join, hear, joined: () => joined, place: () => place, bytes: () => bytes, counts };
}

const SEEDS = 60;
/** TCP and TLS around an hour's heartbeats. */
const WRAPPING = 3600 * 85;

test(`I4 I5: after random joins, losses, resyncs and epochs a tablet is exactly the board of its rev (${SEEDS} seeds)`, () => {
  let ahead = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = createRandom(seed);
    const time = createTime();
    const world = createWorld(random, 5, 2);
    let losing = true;
    const tablets = Array.from({ length: 4 }, (_, i) =>
      createTablet(world, time, random, () => losing && i > 1 && random.chance(0.2)),
    );
    const room = createPacedRoom({
      send: (message) => {
        for (const tablet of tablets) tablet.hear(message);
      },
      listeners: () => tablets.filter((tablet) => tablet.joined()).length,
      timing: time,
    });
    const every = (ms: number, run: () => void): void => {
      time.later(() => {
        run();
        every(ms, run);
      }, ms);
    };
    every(1000, () => room.put(world.beat()));
    for (const tablet of tablets) time.later(tablet.join, random.whole(0, 60_000));
    for (let step = 0; step < 150; step++) {
      time.runTo(time.mono() + random.whole(1, random.pick([60, 900, 9000])));
      if (random.chance(0.01)) world.restart();
      else room.put(world.change());
      if (random.chance(0.03)) random.pick(tablets).join();
    }
    losing = false;
    time.runTo(time.mono() + 120_000);
    for (const [i, tablet] of tablets.entries()) {
      const { epoch, rev } = world.snapshot();
      expect(tablet.place(), `seed ${seed}, tablet ${i}: nothing more comes`).toEqual({ epoch, rev });
      ahead += tablet.counts.ahead;
    }
  }
  expect(ahead, 'some joined between two merged frames').toBeGreaterThan(SEEDS);
}, 60_000);

test('whatever the traffic, a tablet takes at most 2 MB an hour, and one that loses nothing asks for one snapshot only', () => {
  for (const [alerts, wardsAtOnce] of [
    [0, 1],
    [5, 12],
    [120, 40],
  ] as const) {
    const random = createRandom(7);
    const time = createTime();
    const world = createWorld(random, wardsAtOnce, alerts);
    const tablet = createTablet(world, time, random, () => false);
    const room = createPacedRoom({
      send: tablet.hear,
      listeners: () => (tablet.joined() ? 1 : 0),
      timing: time,
    });
    tablet.join();
    for (let second = 0; second < 3600; second++) {
      for (let i = 0; i < 3; i++) {
        time.runTo(second * 1000 + i * 300);
        room.put(world.change());
      }
      room.put(world.beat());
    }
    const what = `${wardsAtOnce} wards and ${alerts} alerts at once`;
    expect(tablet.bytes(), what).toBeLessThanOrEqual(2_000_000 - WRAPPING);
    expect(tablet.bytes(), `${what}: the allowance is used`).toBeGreaterThan(1_300_000);
    expect(tablet.counts.snapshots, what).toBe(1);
    expect(tablet.counts.frames, what).toBeGreaterThan(20);
  }
}, 60_000);

test('the first frame after a quiet spell goes at once, all forty wards wait a minute at most, and a heartbeat is sent every second', () => {
  const random = createRandom(3);
  const time = createTime();
  const world = createWorld(random, 400, 0);
  const sent: { readonly at: number; readonly message: Outgoing }[] = [];
  const room = createPacedRoom({
    send: (message) => sent.push({ at: time.mono(), message }),
    listeners: () => 1,
    timing: time,
  });
  const frames = () => sent.filter(({ message }) => message.kind === 'frame');
  time.runTo(5000);
  room.put(world.change());
  expect(frames().map(({ at }) => at)).toEqual([5000]);
  room.put(world.change());
  time.runTo(6000);
  expect(frames()).toHaveLength(1);
  for (let i = 0; i < 60; i++) {
    room.put(world.beat());
    time.runTo(time.mono() + 1000);
  }
  expect(frames()).toHaveLength(2);
  expect((frames()[1]?.at ?? 0) - 5000).toBeLessThanOrEqual(60_000);
  const beats = sent.filter(({ message }) => message.kind === 'heartbeat');
  expect(beats).toHaveLength(60);
  // What waits is not yet known here: neither the revision nor the instant of a heartbeat runs ahead of the figures.
  expect(beats[0]?.message.body).toMatchObject({ rev: 2, asOf: formatInstant(at('14/7 09:00') + 1) });
  expect(beats.at(-1)?.message.body).toMatchObject({ rev: 3 });
});

test('two frames in a row and the one they merge into leave the same board', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = createRandom(seed);
    const world = createWorld(random, 6, 2);
    const before = world.snapshot().view;
    const [a, b] = [world.change().body as Frame, world.change().body as Frame];
    const merged = mergeFrames(a, b);
    expect(merged).toMatchObject({ fromRev: a.fromRev, rev: b.rev, asOf: b.asOf });
    expect(applyFrame(before, merged), `seed ${seed}`).toEqual(world.snapshot().view);
  }
});
