import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dossiers, portalDossier, portalTime, sendPortal, steps } from '../support/dvcqg';
import { at } from '../support/histories';
import { caller } from '../support/http';
import { signedIn } from '../support/people';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';

let server: RunningServer;
let key = '';
let operator = '';
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  operator = signedIn(dataDir, 'operator').cookie;
});
afterAll(() => server.dispose());

const send = (sent: unknown, headers?: Readonly<Record<string, string>>) =>
  sendPortal(server.origin, key, sent, headers);
const ops = () => caller(server, operator);
const map = async (agency: string, ward: string | null) =>
  expect((await ops().post('/ops/agencies', { agency, ward })).status).toBe(204);
const p = (text: string) => portalTime(at(text));
const RECEIVED = { NgayTiepNhan: p('14/7 08:30'), NgayHenTra: p('17/7 17:00') };

/** Figures of one ward on 14/7/2025; each test has a ward of its own. */
async function figures(ward: string, from = '2025-07-14', to = from): Promise<Record<string, number>> {
  const { body } = await caller(server).get(`/summary?from=${from}&to=${to}`);
  return (body.wards as (Record<string, number> & { code: string })[]).find((one) => one.code === ward) ?? {};
}

describe('agencies that nobody has mapped', () => {
  const numberOf = (i: number) => `H57.77.01-250714-${6000 + i}`;
  const wanted = (answer: { body: Record<string, unknown> }, agency: string) =>
    (answer.body.agencies as { agency: string }[]).find((one) => one.agency === agency);

  test('wait in quarantine, are counted once and in order when the mapping comes, and are known again after', async () => {
    const batch = dossiers([
      portalDossier(numberOf(0), { ...RECEIVED, TrangThaiHoSo: '2' }),
      portalDossier(numberOf(1), { ...RECEIVED, TrangThaiHoSo: '2' }),
    ]);
    const done = steps([{ MaHoSo: numberOf(1), ThoiDiemXuLy: p('14/7 15:00'), TrangThai: '9' }]);
    for (const sent of [batch, done, batch]) {
      const { body } = await send(sent);
      for (const item of body.result) expect(item).toMatchObject({ error_code: '0', reason: 'unmapped-agency' });
    }
    expect(wanted(await ops().get('/ops/agencies'), 'H57.77.01')).toMatchObject({ ward: null, waiting: 3 });
    const reasons = async () =>
      ((await ops().get('/quarantine?limit=1000')).body.rows as { reason: string }[]).filter(
        ({ reason }) => reason === 'unmapped-agency',
      ).length;
    const before = await reasons();
    expect((await figures('19858')).received).toBe(0);
    await map('H57.77.01', '19858');
    expect(await figures('19858')).toMatchObject({ received: 2, resolvedEarly: 1, pendingInTime: 1 });
    expect(wanted(await ops().get('/ops/agencies'), 'H57.77.01')).toMatchObject({ ward: '19858', waiting: 0 });
    expect(await reasons()).toBe(before - 3);
    const board = async () => {
      const { wards } = (await caller(server).get('/snapshot')).body as {
        wards: { code: string; stands: { pendingOverdue: number } }[];
      };
      return wards.find(({ code }) => code === '19858')?.stands.pendingOverdue;
    };
    // The screens learn of it as of any report.
    await expect.poll(board, { timeout: 30_000 }).toBe(1);
    await send(batch);
    await map('H57.77.01', '19858');
    expect((await figures('19858')).received).toBe(2);
  });

  test('a table that is taken in by the command is noticed by the running server', async () => {
    const number = 'H57.77.02-250714-6500';
    await send(dossiers([portalDossier(number, { ...RECEIVED, TrangThaiHoSo: '2' })]));
    const file = join(server.dataDir, 'agencies.csv');
    writeFileSync(file, '\uFEFFMã định danh;Mã xã\nh57.77.02;19867\n');
    const done = await command('server/cli/import.ts', ['--agencies', file], server.dataDir);
    expect(done.code, done.stderr).toBe(0);
    await expect.poll(async () => (await figures('19867')).received, { timeout: 30_000 }).toBe(1);
    writeFileSync(file, 'agency,ward\nH57.77.02,99999\n0905123456,19867\n');
    const wrong = await command('server/cli/import.ts', ['--agencies', file], server.dataDir);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(/line 2[\s\S]*line 3/);
    expect(wrong.stderr + wrong.stdout).not.toContain('0905123456');
  });

  test('a mapping says a real ward and an agency by its shape; it is audited, and can be taken back', async () => {
    for (const wrong of [{ agency: 'H57.9', ward: '00000' }, { agency: '0905123456', ward: '19753' }, {}]) {
      expect((await ops().post('/ops/agencies', wrong)).status).toBe(400);
    }
    await map('H57.00.09', '19909');
    await map('H57.00.09', null);
    const { body } = await send(
      dossiers([portalDossier('H57.00.09-250714-7001', { ...RECEIVED, TrangThaiHoSo: '2' })]),
    );
    expect(body.result[0]?.reason).toBe('unmapped-agency');
    const { rows } = (await ops().get('/audit?limit=50')).body as { rows: { action: string; detail: string }[] };
    expect(rows.filter(({ detail }) => detail === 'H57.00.09').map(({ action }) => action)).toEqual([
      'agency-mapped',
      'agency-mapped',
    ]);
  });

  test('I3 SIGKILL while thousands are being counted: each is counted once after the restart', async () => {
    const count = 11_000;
    for (let from = 0; from < count; from += 5500) {
      const data = Array.from({ length: 5500 }, (_, i) =>
        portalDossier(`H57.88.01-250714-${10_000 + from + i}`, { ...RECEIVED, TrangThaiHoSo: '2' }),
      );
      expect((await send(dossiers(data))).status).toBe(200);
    }
    const mapped = ops()
      .post('/ops/agencies', { agency: 'H57.88.01', ward: '20182' })
      .catch(() => null);
    const received = async () => (await figures('20182').catch(() => ({ received: 0 }))).received ?? 0;
    await expect.poll(received, { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);
    await server.kill('SIGKILL');
    await mapped;
    server = await server.restart();
    await expect.poll(received, { timeout: 30_000 }).toBe(count);
    const db = new Database(join(server.dataDir, 'ioc.db'), { readonly: true });
    const rows = (where: string) => db.prepare(`SELECT count(*) FROM ${where}`).pluck().get();
    expect(rows(`reports WHERE ward_code = '20182'`)).toBe(count);
    expect(rows(`waiting_reports WHERE agency_code = 'H57.88.01'`)).toBe(0);
    db.close();
  });
});
