import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Frame, Heartbeat, Snapshot } from '../../shared/protocol';
import { applyFrame, judgeFrame, placeOf } from '../../shared/replica';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { openScreen } from '../support/screen';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { watchServer } from '../support/serverLag';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const VIEWERS = 200;
const POSTS_A_SECOND = 25;
const LOADED_MS = 12_000;
const WARDS = ['19753', '19789', '19804', '19942', '20101', '20107'];
/** On average at most twenty a second; in a burst at most five. */
const FRAMES_A_SECOND = 20;
const BURST = 5;
/** A paused screen's socket takes so much before the server notices; far below what frames would need. */
const PAUSED_MS = 6000;

let server: RunningServer;
let key = '';
beforeAll(async () => {
  await dayWithRoom();
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
}, DAY_HOOK_MS);
afterAll(() => server.dispose());

interface Viewer {
  readonly socket: WebSocket;
  readonly beats: Heartbeat[];
  frames: number;
  /** Frames that did not follow the one before. */
  breaks: number;
  board: Snapshot | null;
}

/** A screen as bare as can be, so that hundreds cost the machine little. */
async function openViewer(origin: string): Promise<Viewer> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  const viewer: Viewer = { socket, beats: [], frames: 0, breaks: 0, board: null };
  const hear = (event: string, body: unknown): void => {
    if (event === 'heartbeat') viewer.beats.push(body as Heartbeat);
    if (event !== 'frame' || !viewer.board) return;
    const frame = body as Frame;
    viewer.frames++;
    if (judgeFrame(placeOf(viewer.board), frame) === 'resync') viewer.breaks++;
    viewer.board = { ...applyFrame(viewer.board, frame), rev: frame.rev, asOf: frame.asOf };
  };
  socket.on('message', (part) => {
    const text = String(part);
    if (text.startsWith('0{')) socket.send('40');
    else if (text.startsWith('40')) socket.send('420["join",{"view":"wall","protocol":1}]');
    else if (text === '2') socket.send('3');
    else if (text.startsWith('430')) viewer.board = JSON.parse(text.slice(3))[0].snapshot;
    else if (text.startsWith('42')) hear(...(JSON.parse(text.slice(2)) as [string, unknown]));
  });
  await once(socket, 'open');
  return viewer;
}

function gapsOf(beats: readonly Heartbeat[]): number[] {
  const stamps = beats.map(({ now }) => Date.parse(now));
  return stamps.slice(1).map((stamp, i) => stamp - (stamps[i] ?? stamp));
}

/** Posts so often for so long, each batch of a few wards; returns how long it took. */
async function postSteadily(prefix: string, ms: number): Promise<number> {
  const from = performance.now();
  const answers: Promise<unknown>[] = [];
  for (let i = 0; performance.now() - from < ms; i++) {
    const batch = WARDS.map((wardCode, k) => simpleReport(`${prefix}-${i}-${k}`, { wardCode }));
    answers.push(post(server.origin, key, batch));
    const due = from + ((i + 1) * 1000) / POSTS_A_SECOND;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
  }
  await Promise.all(answers);
  return performance.now() - from;
}

test(`${VIEWERS} viewers and ${POSTS_A_SECOND} posts a second: every heartbeat reaches every screen, no chain breaks`, async () => {
  const viewers = await Promise.all(Array.from({ length: VIEWERS }, () => openViewer(server.origin)));
  await until(() => viewers.every(({ board }) => board !== null), 'all have joined');
  const stopWatch = watchServer(server.origin);
  const before = viewers.map(({ beats }) => beats.length);
  const tookMs = await postSteadily('crowd', LOADED_MS);
  const lagMs = await stopWatch();
  // By the server's own stamps: one that is left out leaves two seconds, whatever the machine was busy with.
  const gaps = viewers.flatMap(({ beats }, i) => gapsOf(beats.slice(before[i])));
  expect(gaps.length).toBeGreaterThanOrEqual(VIEWERS * (Math.floor((tookMs - lagMs) / 1000) - 2));
  expect(Math.max(...gaps)).toBeLessThan(1500 + lagMs);
  const { rev } = await (await fetch(`${server.origin}/api/v1/snapshot`)).json();
  await until(() => viewers.every(({ board }) => (board?.rev ?? 0) >= rev), 'all stand at the last frame');
  expect(viewers.reduce((sum, { breaks }) => sum + breaks, 0)).toBe(0);
  const wards = JSON.stringify(viewers[0]?.board?.wards);
  expect(viewers.every(({ board }) => JSON.stringify(board?.wards) === wards)).toBe(true);
  for (const { socket } of viewers) socket.close();
});

test('a screen that reads nothing for a while has lost nothing when it reads again, and was owed little', async () => {
  const [paused, other] = [await openViewer(server.origin), await openViewer(server.origin)];
  await until(() => paused.board !== null && other.board !== null, 'both have joined');
  paused.socket.pause();
  const heard = paused.frames;
  await postSteadily('paused', PAUSED_MS);
  expect(paused.frames).toBe(heard);
  paused.socket.resume();
  const { rev, wards } = await (await fetch(`${server.origin}/api/v1/snapshot`)).json();
  await until(() => (paused.board?.rev ?? 0) >= rev && (other.board?.rev ?? 0) >= rev, 'both stand at the last frame');
  expect(paused.breaks).toBe(0);
  expect(paused.board?.wards).toEqual(wards);
  for (const { socket } of [paused, other]) socket.close();
});

test('whoever asks for the snapshot hastens no frame, and is told of what was acknowledged before', async () => {
  const screen = await openScreen(server.origin);
  const before = screen.frames.length;
  const from = performance.now();
  for (let i = 0; i < 60; i++) {
    const posted = await post(server.origin, key, [simpleReport(`asked-${i}`)]);
    const asked = await Promise.all(
      Array.from({ length: 4 }, async () => (await fetch(`${server.origin}/api/v1/snapshot`)).json()),
    );
    for (const snapshot of asked) expect(snapshot.rev).toBeGreaterThanOrEqual(posted.body.rev);
  }
  const last = await (await fetch(`${server.origin}/api/v1/snapshot`)).json();
  await until(() => screen.place().rev >= last.rev, 'the last frame');
  const seconds = (performance.now() - from) / 1000;
  expect(screen.frames.length - before).toBeLessThanOrEqual(seconds * FRAMES_A_SECOND + BURST);
  expect(screen.board().city).toEqual(last.city);
  screen.close();
});

test('the event line survives a restart: the same items in the same order', async () => {
  for (let i = 0; i < 3; i++) {
    await post(server.origin, key, [
      simpleReport(`line-${i}`, { fieldCode: 'G15-TP04' }),
      simpleReport(`line-${i}-b`, { status: 4, wardCode: '19804' }),
    ]);
  }
  const ticker = async () => ((await (await fetch(`${server.origin}/api/v1/snapshot`)).json()) as Snapshot).ticker;
  const before = await ticker();
  expect(before).toHaveLength(20);
  await server.kill('SIGKILL');
  server = await server.restart();
  expect(await ticker()).toEqual(before);
});
