import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connection } from '../support/browser';
import { DAY_HOOK_MS } from '../support/midnight';
import { machineNow } from '../support/pageClock';
import { createTabletWorld, type TabletWorld } from '../support/tablet';
import { until } from '../support/until';
import { layWeakCable } from '../support/weakCable';

const WAKE_MS = 2000;
const CALLS_PER_HOUR = 20;
const FIRST_MS = 6000;
const AGAIN_MS = 4000;
const CHANGE_MS = 3000;
/** A page that nobody sees rests after this. */
const REST_AFTER_MS = 5000;
const KB = 1024;
/** Of a frame of the WebSocket, and its share of the packet around it. */
const HEAD_BYTES = 8;

let world: TabletWorld;
beforeAll(async () => {
  world = await createTabletWorld();
}, DAY_HOOK_MS);
afterAll(() => world.dispose());
beforeEach(() => world.begin());

interface Traffic {
  readonly frames: number;
  readonly heartbeats: number;
  readonly calls: number;
}

/** Nothing is left to be brought: neither what it shows nor what it keeps for days without a network. */
async function untilAllIsThere(): Promise<void> {
  await until(world.isRight, 'the figures');
  await world.page().waitForSelector('.hours [data-received]:not([data-received=""])');
  await world.page().waitForSelector('.lateness > div > :nth-child(2)');
  await world.page().waitForSelector('.mini svg path.is-own');
  await until(world.isKept, 'all is kept');
  await until(world.isQuiet, 'every call is answered');
}

/** Bytes that came and went, by the browser's own count: answers with their heads, and what the sockets carried. */
async function countBytes(): Promise<() => Traffic> {
  const line = await world.context().newCDPSession(world.page());
  await line.send('Network.enable');
  let [frames, heartbeats, calls] = [0, 0, 0];
  line.on('Network.loadingFinished', ({ encodedDataLength }) => {
    calls += encodedDataLength;
  });
  for (const name of ['Network.webSocketFrameReceived', 'Network.webSocketFrameSent'] as const) {
    line.on(name, ({ response: { payloadData } }) => {
      const bytes = Buffer.byteLength(payloadData) + HEAD_BYTES;
      if (/^42\["(frame|ticker)"/.test(payloadData)) frames += bytes;
      else heartbeats += bytes;
    });
  }
  return () => ({ frames, heartbeats, calls });
}

describe('what it costs', () => {
  test('hidden, the line rests: at most 200 KB an hour; seen again it is right within 2 s', async () => {
    await world.visit();
    const bytes = await countBytes();
    await world.page().reload();
    await untilAllIsThere();
    await world.setHidden(true);
    // Its own clock says when it has to rest; the server, that it does.
    await world.page().evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), REST_AFTER_MS);
    await until(async () => (await world.listeners()) === 0, 'the line rests');
    const from = bytes();
    const all = (traffic: Traffic) => traffic.frames + traffic.heartbeats + traffic.calls;
    const begin = performance.now();
    for (let i = 0; i < 4; i++) {
      await world.send(1);
      await pause(1000);
    }
    const hourly = ((all(bytes()) - all(from)) * 3_600_000) / (performance.now() - begin);
    process.stderr.write(`tablet, hidden: ${Math.round(hourly / KB)} KB an hour\n`);
    expect(hourly).toBeLessThanOrEqual(200 * KB);
    expect(await world.isRight(), 'nothing was heard meanwhile').toBe(false);
    const seen = await world.setHidden(false);
    await world.within(seen, WAKE_MS, world.shows, 'right again');
  });

  test('in view while a report comes every second: at most 2 MB an hour', async () => {
    await world.visit();
    await untilAllIsThere();
    const bytes = await countBytes();
    const begin = performance.now();
    for (let i = 0; i < 10; i++) {
      await world.send(1);
      await pause(1000);
    }
    const perHour = 3_600_000 / (performance.now() - begin);
    const traffic = bytes();
    const [frames, heartbeats] = [traffic.frames * perHour, traffic.heartbeats * perHour];
    // What changed is asked for once in three minutes at most: the answers of these seconds are those of three minutes.
    const calls = traffic.calls * CALLS_PER_HOUR;
    const kb = (amount: number) => Math.round(amount / KB);
    process.stderr.write(
      `tablet, in view, KB an hour: frames ${kb(frames)}, heartbeats ${kb(heartbeats)}, calls ${kb(calls)}\n`,
    );
    expect(heartbeats + calls).toBeLessThanOrEqual(800 * KB);
    // A server that carries the wards' notes also paces what their tablets hear; before, frames are as many as the wall's.
    const paces = 'notes' in (await (await fetch(`${world.server().origin}/api/v1/snapshot`)).json());
    if (paces) expect(frames + heartbeats + calls).toBeLessThanOrEqual(2 * KB * KB);
  });
});

describe('a weak network', () => {
  test('300 ms and 5 % loss: figures within 6 s of the first visit, within 4 s of the next; it stays live', async () => {
    const cable = await layWeakCable(world.server().origin, { delayMs: 150, loss: 0.05, seed: 11 });
    const heldUpFrom = () => {
      const before = cable.heldUpMs();
      return () => cable.heldUpMs() - before;
    };
    const heardAt = () => world.page().locator('.fresh').getAttribute('data-as-of');
    try {
      for (const within of [FIRST_MS, AGAIN_MS]) {
        // Sent while no page is there: only the network can bring it.
        await world.page().goto('about:blank');
        await world.send(1);
        const heldUp = heldUpFrom();
        await world.page().goto(`${cable.origin}${world.path}`, { waitUntil: 'commit' });
        const began = await world.notes().beganAt();
        const there = await world.within(began, within, world.shows, `figures within ${within} ms`, heldUp);
        process.stderr.write(`tablet, weak network: figures after ${Math.round(there - began)} ms\n`);
        if (within === FIRST_MS) await until(world.isKept, 'kept');
      }
      await until(async () => (await connection(world.page())) === 'live', 'live');
      const live = machineNow();
      const heldUp = heldUpFrom();
      await world.send(1);
      await world.within(live, CHANGE_MS, world.shows, 'a change comes through', heldUp);
      for (let beats = 0; beats < 3; beats++) {
        const before = await heardAt();
        await until(async () => (await heardAt()) !== before, 'another heartbeat');
      }
      const states = await world.notes().statesSince(live);
      expect(states.filter(({ mood }) => mood === 'cut-off' || mood === 'silent')).toEqual([]);
      expect(await world.isOff()).toBe(false);
    } finally {
      await cable.close();
    }
  });
});
