import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatInstant } from '../../shared/localTime';
import { signedIn } from '../support/people';
import { openScreen, type TestScreen } from '../support/screen';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

let server: RunningServer;
let key = '';
let cookie = '';
let screen: TestScreen;
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  cookie = signedIn(dataDir, 'operator', null, 'Trực ban 1').cookie;
  screen = await openScreen(server.origin);
});
afterAll(async () => {
  screen.close();
  await server.dispose();
});

const WARD = '19753';
/** Not over before a busy server has heard of it. */
const SHELVED_MS = 6000;
const now = () => Math.floor(performance.timeOrigin + performance.now());
/** Dossiers that were due long ago and are still open. */
const overdue = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) =>
    simpleReport(`due-${from + i}`, {
      wardCode: WARD,
      receivedAt: formatInstant(now() - 40 * 86_400_000),
      dueAt: formatInstant(now() - 5 * 86_400_000),
    }),
  );
const alertOf = (rule: string) => screen.board().alerts.find((alert) => alert.rule === rule && alert.subject === WARD);
const ops = async (path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${server.origin}/api/v1/ops${path}`, {
    ...init,
    headers: { 'Content-Type': 'application/json', Cookie: cookie, ...headers },
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
};

describe('the life of an alert', () => {
  test('a cause that is accepted rings on every screen; it is acknowledged, shelved, and outlives a kill', async () => {
    expect(alertOf('overdue-count')).toBeUndefined();
    await post(server.origin, key, overdue(0, 6));
    await until(() => alertOf('overdue-count')?.state === 'firing', 'it rings');
    const { id } = alertOf('overdue-count') ?? { id: '' };
    const back = formatInstant(now() + 3_600_000);
    const said = { kind: 'acknowledge', owner: 'Trực ban 1', reason: 'mất điện', returnAt: back };
    expect((await ops(`/alerts/${id}`, said)).status).toBe(204);
    await until(() => alertOf('overdue-count')?.state === 'acknowledged', 'it is acknowledged');
    expect(alertOf('overdue-count')).toMatchObject({ owner: 'Trực ban 1', reason: 'mất điện', returnAt: back });

    await server.kill('SIGKILL');
    server = await server.restart();
    screen.close();
    screen = await openScreen(server.origin);
    await until(() => alertOf('overdue-count')?.state === 'acknowledged', 'it is still acknowledged');
    expect(alertOf('overdue-count')).toMatchObject({ id, owner: 'Trực ban 1', reason: 'mất điện', returnAt: back });

    const end = formatInstant(now() + SHELVED_MS);
    const shelf = { kind: 'shelve', owner: 'somebody else', reason: 'đã báo', until: end };
    expect((await ops(`/alerts/${id}`, shelf)).status).toBe(204);
    // Also by what it was told: a busy machine may look at its board only when the shelf is over.
    const wasTold = (state: string) =>
      screen.frames.some(({ alerts }) => alerts?.some((alert) => alert.id === id && alert.state === state));
    const stands = (state: string) => alertOf('overdue-count')?.state === state;
    await until(() => stands('shelved') || wasTold('shelved'), 'it is shelved');
    await until(() => stands('firing'), 'it rings again when its shelf ends');
    // The screen hears at once; what is kept of it is durable a moment later.
    const statesKept = async () =>
      (await ops('')).body.events
        .filter((e: { alertId: string }) => e.alertId === id)
        .map((e: { state: string }) => e.state)
        .join();
    await until(async () => (await statesKept()) === 'firing,shelved,acknowledged,firing', 'all of it is kept');
    const { body } = await ops('');
    expect(body.rang.hour).toBeGreaterThanOrEqual(1);
  });

  test('what it does not allow is refused with a sentence', async () => {
    const id = alertOf('overdue-count')?.id ?? '';
    expect((await ops(`/alerts/${id}`, { kind: 'unshelve', owner: 'x' })).status).toBe(409);
    expect((await ops('/alerts/nothing', { kind: 'unshelve', owner: 'x' })).status).toBe(409);
    expect(
      (await ops(`/alerts/${id}`, { kind: 'shelve', owner: 'x', reason: 'y', until: formatInstant(now() - 1000) }))
        .status,
    ).toBe(409);
    expect(
      (await ops(`/alerts/${id}`, { kind: 'acknowledge', owner: '', reason: '', returnAt: null })).body,
    ).toMatchObject({
      status: 400,
      detail: 'The field owner is missing or not usable.',
    });
    expect((await ops(`/alerts/${id}`, 7)).status).toBe(400);
  });
});

describe('limits', () => {
  test('a new version is in force on every screen at once, silences what it no longer asks for, and is kept', async () => {
    const limits = { ...screen.board().thresholds, overdueAct: 50 };
    expect(
      (await ops('/thresholds', { person: 'Trưởng ca', limits: { ...limits, validFrom: '2026-01-01' } })).status,
    ).toBe(204);
    await until(() => screen.board().thresholds.overdueAct === 50, 'the screen has the new limits');
    const later = { ...limits, overdueAct: 60, validFrom: '2999-01-01' };
    expect((await ops('/thresholds', { person: 'Trưởng ca', limits: later })).status).toBe(204);
    const { versions } = (await ops('')).body;
    expect(versions.map((version: { limits: { overdueAct: number } }) => version.limits.overdueAct)).toEqual([60, 50]);
    expect(screen.board().thresholds.overdueAct).toBe(50);
  });

  test('limits that contradict each other are refused, and say which', async () => {
    const { thresholds } = screen.board();
    const wrong = { ...thresholds, onTimePercent: { act: 99, ok: 90 } };
    expect(await ops('/thresholds', { person: 'x', limits: wrong })).toMatchObject({
      status: 400,
      body: { detail: 'onTimePercent.act must not be above onTimePercent.ok.' },
    });
    expect((await ops('/thresholds', { person: 'x', limits: { ...thresholds, fewBelow: 0 } })).status).toBe(400);
  });

  test('a rule tells how often it would have rung', async () => {
    const { status, body } = await ops('/rules/overdue-long/preview?days=30');
    expect(status).toBe(200);
    expect(typeof body.times).toBe('number');
    expect((await ops('/rules/source-silent/preview')).body.times).toBeNull();
    expect((await ops('/rules/nothing/preview')).status).toBe(404);
    expect((await ops('/rules/overdue-long/preview?days=0')).status).toBe(400);
  });
});

describe('the registry of walls', () => {
  test('a screen that says what it shows is listed, can be told to show something else, and leaves with its socket', async () => {
    const wall = await openScreen(server.origin);
    const orders: unknown[] = [];
    wall.socket.on('scene', (order) => orders.push(order));
    wall.socket.on('reload', (news) => orders.push(news));
    const status = {
      screen: 'Tường 1',
      view: 'wall' as const,
      build: '/x',
      scene: 'overview',
      size: '3840×2160@1',
      fps: 60,
      arcMinutes: 16,
      lastError: null,
    };
    wall.socket.emit('status', status);
    wall.socket.emit('status', { ...status, screen: 7 } as never);
    const walls = async () => (await ops('')).body.walls as { id: string; screen: string }[];
    await until(async () => (await walls()).some((one) => one.screen === 'Tường 1'), 'it is listed');
    const [one] = (await walls()).filter((entry) => entry.screen === 'Tường 1');
    expect((await ops(`/walls/${one?.id}`, { scene: 'units' })).status).toBe(204);
    await until(() => orders.some((order) => JSON.stringify(order) === '{"scene":"units","ward":null}'), 'it is told');
    expect((await ops('/walls/nobody', { reload: true })).status).toBe(404);
    expect((await ops(`/walls/${one?.id}`, { dance: 1 })).status).toBe(400);
    wall.close();
    await until(async () => (await walls()).length === 0, 'it has left');
  });
});
