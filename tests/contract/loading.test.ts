import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Frame, Heartbeat, JoinAnswer, LoadingNews } from '../../shared/protocol';
import { makeDataDir, type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

const DAYS = 14;

let server: RunningServer;
beforeAll(async () => {
  // In an empty folder: all days of the city come in through the API.
  server = await startServer({
    dataDir: makeDataDir(),
    env: { DEMO: 'on', DEMO_AT: '2025-07-14T16:20:00+07:00' },
    waitUntilReady: false,
  });
  await until(async () => (await fetch(`${server.origin}/healthz`).catch(() => null))?.ok === true, 'it listens');
});
afterAll(() => server.dispose());

interface Heard {
  readonly loading: { readonly news: LoadingNews; readonly at: number }[];
  readonly frames: Frame[];
  readonly beats: Heartbeat[];
}

function openSocket() {
  const socket = io(server.origin, { transports: ['websocket'], forceNew: true });
  const heard: Heard = { loading: [], frames: [], beats: [] };
  socket.on('loading', (news: LoadingNews) => heard.loading.push({ news, at: performance.now() }));
  socket.on('frame', (frame: Frame) => heard.frames.push(frame));
  socket.on('heartbeat', (beat: Heartbeat) => heard.beats.push(beat));
  const join = (view: string, protocol = 1) =>
    new Promise<JoinAnswer>((resolve) => socket.emit('join', { view, protocol }, resolve));
  return { socket, heard, join };
}

test('while the demo loads: joins are held and told the day, calls answer 503, and what comes then is whole', async () => {
  const wall = openSocket();
  const twice = openSocket();
  const gone = openSocket();
  const joined = wall.join('wall');
  let answers = 0;
  const count = (): void => void answers++;
  for (let i = 0; i < 2; i++) twice.socket.emit('join', { view: 'present', protocol: 1 }, count);
  void gone.join('wall');
  await until(() => gone.heard.loading.length > 0, 'one that will not wait');
  gone.socket.disconnect();
  // What cannot become right by waiting is said at once.
  expect(await wall.join('wall', 2)).toEqual({ ok: false, reason: 'protocol' });
  expect(await wall.join('cinema')).toEqual({ ok: false, reason: 'view' });
  expect(await wall.join('ops')).toEqual({ ok: false, reason: 'forbidden' });
  await until(() => wall.heard.loading.some(({ news }) => news.day !== null), 'the day is told');
  for (const path of [
    'snapshot',
    'summary?from=2025-07-01&to=2025-07-01',
    'history',
    'fields?from=2025-07-01&to=2025-07-01',
  ]) {
    const answer = await fetch(`${server.origin}/api/v1/${path}`);
    if ((await fetch(`${server.origin}/readyz`)).status === 200) break;
    expect([path, answer.status, (await answer.json()).type]).toEqual([path, 503, 'about:blank#loading']);
    expect(answer.headers.get('retry-after')).not.toBeNull();
  }
  let heardBefore: Heard | null = null;
  const answer = await joined.then((got) => {
    heardBefore = { ...wall.heard, frames: [...wall.heard.frames], beats: [...wall.heard.beats] };
    return got;
  });
  expect(heardBefore, 'nothing is shown before it is complete').toMatchObject({ frames: [], beats: [] });
  const days = wall.heard.loading.flatMap(({ news }) => news.day ?? []);
  expect(days).toEqual([...days].sort((a, b) => a - b));
  expect(new Set(days).size).toBeGreaterThan(3);
  expect(wall.heard.loading.at(-1)?.news).toMatchObject({ simulated: true, of: DAYS });
  if (!answer.ok) throw new Error(answer.reason);
  expect(answer.snapshot).toMatchObject({ now: '2025-07-14T16:20:00+07:00', alertsJudged: true, simulated: true });
  expect(answer.snapshot.city.today.received).toBe(3423);
  expect(answer.snapshot.alerts.length).toBeGreaterThan(0);
  expect(answer.snapshot.ticker.length).toBe(20);
  await until(() => answers === 1, 'a socket that asked twice is answered once');
  await until(() => twice.heard.beats.length > 0, 'and hears the heartbeats');
  expect(answers).toBe(1);
  const told = wall.heard.loading.length;
  await until(() => wall.heard.beats.length >= 2, 'the line is live');
  expect(wall.heard.loading.length).toBe(told);
  for (const { socket } of [wall, twice]) socket.disconnect();
});

test('a lap of the demo that begins anew: screens hear no frame of the new board before it is complete', async () => {
  const playing = await startServer({ env: { DEMO: 'on', DEMO_SPEED: '3600' } });
  try {
    const socket = io(playing.origin, { transports: ['websocket'], forceNew: true });
    const order: string[] = [];
    let epoch = '';
    let isReady = true;
    const note = (what: string) => (body: { readonly epoch?: string }) => {
      if (body.epoch !== undefined && body.epoch !== epoch) order.push(`${what} of another epoch`);
      else if (what === 'loading' && isReady) {
        isReady = false;
        order.push('loading');
      }
    };
    socket.on('loading', note('loading'));
    socket.on('frame', note('frame'));
    socket.on('heartbeat', note('heartbeat'));
    await new Promise<void>((resolve) =>
      socket.emit('join', { view: 'wall', protocol: 1 }, (answer: JoinAnswer) => {
        if (answer.ok) epoch = answer.snapshot.epoch;
        resolve();
      }),
    );
    await until(() => order.length >= 2, 'the next lap');
    expect(order[0]).toBe('loading');
    const answer = await new Promise<JoinAnswer>((resolve) =>
      socket.emit('join', { view: 'wall', protocol: 1 }, resolve),
    );
    if (!answer.ok) throw new Error(answer.reason);
    // 07:25 of the last day: its figures are all there.
    expect(answer.snapshot.city.month.received).toBeGreaterThan(14_000);
    socket.disconnect();
  } finally {
    await playing.dispose();
  }
});
