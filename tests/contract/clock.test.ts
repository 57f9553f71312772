import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerCondition } from '../../shared/conditions';
import { parseInstant } from '../../shared/localTime';
import { calendarFile } from '../support/histories';
import { signedIn } from '../support/people';
import { openScreen, type TestScreen } from '../support/screen';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Between what the server and what the test calls now. */
const SLACK_MS = 30_000;
const PRELOAD = pathToFileURL(fileURLToPath(new URL('../support/movedClock.mjs', import.meta.url))).href;
const now = () => Math.floor(performance.timeOrigin + performance.now());

let server: RunningServer;
let key = '';
let cookie = '';
let screen: TestScreen;
let n = 0;
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir, env: moved(dataDir) });
  cookie = signedIn(dataDir, 'operator', null, 'Trực ban 1').cookie;
  screen = await openScreen(server.origin);
});
afterAll(async () => {
  screen.close();
  await server.dispose();
});

function moved(dataDir: string): Record<string, string> {
  return { NODE_OPTIONS: `--import ${PRELOAD}`, CLOCK_OFF: join(dataDir, 'clock-off') };
}
const setOff = (ms: number) => writeFileSync(join(server.dataDir, 'clock-off'), String(ms));
const send = () => post(server.origin, key, [simpleReport(`clock-${++n}`)]);
const ready = async () => (await fetch(`${server.origin}/readyz`)).status;
const condition = () => screen.board().conditions.find((one) => one.kind === 'clock');
const ringing = () => screen.board().alerts.some(({ rule, state }) => rule === 'server-clock' && state !== 'resolved');
const call = async (path: string, body?: unknown) => {
  const answer = await fetch(`${server.origin}/api/v1${path}`, {
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
};
const today = () => new Date(now() + 7 * HOUR_MS).toISOString().slice(0, 10);
const summary = () => call(`/summary?from=2025-01-01&to=${today()}`);

function recorded(): number[] {
  const db = new Database(join(server.dataDir, 'ioc.db'), { readonly: true });
  try {
    return db.prepare('SELECT recorded_at FROM recordings ORDER BY last_report_seq').pluck().all() as number[];
  } finally {
    db.close();
  }
}

describe('a clock that jumps', () => {
  test.each([
    ['a day ahead', DAY_MS],
    ['an hour back', -HOUR_MS],
  ])('%s: nothing is recorded, readings stay as of before, screens are told; it ends by itself', async (_name, off) => {
    expect((await send()).status).toBe(200);
    const before = recorded();
    const moment = now();
    setOff(off);
    await until(async () => (await ready()) === 503, 'it is not ready');
    const refused = await send();
    expect([refused.status, refused.headers.get('retry-after'), refused.body]).toMatchObject([
      503,
      '30',
      { type: 'about:blank#clock' },
    ]);
    await until(() => condition() !== undefined && ringing(), 'screens are told');
    const told = condition();
    if (told?.kind !== 'clock') throw new Error('no condition');
    const [expected, found] = [parseInstant(told.expected) ?? 0, parseInstant(told.found) ?? 0];
    expect(Math.abs(expected - moment)).toBeLessThan(SLACK_MS);
    expect(Math.abs(found - expected - off)).toBeLessThan(SLACK_MS);
    const first = await summary();
    const second = await summary();
    expect([first.status, second.body]).toEqual([200, first.body]);
    expect(Math.abs((parseInstant(first.body.asOf) ?? 0) - moment)).toBeLessThan(SLACK_MS);
    for (const [path, body] of [
      ['/ops/thresholds', { person: 'x', limits: screen.board().thresholds }],
      ['/ops/agencies', { agency: 'H57.77.77', ward: '19753' }],
      ['/ops/calendar', { person: 'x', calendar: calendarFile }],
    ] as const) {
      expect(await call(path, body), path).toMatchObject({ status: 503, body: { type: 'about:blank#clock' } });
    }
    const beats = screen.beats.length;
    await until(() => screen.beats.length > beats + 2, 'heartbeats go on');
    expect(Math.abs((parseInstant(screen.beats.at(-1)?.now ?? '') ?? 0) - now())).toBeLessThan(SLACK_MS);
    expect(recorded()).toEqual(before);
    setOff(0);
    await until(async () => (await ready()) === 200, 'it is ready again');
    await until(() => condition() === undefined && !ringing(), 'screens are told that it is over');
    expect((await send()).status).toBe(200);
    expect(Math.max(...recorded())).toBeLessThan(now() + SLACK_MS);
  });

  test('back, and accepted at /ops: audited, recorded from there on in order, and not asked again at the next start', async () => {
    await send();
    setOff(-HOUR_MS);
    await until(async () => (await ready()) === 503, 'it is not ready');
    expect((await call('/ops/clock/accept', {})).status).toBe(204);
    expect(await ready()).toBe(200);
    expect((await call('/ops/clock/accept', {})).status).toBe(409);
    expect((await send()).status).toBe(200);
    const order = recorded();
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const { rows } = (await call('/audit?limit=1')).body as { rows: Record<string, string>[] };
    expect(rows[0]).toMatchObject({
      who: 'Trực ban 1',
      action: 'clock-accepted',
      detail: expect.stringContaining('→'),
    });
    await server.kill();
    server = await server.restart();
    expect((await send()).status).toBe(200);
    screen.close();
    screen = await openScreen(server.origin);
  });

  test('accepted by the command, a running server goes on', async () => {
    setOff(HOUR_MS);
    await until(async () => (await ready()) === 503, 'it is not ready');
    const done = await command('server/cli/clock.ts', ['accept'], server.dataDir, moved(server.dataDir));
    expect(done.code, done.stderr).toBe(0);
    await until(async () => (await ready()) === 200, 'it is ready');
    expect((await send()).status).toBe(200);
    const { rows } = (await call('/audit?limit=1')).body as { rows: Record<string, string>[] };
    expect(rows[0]).toMatchObject({ who: 'npm run clock', action: 'clock-accepted' });
  });
});

describe('a log that is ahead of the clock', () => {
  test('at the start: the same state, named with both times, until the clock has come near', async () => {
    await send();
    const head = Math.max(...recorded());
    await server.kill();
    setOff(-2 * HOUR_MS);
    server = await startServer({
      dataDir: server.dataDir,
      port: Number(new URL(server.origin).port),
      env: moved(server.dataDir),
      waitUntilReady: false,
    });
    const snapshot = async () => (await fetch(`${server.origin}/api/v1/snapshot`).catch(() => null))?.json();
    const doubt = async () =>
      ((await snapshot())?.conditions as readonly ServerCondition[] | undefined)?.find((one) => one.kind === 'clock');
    await until(async () => (await doubt()) !== undefined, 'it says so');
    const told = await doubt();
    expect(parseInstant(told?.expected ?? '')).toBe(head);
    expect(Math.abs((parseInstant(told?.found ?? '') ?? 0) - (now() - 2 * HOUR_MS))).toBeLessThan(SLACK_MS);
    expect([await ready(), (await send()).status, (await summary()).status]).toEqual([503, 503, 200]);
    const looked = await command('server/cli/clock.ts', [], server.dataDir, moved(server.dataDir));
    expect([looked.code, looked.stdout]).toEqual([1, expect.stringContaining('too far behind')]);
    setOff(2 * HOUR_MS);
    await until(async () => (await ready()) === 200, 'it is ready');
    expect((await send()).status).toBe(200);
  });

  test('an import alone says so too, and takes nothing', async () => {
    await server.kill();
    const before = recorded();
    setOff(-2 * HOUR_MS);
    const file = join(server.dataDir, 'one.ndjson');
    writeFileSync(file, JSON.stringify(simpleReport('imported')));
    const done = await command('server/cli/import.ts', [file], server.dataDir, { PORT: '1', ...moved(server.dataDir) });
    expect([done.code, done.stderr]).toEqual([
      1,
      expect.stringMatching(/clock says .* where .*npm run clock -- accept/),
    ]);
    expect(recorded()).toEqual(before);
    rmSync(file);
  });
});
