import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dossiers, portalDossier, portalTime, sendPortal, steps } from '../support/dvcqg';
import { at } from '../support/histories';
import { caller } from '../support/http';
import { signedIn } from '../support/people';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';

let server: RunningServer;
let key = '';
let operator = '';
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  operator = signedIn(dataDir, 'operator').cookie;
  const mapped = await caller(server, operator).post('/ops/agencies', { agency: 'H57.00.04', ward: WARD });
  expect(mapped.status).toBe(204);
});
afterAll(() => server.dispose());

const WARD = '19804';
const send = (sent: unknown) => sendPortal(server.origin, key, sent);
const p = (text: string) => portalTime(at(text));
const RECEIVED = { NgayNopHoSo: p('14/7 08:14'), NgayTiepNhan: p('14/7 08:30'), NgayHenTra: p('17/7 17:00') };

async function received(): Promise<number> {
  const { body } = await caller(server).get('/summary?from=2025-07-14&to=2025-07-14');
  return (body.wards as { code: string; received: number }[]).find((one) => one.code === WARD)?.received ?? -1;
}

function logged(hint: string): Record<string, unknown>[] {
  const db = new Database(join(server.dataDir, 'ioc.db'), { readonly: true });
  const sql = 'SELECT r.content FROM reports r JOIN dossiers d ON d.id = r.dossier_id WHERE d.hint = ? ORDER BY r.seq';
  const rows = db.prepare(sql).pluck().all(hint) as string[];
  db.close();
  return rows.map((content) => JSON.parse(content) as Record<string, unknown>);
}

describe('a field that cannot be read', () => {
  const findings = async () => {
    const { body } = await caller(server, operator).get('/quarantine');
    return (body.rows as { reason: string; times: number }[]).filter(({ reason }) =>
      reason.startsWith('dropped-field:'),
    );
  };

  /** Optional fields with what systems really send in them. */
  const UNREADABLE: readonly (readonly [field: string, value: unknown])[] = [
    ['KenhThucHien', '4'],
    ['KenhThucHien', 2],
    ['LoaiDoiTuong', 'True'],
    ['HinhThuc', 'False'],
    ['HoSoCoThanhPhanSoHoa', 'True'],
    ['DuocThanhToanTrucTuyen', '9'],
    ['NgayHenTra', '00010101000000'],
    ['NgayTra', '99991231235959'],
    ['NgayKetThucXuLy', '17/07/2025'],
    ['NgayNopHoSo', '20250732081400'],
    ['NgayTuChoi', '19000101000000'],
    ['MaTTHC', 'Cấp bản sao'],
    ['MaLinhVuc', 'x'.repeat(41)],
    ['DanhSachGiayToKetQua', 'True'],
    ['DanhSachHoSoBoSung', [{ NgayBoSung: '00010101000000' }]],
  ];

  test('is lost, and never its dossier; sent again it is the same dossier; nobody sees the value', async () => {
    const sent = UNREADABLE.map(([field, value], i) =>
      portalDossier(`H57.00.04-250714-${7000 + i}`, { ...RECEIVED, TrangThaiHoSo: '4', [field]: value }),
    );
    const named = UNREADABLE.map(([field]) => (field === 'DanhSachHoSoBoSung' ? 'NgayBoSung' : field));
    const first = await send(dossiers(sent));
    expect(first.body).toMatchObject({ error_code: '0', message: 'Thành công' });
    expect(first.body.result.map(({ error_code, message, reason }) => ({ error_code, message, reason }))).toEqual(
      named.map((field) => ({
        error_code: '0',
        message: `Thành công; bỏ qua trường không đọc được: ${field}`,
        reason: `dropped-field:${field}`,
      })),
    );
    expect(await received()).toBe(UNREADABLE.length);
    const before = await findings();
    const again = await send(dossiers(sent));
    expect(again.body).toEqual(first.body);
    expect(await received()).toBe(UNREADABLE.length);
    expect(logged('7000')).toHaveLength(1);
    const after = await findings();
    expect(after.length, 'known again').toBe(before.length);
    expect(new Set(after.map(({ reason }) => reason.split(':')[1]))).toEqual(new Set(named));
    // What else the dossier says is there.
    expect(logged('7000')[0]).toMatchObject({ fieldCode: 'G15-TP04', receivedAt: at('14/7 08:30') });
    expect(logged('7000')[0]).not.toHaveProperty('channel');
    expect(logged('7004')[0]?.flags).toEqual({ onlinePayment: false });
    for (const text of [first.text, JSON.stringify(after)])
      expect(text).not.toMatch(/0001010|1900|bản sao|xxxx|17\/07/);
  });

  test('is refused where the dossier needs it, by its own name', async () => {
    const good = { ...RECEIVED, TrangThaiHoSo: '4' };
    const number = 'H57.00.04-250714-7900';
    const { body } = await send(
      dossiers([
        portalDossier(number, { ...good, TrangThaiHoSo: 'True' }),
        portalDossier(number, { ...good, MaHoSo: 7 }),
        // Nothing else proves the state.
        portalDossier(number, { ...good, TrangThaiHoSo: '9', NgayKetThucXuLy: '00010101000000' }),
        portalDossier(number, { TrangThaiHoSo: '2', NgayTiepNhan: 'True', KenhThucHien: '4' }),
        portalDossier(number, good),
      ]),
    );
    expect(body).toMatchObject({ error_code: '-1', message: '4/5 hồ sơ không nhận được; xem result' });
    expect(body.result.map(({ reason }) => reason)).toEqual([
      'bad-field:TrangThai',
      'bad-field:MaHoSo',
      'bad-field:NgayKetThucXuLy',
      'bad-field:NgayTiepNhan',
      undefined,
    ]);
    const when = await send(steps([{ MaHoSo: number, ThoiDiemXuLy: '00010101000000', TrangThai: '4' }]));
    expect(when.body.result).toMatchObject([{ error_code: '-1', reason: 'bad-field:occurredAt' }]);
  });
});
