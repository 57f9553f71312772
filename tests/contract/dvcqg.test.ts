import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatInstant } from '../../shared/localTime';
import { dossiers, portalDossier, portalTime, sendPortal, steps } from '../support/dvcqg';
import { at } from '../support/histories';
import { caller } from '../support/http';
import { signedIn } from '../support/people';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post } from '../support/source';

let server: RunningServer;
let key = '';
let operator = '';
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  operator = signedIn(dataDir, 'operator').cookie;
  await map('H57.00.01', '19753');
});
afterAll(() => server.dispose());

const send = (sent: unknown, headers?: Readonly<Record<string, string>>) =>
  sendPortal(server.origin, key, sent, headers);
const map = async (agency: string, ward: string) =>
  expect((await caller(server, operator).post('/ops/agencies', { agency, ward })).status).toBe(204);
const p = (text: string) => portalTime(at(text));
const RECEIVED = { NgayNopHoSo: p('14/7 08:14'), NgayTiepNhan: p('14/7 08:30'), NgayHenTra: p('17/7 17:00') };

/** Of 14/7/2025; each test has a ward of its own. */
async function figures(ward: string): Promise<Record<string, number>> {
  const { body } = await caller(server).get('/summary?from=2025-07-14&to=2025-07-14');
  return (body.wards as (Record<string, number> & { code: string })[]).find((one) => one.code === ward) ?? {};
}

function logged(hint: string): { occurredAt: string; status: number; content: Record<string, unknown> }[] {
  const db = new Database(join(server.dataDir, 'ioc.db'), { readonly: true });
  const sql = `SELECT r.occurred_at AS at, r.status, r.content FROM reports r JOIN dossiers d ON d.id = r.dossier_id
    WHERE d.hint = ? ORDER BY r.seq`;
  const rows = db.prepare(sql).all(hint) as { at: number; status: number; content: string }[];
  db.close();
  return rows.map(({ at: ms, status, content }) => ({
    occurredAt: formatInstant(ms),
    status,
    content: JSON.parse(content) as Record<string, unknown>,
  }));
}

describe('POST /api/v1/dvcqg: the envelope', () => {
  test('answers as the exchange does: one result an item, by its place, without a value of it', async () => {
    const good = portalDossier('H57.00.01-250714-1001', { ...RECEIVED, TrangThaiHoSo: '2' });
    const answer = await send(
      dossiers([
        good,
        good,
        { ...good, TrangThaiHoSo: '0' },
        { ...good, TrangThaiHoSo: '11' },
        { ...good, NgayHenTra: '17/07/2025' },
        { ...good, KenhThucHien: '4' },
        { ...good, MaHoSo: '' },
        { ...good, MaHoSo: 'NGUYEN VAN A', TrangThaiHoSo: '2' },
        'text',
        { ...good, NgayTiepNhan: '', NgayNopHoSo: '' },
        { ...good, TrangThaiHoSo: 4 },
      ]),
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.body).toMatchObject({ error_code: '-1', message: '6/11 hồ sơ không nhận được; xem result' });
    expect(answer.body.result.map(({ index, error_code, reason }) => [index, error_code, reason])).toEqual([
      [0, '0', undefined],
      [1, '0', undefined],
      [2, '-1', 'bad-field:TrangThai'],
      [3, '-1', 'bad-field:TrangThai'],
      [4, '0', 'dropped-field:NgayHenTra'],
      [5, '0', 'dropped-field:KenhThucHien'],
      [6, '-1', 'missing-field:MaHoSo'],
      // Not of the shape of a number: the envelope's sender stands for it, and nobody has mapped that one.
      [7, '0', 'unmapped-agency'],
      [8, '-1', 'not-object'],
      [9, '-1', 'missing-field:occurredAt'],
      [10, '-1', 'bad-field:TrangThai'],
    ]);
    for (const value of ['250714-1001', 'NGUY', '17/07/2025', '000000']) expect(answer.text).not.toContain(value);
  });

  test.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['an unknown service', { service: 'TraCuuHoSo', data: [] }],
    ['no data', { service: 'DongBoHoSoMC', isUpdating: 'True' }],
    ['another isUpdating', { service: 'DongBoHoSoMC', isUpdating: 'maybe', data: [] }],
  ])('%s: 200 with error_code -1 and why, in Vietnamese', async (_what, sent) => {
    const { status, body } = await send(sent);
    expect(status).toBe(200);
    expect(body).toMatchObject({ error_code: '-1', result: [] });
    expect(body.message).toMatch(/[ạảãàáâậầấẩẫăắằặẳẵđêệềếểễôộồốổỗơợờớởỡưựừứửữị]/);
  });

  test.each([
    ['no key', 401, dossiers([]), { Authorization: '' }],
    ['another type', 415, 'a', { 'Content-Type': 'application/x-ndjson' }],
    ['too many', 413, dossiers(Array.from({ length: 10_001 }, () => 1)), {}],
    ['too large once inflated', 413, gzipSync(' '.repeat(17 * 1024 * 1024)), { 'Content-Encoding': 'gzip' }],
  ])('%s: %i with problem details, as every call', async (_what, status, sent, headers) => {
    const answer = await send(sent, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  test('gzip is taken, and the quota of the key counts for both ways in together', async () => {
    const limited = makeKey(server.dataDir, 'portal-limited', { quota: 2 });
    const one = dossiers([portalDossier('H57.00.01-250714-1101', { ...RECEIVED, TrangThaiHoSo: '2' })]);
    const zipped = gzipSync(JSON.stringify(one));
    const first = await sendPortal(server.origin, limited, zipped, { 'Content-Encoding': 'gzip' });
    expect(first.body.result).toEqual([{ index: 0, error_code: '0', message: 'Thành công' }]);
    expect((await post(server.origin, limited, [{}])).status).toBe(200);
    const over = await sendPortal(server.origin, limited, one);
    expect(over.status).toBe(429);
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('what a dossier of the exchange says', () => {
  test('every code 1 … 10 becomes that status, dated by the instants that can have brought it about', async () => {
    const instants = {
      ...RECEIVED,
      NgayTuChoi: p('14/7 08:40'),
      NgayKetThucXuLy: p('15/7 10:00'),
      NgayTra: p('15/7 15:00'),
      DanhSachHoSoBoSung: [
        { NguoiYeuCauBoSung: 'CÁN BỘ THỬ', NgayBoSung: p('14/7 09:00'), NgayTiepNhanBoSung: p('14/7 11:00') },
      ],
    };
    const codes = Array.from({ length: 10 }, (_, i) => i + 1);
    await send(
      dossiers(
        codes.map((code) =>
          portalDossier(`H57.00.01-250714-${2100 + code}`, { ...instants, TrangThaiHoSo: `${code}` }),
        ),
      ),
    );
    const expected = ['08:14', '08:30', '08:40', '11:00', '09:00', '08:30', '10:00', '10:00', '10:00', '15:00'];
    for (const code of codes) {
      const day = code >= 7 ? 15 : 14;
      expect(logged(`${2100 + code}`), `status ${code}`).toMatchObject([
        { status: code, occurredAt: `2025-07-${day}T${expected[code - 1]}:00+07:00` },
      ]);
    }
    expect(logged('2110')[0]?.content).toEqual({
      channel: 'online',
      procedureCode: '2.000908',
      fieldCode: 'G15-TP04',
      submittedAt: at('14/7 08:14'),
      receivedAt: at('14/7 08:30'),
      dueAt: at('17/7 17:00'),
      finishedAt: at('15/7 10:00'),
      returnedAt: at('15/7 15:00'),
      applicantKind: 'citizen',
      returnBy: 'counter',
      flags: { digitised: true, onlinePayment: false },
    });
  });

  test('DQ6 a missing channel is unknown and not direct; DQ2 a 9 at reception without due date is marked as such', async () => {
    await map('H57.00.02', '19777');
    const noDue = { NgayTiepNhan: p('14/7 08:30'), NgayHenTra: '', NgayKetThucXuLy: p('14/7 08:30') };
    await send(
      dossiers([
        portalDossier('H57.00.02-250714-3001', { ...RECEIVED, TrangThaiHoSo: '2', KenhThucHien: '' }),
        portalDossier('H57.00.02-250714-3002', { ...RECEIVED, TrangThaiHoSo: '2', KenhThucHien: undefined }),
        portalDossier('H57.00.02-250714-3003', { ...noDue, TrangThaiHoSo: '9', KenhThucHien: '1' }),
      ]),
    );
    // A 9 without an end is not dated by its reception.
    const undated = portalDossier('H57.00.02-250714-3004', { ...RECEIVED, TrangThaiHoSo: '9' });
    const { body } = await send(dossiers([undated], { isUpdating: 'True' }));
    expect(body.result).toMatchObject([{ error_code: '-1', reason: 'missing-field:occurredAt' }]);
    expect(await figures('19777')).toMatchObject({
      received: 3,
      receivedUnknown: 2,
      receivedDirect: 1,
      resolvedOnTime: 1,
      resolvedNoDue: 1,
      resolvedEarly: 0,
    });
  });

  test('DQ1 a 9 whose text tells of a pause is that pause', async () => {
    await map('H57.00.03', '19815');
    const numbers = ['4001', '4002', '4003'].map((end) => `H57.00.03-250714-${end}`);
    await send(dossiers(numbers.map((number) => portalDossier(number, { ...RECEIVED, TrangThaiHoSo: '2' }))));
    const step = (MaHoSo: string | undefined, NoiDungXuLy: string) => ({
      MaHoSo,
      NguoiXuLy: 'CÁN BỘ THỬ',
      ThoiDiemXuLy: p('14/7 14:12'),
      NoiDungXuLy,
      TrangThai: '9',
    });
    await send(
      steps([
        step(numbers[0], 'Cán bộ trả hồ sơ  bổ sung'.normalize('NFD')),
        step(numbers[1], 'Công dân thực hiện NVTC'),
        step(numbers[2], 'Kết thúc xử lý hồ sơ'),
      ]),
    );
    expect(['4001', '4002', '4003'].map((hint) => logged(hint).at(-1)?.status)).toEqual([5, 6, 9]);
    expect(await figures('19815')).toMatchObject({ received: 3, paused: 2, resolvedEarly: 1 });
  });

  test('D1 steps and copies of the whole dossier give one state in any order, beside the canonical feed too', async () => {
    const whole = (number: string, rest: object) => dossiers([portalDossier(number, { ...RECEIVED, ...rest })]);
    const step = (MaHoSo: string, when: string, TrangThai: string) =>
      steps([{ MaHoSo, ThoiDiemXuLy: p(when), TrangThai }]);
    const told = (number: string): (() => Promise<unknown>)[] => [
      () => send(whole(number, { TrangThaiHoSo: '2' })),
      () => send(step(number, '14/7 09:00', '4')),
      () => send(step(number, '14/7 10:00', '5')),
      // Does not say since when: must not overtake the step after it.
      () => send(whole(number, { TrangThaiHoSo: '5' })),
      () => send(step(number, '14/7 13:30', '4')),
      () => send(whole(number, { TrangThaiHoSo: '9', NgayKetThucXuLy: p('14/7 15:00') })),
      () =>
        post(server.origin, key, [
          { occurredAt: '2025-07-14T16:00:00+07:00', dossierNo: number, wardCode: ward, status: 10 },
        ]),
    ];
    let ward = '';
    const seen: unknown[] = [];
    for (const [i, order] of [
      [0, 1, 2, 3, 4, 5, 6],
      [6, 5, 4, 3, 2, 1, 0],
      [3, 6, 0, 5, 1, 4, 2],
    ].entries()) {
      ward = ['19819', '19828', '19831'][i] ?? '';
      await map(`H57.01.0${i}`, ward);
      const calls = told(`H57.01.0${i}-250714-500${i}`);
      for (const place of order) await calls[place]?.();
      const { code: _code, name: _name, ...counted } = await figures(ward);
      seen.push(counted);
    }
    expect(seen[0]).toMatchObject({ received: 1, receivedOnline: 1, resolvedEarly: 1, paused: 0 });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });
});
