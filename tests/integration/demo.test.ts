import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScreen } from '../support/screen';
import { makeDataDir, type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

const MOVES_WITHIN_MS = 10_000;
/** Longer than a server keeps an idle connection open: what was kept is dead when it goes on. */
const SUSPENDED_MS = 8000;

let still: RunningServer;
beforeAll(async () => {
  // In an empty folder: the whole of the city comes in through the API.
  still = await startServer({
    dataDir: makeDataDir(),
    env: { DEMO: 'auto', DEMO_AT: '2025-07-14T17:30:00+07:00' },
  });
});
afterAll(() => still.dispose());

const summary = async (query: string) => (await fetch(`${still.origin}/api/v1/summary?${query}`)).json();
const ward = (answer: { wards: { code: string }[] }, code: string) => answer.wards.find((one) => one.code === code);

test('DEMO_AT=17:30 of 14/7: the published figures come out of the API', async () => {
  const period = await summary('from=2025-07-01&to=2025-07-14');
  expect(period.asOf).toBe('2025-07-14T17:30:00+07:00');
  expect(period.city).toMatchObject({ received: 17_710, receivedOnline: 13_421, unbalanced: 0 });
  expect(ward(period, '19942')).toMatchObject({ onlineRate: { num: 491, den: 493 } });
  expect(ward(period, '19804')).toMatchObject({ onTimeRate: { C: { num: 309, den: 338 } } });
  expect(ward(period, '19753')).toMatchObject({ received: 1758 });
  const day = await summary('from=2025-07-14&to=2025-07-14');
  expect(day.city.onlineRate).toMatchObject({ num: 3254, den: 3425 });
  expect(ward(day, '19789')).toMatchObject({ receivedOnline: 203, received: 203 });
});

test('what was known at an earlier hour of the demo can be asked for', async () => {
  const noon = await summary('from=2025-07-14&to=2025-07-14&at=2025-07-14T11:30:00%2B07:00');
  expect(noon.asOf).toBe('2025-07-14T11:30:00+07:00');
  expect(noon.city.received).toBeGreaterThan(500);
  expect(noon.city.received).toBeLessThan(3425);
});

test('it stands still, says that it is simulated, and needs no key', async () => {
  const snapshot = await (await fetch(`${still.origin}/api/v1/snapshot`)).json();
  expect(snapshot).toMatchObject({ simulated: true, speed: 0, now: '2025-07-14T17:30:00+07:00' });
  expect(still.output()).toContain('/wall');
});

test('a wall moves within 10 s of its server being ready, without anybody doing anything', async () => {
  const server = await startServer({ env: { DEMO: 'auto' } });
  try {
    const screen = await openScreen(server.origin);
    const opened = performance.now();
    await until(() => screen.frames.length > 0, 'figures move', MOVES_WITHIN_MS);
    expect(performance.now() - opened).toBeLessThanOrEqual(MOVES_WITHIN_MS);
    expect(screen.board().simulated).toBe(true);
    screen.close();
  } finally {
    await server.dispose();
  }
});

test('it plays: figures move without a report being lost, and the next lap begins under a new epoch', async () => {
  const playing = await startServer({ env: { DEMO: 'on', DEMO_SPEED: '3600' } });
  try {
    const screen = await openScreen(playing.origin);
    const first = screen.place().epoch;
    const from = screen.board().city.today.received;
    await until(() => screen.board().city.today.received > from + 100, 'figures move');
    await until(() => screen.board().city.today.received === 3425, 'the whole day is played');
    expect(screen.board().city.today.receivedOnline).toBe(3254);
    await until(async () => screen.beats.at(-1)?.epoch !== first && (await screen.join()).ok, 'the next lap');
    await until(() => screen.place().epoch !== first, 'a snapshot of the next lap');
    await until(() => screen.board().city.month.received < 17_710, 'it begins before the evening');
    screen.close();
  } finally {
    await playing.dispose();
  }
});

test('suspended for a while, as a machine at night is, it goes on by itself', async () => {
  const server = await startServer({ env: { DEMO: 'on' } });
  try {
    const screen = await openScreen(server.origin);
    await until(() => screen.frames.length > 0, 'figures move');
    server.process.kill('SIGSTOP');
    await pause(SUSPENDED_MS);
    server.process.kill('SIGCONT');
    const before = screen.board().city.month.received;
    const isFurther = async () => (await read(server.origin)) > before;
    await until(isFurther, 'figures move again');
    expect(server.output()).not.toContain('nothing more is taken in');
    screen.close();
  } finally {
    await server.dispose();
  }
});

/** Received this month, as the server says now. */
async function read(origin: string): Promise<number> {
  const answer = await fetch(`${origin}/api/v1/snapshot`);
  return answer.ok ? (await answer.json()).city.month.received : 0;
}
