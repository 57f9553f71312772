import { expect, test } from 'vitest';
import { createRandom } from '../../server/demo/cityRandom';
import { createCarrier, textOf } from '../../server/realtime/carrier';
import type { Outgoing } from '../../server/realtime/publisher';
import { rung } from '../support/alteredWall';
import { createBoardModel, createTablet, createTime } from '../support/tablets';

const SEEDS = 60;

/** A socket whose writes take as long as the test likes. */
function createSlowSocket(hear: (message: Outgoing) => void) {
  let sent: (() => void) | null = null;
  let written: readonly string[] = [];
  const carrier = createCarrier((texts, done) => {
    expect(sent, 'one write at a time').toBeNull();
    written = texts;
    sent = done;
  });
  return {
    carrier,
    put: (message: Outgoing) => carrier.put(message, textOf(message)),
    bytesUnderWay: () => written.reduce((sum, text) => sum + text.length, 0),
    isBusy: () => sent !== null,
    /** The write is done: the screen hears it, and what waited goes out. */
    flush: () => {
      const [texts, done] = [written, sent];
      [written, sent] = [[], null];
      for (const text of texts) {
        const [kind, body] = JSON.parse(text.slice(1));
        hear({ kind, body } as Outgoing);
      }
      done?.();
    },
  };
}

test(`I4 whatever time its writes take, a screen misses no frame and never asks again (${SEEDS} seeds)`, () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = createRandom(seed);
    const time = createTime();
    const world = createBoardModel(random, random.pick([1, 5, 40]), 2);
    const screen = createTablet(world, time, random, () => false);
    const socket = createSlowSocket(screen.hear);
    screen.join();
    time.runTo(10_000);
    const asked = screen.counts.snapshots;
    for (let step = 0; step < 200; step++) {
      const what = random.whole(0, 9);
      if (what < 5) socket.put(world.change());
      else if (what < 7) socket.put(world.beat());
      else socket.flush();
      time.runTo(time.mono() + 50);
    }
    for (let i = 0; socket.isBusy(); i++) {
      expect(i, `seed ${seed}`).toBeLessThan(3);
      socket.flush();
    }
    time.runTo(time.mono() + 10_000);
    const { epoch, rev } = world.snapshot();
    expect(screen.place(), `seed ${seed}`).toEqual({ epoch, rev });
    expect(screen.counts.snapshots, `seed ${seed}`).toBe(asked);
  }
});

test('a heartbeat that meets an unfinished write is told after it, not dropped', () => {
  const random = createRandom(1);
  const world = createBoardModel(random, 2, 0);
  const heard: Outgoing[] = [];
  const socket = createSlowSocket((message) => heard.push(message));
  socket.put(world.change());
  socket.put(world.beat());
  socket.put(world.change());
  socket.put({ kind: 'ticker', body: { items: [] } });
  expect(heard).toEqual([]);
  socket.flush();
  socket.flush();
  expect(heard.map(({ kind }) => kind)).toEqual(['frame', 'frame', 'heartbeat']);
  // It comes after the frame that it waited with, so it speaks for no less.
  expect(heard[2]?.body).toMatchObject({ rev: world.snapshot().rev });
});

test('a screen that reads nothing costs one message under way and one merged frame, however long', () => {
  const random = createRandom(2);
  const world = createBoardModel(random, 40, 5);
  const heard: Outgoing[] = [];
  const socket = createSlowSocket((message) => heard.push(message));
  const { view } = world.snapshot();
  const whole = JSON.stringify({
    ...view,
    alerts: Array.from({ length: 5 }, () => rung('overdue-count', '19753')),
  }).length;
  for (let i = 0; i < 5000; i++) socket.put(i % 20 === 0 ? world.beat() : world.change());
  expect(socket.bytesUnderWay()).toBeLessThan(whole);
  socket.flush();
  // The merged frame, and the last heartbeat.
  expect(socket.bytesUnderWay()).toBeLessThan(whole + 1000);
  socket.flush();
  expect(socket.isBusy()).toBe(false);
});

test('under a new epoch what waits of the old one is forgotten', () => {
  const random = createRandom(3);
  const world = createBoardModel(random, 2, 0);
  const heard: Outgoing[] = [];
  const socket = createSlowSocket((message) => heard.push(message));
  socket.put(world.change());
  socket.put(world.change());
  world.restart();
  socket.put(world.beat());
  const { epoch } = world.snapshot();
  socket.flush();
  socket.flush();
  expect(heard.slice(1).map(({ kind, body }) => [kind, 'epoch' in body && body.epoch])).toEqual([['heartbeat', epoch]]);
});
