import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatDay, formatInstant, MINUTE_MS } from '../../shared/localTime';
import { caller } from '../support/http';
import { signedIn } from '../support/people';
import { openScreen, type TestScreen } from '../support/screen';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post } from '../support/source';
import { until } from '../support/until';

const WARD = '19804';
const LIMIT = 1000;

let server: RunningServer;
let key = '';
let operator = '';
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir, 'city', { title: 'Hệ thống một cửa' });
  server = await startServer({ dataDir });
  operator = signedIn(dataDir, 'operator').cookie;
});
afterAll(() => server.dispose());

const now = Math.floor(performance.timeOrigin + performance.now()) - 30 * 86_400_000;
const report = (dossierNo: string, i: number, rest: object = {}) => ({
  occurredAt: formatInstant(now + i * MINUTE_MS),
  dossierNo,
  wardCode: WARD,
  status: i % 2 === 0 ? 2 : 4,
  ...rest,
});
const reports = (dossierNo: string, count: number) => Array.from({ length: count }, (_, i) => report(dossierNo, i));
const send = async (sent: readonly unknown[]) => (await post(server.origin, key, sent)).body;

async function received(): Promise<number> {
  const [from, to] = [now - 86_400_000, now + 30 * 86_400_000].map((ms) =>
    formatDay(Math.floor((ms + 7 * 3_600_000) / 86_400_000)),
  );
  const { body } = await caller(server).get(`/summary?from=${from}&to=${to}`);
  return (body.wards as { code: string; received: number }[]).find(({ code }) => code === WARD)?.received ?? -1;
}

interface Refused {
  readonly source: string;
  readonly reason: string;
  readonly times: number;
}

async function quarantine(): Promise<{ total: number; rows: readonly Refused[]; beyond: readonly Refused[] }> {
  const { body } = await caller(server, operator).get('/quarantine?limit=1000');
  return body as unknown as { total: number; rows: readonly Refused[]; beyond: readonly Refused[] };
}

const alertAt = (screen: TestScreen) => screen.board().alerts.find((alert) => alert.rule === 'too-many-reports');

test('one number sent again and again: so many of its reports are taken, a repetition stays one, a retraction is taken', async () => {
  const sent = reports('TEST', LIMIT + 200);
  const first = await send(sent);
  expect(first).toMatchObject({ accepted: LIMIT, duplicates: 0 });
  expect(first.quarantined).toEqual(
    Array.from({ length: 200 }, (_, i) => ({ index: LIMIT + i, reason: 'too-many-reports' })),
  );
  // The same again: what is stored is known, what was refused is refused, whatever the limit says.
  const again = await send(sent);
  expect(again).toMatchObject({ accepted: 0, duplicates: LIMIT });
  expect(again.quarantined).toEqual(first.quarantined);
  expect(await received()).toBe(1);
  // Another dossier beside it is taken as ever.
  expect(await send([report('OTHER', 0)])).toMatchObject({ accepted: 1 });
  const corrected = [report('TEST', 5000, { retracted: false }), report('TEST', 2000, { retracted: true })];
  expect(await send(corrected)).toMatchObject({
    accepted: 1,
    quarantined: [{ index: 0, reason: 'too-many-reports' }],
  });
  expect(await received(), 'only the other one').toBe(1);
  expect(await send(corrected)).toMatchObject({ accepted: 0, duplicates: 1 });
});

test('an alert names the source on every screen, and is there after a restart', async () => {
  const screen = await openScreen(server.origin);
  await until(() => alertAt(screen)?.state === 'firing', 'it rings');
  expect(alertAt(screen)).toMatchObject({ subject: 'city', severity: 'act', wards: [] });
  expect(screen.board().sources).toMatchObject([{ name: 'city', title: 'Hệ thống một cửa' }]);
  const { id } = alertAt(screen) ?? { id: '' };
  screen.close();
  await server.kill();
  server = await server.restart();
  const after = await openScreen(server.origin);
  await until(() => alertAt(after) !== undefined, 'it is there again');
  expect(alertAt(after)).toMatchObject({ id, state: 'firing' });
  after.close();
});

test('quarantine keeps so many rows of a source and reason, and counts the rest; the answer lists every index', async () => {
  const many = Array.from({ length: 1500 }, (_, i) => report('TEST', 10_000 + i));
  const answer = await send(many);
  expect(answer.quarantined).toHaveLength(1500);
  const first = await quarantine();
  const kept = first.rows.filter(({ reason }) => reason === 'too-many-reports');
  const [beyond] = first.beyond;
  expect(first.total).toBeLessThanOrEqual(1000);
  expect(beyond).toMatchObject({ source: 'city', reason: 'too-many-reports' });
  // 201 different ones before: 200 beyond the limit and one that was not retracted.
  expect(kept.length + (beyond?.times ?? 0)).toBe(201 + 1500);
  await send(many.slice(0, 10));
  const second = await quarantine();
  expect(second.beyond).toEqual(first.beyond);
  expect(second.total).toBe(first.total);
  const { body } = await caller(server, operator).get('/sources');
  expect(body.sources).toMatchObject([{ name: 'city', quarantined: 201 + 1500 }]);
});

test('so many field codes are known; a report with a new one beyond them is refused, and one with an old one is not', async () => {
  const of = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => report(`F-${from + i}`, 0, { fieldCode: `F${from + i}` }));
  expect(await send(of(0, 5000))).toMatchObject({ accepted: 5000 });
  const over = await send([...of(4999, 1), ...of(5000, 2), report('F-4999', 1, { fieldCode: 'F17' })]);
  expect(over).toMatchObject({
    accepted: 1,
    duplicates: 1,
    quarantined: [
      { index: 1, reason: 'too-many-fields' },
      { index: 2, reason: 'too-many-fields' },
    ],
  });
  expect(await send([report('F-none', 0)])).toMatchObject({ accepted: 1 });
});

test('plain SQL counts the same', async () => {
  const verified = await command('server/cli/verify.ts', [], server.dataDir);
  expect(verified.stdout).toMatch(/every figure agrees/);
  expect(verified.code).toBe(0);
}, 120_000);
