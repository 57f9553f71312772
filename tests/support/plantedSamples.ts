import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { CONNECTORS } from '../../server/ingest/connectors';
import { dossiers, portalTime, steps } from './dvcqg';
import { at } from './histories';
import { SCRATCH } from './scratch';
import { command, type RunningServer } from './server';

/** Personal data and numbers that must be found nowhere. */
export interface Planted {
  readonly name: string;
  readonly phone: string;
  readonly identity: string;
  readonly mail: string;
  readonly number: string;
  readonly other: string;
  readonly id: string;
}

/** For every connector of the registry a file in its shape, full of what must not pass; a new one needs a line here. */
const SAMPLES: Readonly<Record<string, (planted: Planted) => string | Buffer | Promise<Buffer>>> = {
  json: (planted) =>
    JSON.stringify([canonical(planted, planted.number), canonical(planted, planted.other), planted.name]),
  ndjson: (planted) =>
    `${JSON.stringify(canonical(planted, planted.other))}\n{"ChuHoSo": "${planted.name}", ${planted.number}\n`,
  dvcqg: (planted) => JSON.stringify(dossiers(portalItems(planted))),
  csv: (planted) =>
    table(planted)
      .map((row) => row.join(';'))
      .join('\n'),
  xlsx: (planted) =>
    writeXlsx(table(planted).map((row) => row.map((value) => ({ value, type: String }))) as never).toBuffer(),
};

/** Sends the sample of every connector, through the command and, where calls bring that shape, over HTTP. */
export async function sendThroughEveryConnector(
  server: RunningServer,
  key: string,
  planted: Planted,
  heard: string[],
): Promise<void> {
  expect(CONNECTORS.map(({ name }) => name).sort()).toEqual(Object.keys(SAMPLES).sort());
  const folder = mkdtempSync(join(SCRATCH, 'ioc-planted-'));
  const files: string[] = [];
  for (const { name, endings } of CONNECTORS) {
    const sample = await SAMPLES[name]?.(planted);
    const file = join(folder, `sample-${name}${endings[0]}`);
    writeFileSync(file, sample ?? '');
    files.push(file);
  }
  const { port } = new URL(server.origin);
  const done = await command('server/cli/import.ts', files, server.dataDir, { PORT: port });
  rmSync(folder, { recursive: true });
  heard.push(done.stdout, done.stderr);
  expect(done.code, done.stderr).toBe(0);
  expect(done.stdout).toContain(`sent to the server at ${server.origin}`);
  // Each of them found something in its file, and something that it quarantined.
  for (const { name } of CONNECTORS)
    expect(done.stdout).toMatch(new RegExp(`\\(${name}\\)\\n  [1-9].*[1-9]\\d* quarantined`));
  const items = portalItems(planted);
  const step = {
    MaHoSo: planted.number,
    ThoiDiemXuLy: portalTime(at('14/7 09:00')),
    TrangThai: '9',
    NguoiXuLy: planted.name,
  };
  const envelopes = [
    { ...dossiers(items), session: planted.mail, madonvi: planted.phone },
    {
      ...steps([
        { ...step, NoiDungXuLy: planted.name },
        { ...step, TrangThai: planted.phone },
      ]),
      session: planted.mail,
    },
    { ...dossiers([]), service: planted.name },
  ];
  for (const envelope of envelopes) {
    const answer = await fetch(`${server.origin}/api/v1/dvcqg`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(envelope),
    });
    expect(answer.status).toBe(200);
    heard.push(await answer.text());
  }
}

function canonical({ id, name, phone, identity, mail }: Planted, dossierNo: string) {
  return {
    id,
    occurredAt: '2025-07-14T08:31:00+07:00',
    dossierNo,
    wardCode: '19753',
    status: 4,
    ChuHoSo: name,
    SoDienThoai: phone,
    DinhDanhCHS: [{ SoDinhDanh: identity }],
    Email: mail,
  };
}

/** A good one, one whose agency waits, and wrong ones: personal data where a code or a date should be. */
function portalItems({ name, phone, identity, mail, number, other }: Planted) {
  const item = {
    MaHoSo: number,
    ChuHoSo: name,
    SoGiayToChuHoSo: identity,
    SoDienThoai: phone,
    Fax: phone,
    Email: mail,
    ThongTinKhac: name,
    TrichYeuHoSo: `Hồ sơ của ${name}, ${phone}`,
    GhiChu: name,
    ThongTinTra: name,
    MaDoiTuong: identity,
    DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: identity }],
    TaiLieuNop: [{ TenTepDinhKem: `${name}.pdf`, DuongDanTaiTepTin: `https://example.invalid/${phone}` }],
    DanhSachHoSoBoSung: [{ NguoiYeuCauBoSung: name, NoiDungBoSung: phone, NgayBoSung: name }],
    DanhSachGiayToKetQua: [{ TenGiayTo: name, DuongDanTepTinKetQua: phone }],
    NgayTiepNhan: portalTime(at('14/7 08:30')),
    TrangThaiHoSo: '4',
  };
  return [
    item,
    { ...item, MaHoSo: other },
    { ...item, TrangThaiHoSo: phone },
    { ...item, NgayHenTra: name },
    { ...item, KenhThucHien: mail },
    { ...item, MaHoSo: `${phone}-${name}` },
    { ...item, MaLinhVuc: name },
    name,
  ];
}

function table({ name, phone, identity, mail, number, other }: Planted): string[][] {
  const row = (dossierNo: string, unit: string, status: string) => [
    dossierNo,
    unit,
    '14/07/2025 08:31',
    status,
    name,
    phone,
    identity,
    mail,
  ];
  return [
    ['Mã hồ sơ', 'Đơn vị', 'Ngày tiếp nhận', 'Trạng thái', 'Chủ hồ sơ', 'Số điện thoại', 'Số định danh', 'Email'],
    row(number, '19753', '4'),
    row(other, '', '4'),
    row(other, name, '4'),
    row(`${phone}-${name}`, '', '4'),
    row(other, '19753', name),
  ];
}
