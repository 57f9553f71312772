import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Snapshot } from '../../shared/protocol';
import { calendar } from '../support/histories';
import { caller } from '../support/http';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { sendBeside } from '../support/olderLog';
import { signedIn } from '../support/people';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

/** Units of another city, or of this one before its list changed. */
const GONE = ['19999', '27163'];
const HOUR_MS = 3_600_000;
const present = () => Math.floor(performance.timeOrigin + performance.now());
const instant = (ms: number) => new Date(ms).toISOString();

let server: RunningServer;
let key = '';
beforeAll(async () => {
  await dayWithRoom();
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  await post(server.origin, key, [simpleReport('known-1'), simpleReport('known-2')]);
  await server.kill();
  // A release with a longer list took them in: one is overdue, one moves units, one falls due while the board is looked at.
  const now = present();
  const of = (number: string, wardCode: string, extra: object) =>
    simpleReport(number, { wardCode, fieldCode: 'G15-TP04', ...extra });
  sendBeside(
    dataDir,
    () => calendar,
    [
      of('gone-1', '19999', { receivedAt: instant(now - 2 * HOUR_MS), dueAt: instant(now - HOUR_MS) }),
      of('gone-2', '27163', { status: 1, submittedAt: instant(now - 100 * 24 * HOUR_MS) }),
      of('gone-3', '27163', { receivedAt: instant(now - HOUR_MS), dueAt: instant(now + 20_000) }),
      of('gone-4', '19999', { receivedAt: instant(now - HOUR_MS), dueAt: instant(now + 2 * HOUR_MS) }),
    ],
    { now, codes: [...GONE, '19753'] },
  );
  const db = new Database(join(dataDir, 'ioc.db'));
  const alert = {
    id: 'a-gone',
    rule: 'overdue-count',
    subject: '19999',
    wards: ['19999'],
    state: 'firing',
    since: now,
    rangAt: now,
    clearSince: null,
    resolvedAt: null,
    owner: null,
    reason: null,
    returnAt: null,
    shelvedUntil: null,
  };
  db.prepare('INSERT INTO alerts (id, rule, state, since, rang_at, content) VALUES (?, ?, ?, ?, ?, ?)').run(
    'a-gone',
    'overdue-count',
    'firing',
    now,
    now,
    JSON.stringify(alert),
  );
  db.close();
  server = await server.restart();
}, DAY_HOOK_MS + 120_000);
afterAll(() => server.dispose());

const snapshot = async () => (await (await fetch(`${server.origin}/api/v1/snapshot`)).json()) as Snapshot;

test('reports of units that are in no list are told apart and counted in no sum; time goes on over them', async () => {
  const board = await snapshot();
  expect(board.conditions).toContainEqual({ kind: 'unknown-units', codes: GONE });
  expect(board.city.today.received).toBe(2);
  expect(board.wards).toHaveLength(40);
  expect(
    board.alerts.filter(({ subject }) => GONE.includes(subject)),
    'what rang of them would ring for ever',
  ).toEqual([]);
  for (const source of board.sources) expect(source.wards.filter((code) => GONE.includes(code))).toEqual([]);
  // A due date of such a unit passes while the board is live: it once ended the process.
  await until(
    async () => {
      const { asOf, unknownUnits } = (await (
        await fetch(`${server.origin}/api/v1/summary?from=${board.windows.today.from}&to=${board.windows.today.to}`)
      ).json()) as { asOf: string; unknownUnits: { code: string; pendingOverdue: number }[] };
      return asOf !== '' && unknownUnits.find(({ code }) => code === '27163')?.pendingOverdue === 1;
    },
    'the due date passes',
    90_000,
  );
  expect((await snapshot()).conditions).toContainEqual({ kind: 'unknown-units', codes: GONE });
  const { body } = await post(server.origin, key, [simpleReport('known-3'), simpleReport('x', { wardCode: '19999' })]);
  expect(body).toMatchObject({ accepted: 1, quarantined: [{ index: 1, reason: 'unknown-ward' }] });
  expect((await snapshot()).city.today.received).toBe(3);
});

test('every reading answers: periods, series, fields, brief, exports, lists, history, previews, and verify', async () => {
  const ops = caller(server, signedIn(server.dataDir, 'operator').cookie);
  const { windows } = await snapshot();
  const span = `from=${windows.today.from}&to=${windows.today.to}`;
  const summary = await ops.get(`/summary?${span}`);
  expect(summary.body.city).toMatchObject({ received: 3 });
  expect(summary.body.unknownUnits).toMatchObject([
    { code: '19999', received: 2, pendingOverdue: 1 },
    { code: '27163', received: 1, awaitingIntake: 1, intakeOverdue: 1 },
  ]);
  for (const path of [
    `/series?${span}&by=hour`,
    `/fields?${span}`,
    `/brief?${span}`,
    `/export?${span}&format=csv`,
    `/export?${span}&format=xlsx`,
    `/export?${span}&format=pdf`,
    '/history',
    '/ops',
    '/ops/rules/overdue-count/preview?days=2',
    '/wards/19753/dossiers?list=overdue',
    '/decisions',
    '/sources',
  ]) {
    expect((await ops.get(path)).status, path).toBe(200);
  }
  expect((await ops.get('/wards/19999/dossiers?list=overdue')).status).toBe(404);
});

test('it starts again over such a log, and goes on', async () => {
  await server.kill('SIGKILL');
  server = await server.restart();
  expect((await snapshot()).conditions).toContainEqual({ kind: 'unknown-units', codes: GONE });
  expect((await snapshot()).city.today.received).toBe(3);
  const verified = await command('server/cli/verify.ts', [], server.dataDir);
  expect(verified.stdout).toContain('every figure agrees');
  const asked = await fetch(`${server.origin}/healthz`);
  expect(asked.status).toBe(200);
});
