import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import type { Receipt } from '../../server/cli/importReceipt';
import { OFFSET_MS } from '../../shared/localTime';
import { dossiers, portalTime } from '../support/dvcqg';
import { at } from '../support/histories';
import { SCRATCH } from '../support/scratch';
import { command, makeDataDir, type RunningServer, startServer } from '../support/server';

const folder = mkdtempSync(join(SCRATCH, 'ioc-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

async function imported(dataDir: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const done = await command('server/cli/import.ts', args, dataDir, env);
  const receipts = join(dataDir, 'receipts');
  const path = /Receipt: (.*)/.exec(done.stdout)?.[1];
  const receipt = path === undefined ? null : (JSON.parse(readFileSync(path, 'utf8')) as Receipt);
  if (receipt) expect(readdirSync(receipts).some((name) => name.endsWith('.part'))).toBe(false);
  return { ...done, receipt, files: receipt?.files ?? [] };
}

/** Every report in the log, in order of its dossier's last digits. */
function logged(dataDir: string) {
  const db = new Database(join(dataDir, 'ioc.db'), { readonly: true });
  const rows = db
    .prepare(
      `SELECT d.hint, r.ward_code AS ward, r.status, r.occurred_at AS at, r.content FROM reports r
       JOIN dossiers d ON d.id = r.dossier_id ORDER BY d.hint, r.seq`,
    )
    .all() as { hint: string; ward: string; status: number; at: number; content: string }[];
  db.close();
  return rows.map(({ content, ...row }) => ({ ...row, ...(JSON.parse(content) as Record<string, unknown>) }));
}

const HEAD = 'Mã hồ sơ;Đơn vị;Ngày tiếp nhận;Ngày hẹn trả;Trạng thái;Kênh;Chủ hồ sơ';

describe('npm run import, without a server', () => {
  test('each format says the same: headings with and without marks, Excel dates as local time', async () => {
    const table = [
      ['BÁO CÁO TÌNH HÌNH HỒ SƠ'],
      ['Mã hồ sơ', 'Mã đơn vị', 'Đơn vị', 'Ngày tiếp nhận', 'Ngày hẹn trả', 'Trạng thái', 'Kênh'],
      [
        'H57.21.03-250714-0001',
        '19753',
        'UBND phường Phú Xuân',
        '14/07/2025 08:31',
        '17/07/2025',
        'Đang xử lý',
        'Trực tuyến',
      ],
    ];
    const serial = (ms: number) => new Date(ms + OFFSET_MS);
    const cells = table.map((row, i) =>
      row.map((text, k) =>
        i === 2 && k === 3
          ? { value: serial(at('14/7 08:31')), type: Date, format: 'dd/mm/yyyy hh:mm' }
          : { value: text, type: String },
      ),
    );
    const report = {
      occurredAt: '2025-07-14T08:31:00+07:00',
      dossierNo: 'H57.21.03-250714-0001',
      wardCode: '19753',
      status: 4,
      channel: 'online',
      receivedAt: '2025-07-14T08:31:00+07:00',
      dueAt: '2025-07-17T23:59:59+07:00',
      ChuHoSo: 'NGUYỄN VĂN THỬ NGHIỆM',
    };
    const envelope = dossiers([
      {
        MaHoSo: 'H57.21.03-250714-0001',
        TrangThaiHoSo: '4',
        KenhThucHien: '2',
        NgayTiepNhan: portalTime(at('14/7 08:31')),
        NgayHenTra: portalTime(at('17/7 23:59:59')),
      },
    ]);
    const plainRows = table.slice(1).map((row) => row.join(','));
    const files: [string, string | Buffer][] = [
      ['marks.csv', `\uFEFF${table.map((row) => row.join(';')).join('\r\n')}\r\n`],
      ['plain.csv', ['MA_HO_SO,MA_DON_VI,DON_VI,NGAY_TIEP_NHAN,NGAY_HEN_TRA,TRANG_THAI,KENH', plainRows[1]].join('\n')],
      [
        'canonical.csv',
        'dossierNo,wardCode,receivedAt,dueAt,status,channel\nH57.21.03-250714-0001,19753,2025-07-14 08:31,2025-07-17,4,online',
      ],
      ['book.xlsx', await writeXlsx(cells as never).toBuffer()],
      ['lines.ndjson', `${JSON.stringify(report)}\n`],
      ['list.json', JSON.stringify([report])],
      ['portal.json', JSON.stringify(envelope)],
    ];
    const dataDir = makeDataDir();
    try {
      await imported(dataDir, ['--agencies', file('agencies.csv', 'agency,ward\nH57.21.03,19753\n')]);
      const done = await imported(
        dataDir,
        files.map(([name, content]) => file(name, content)),
      );
      expect(done.code, done.stderr + done.stdout).toBe(0);
      expect(done.files.map((one) => [one.file, one.connector, one.accepted, one.duplicates])).toEqual([
        ['marks.csv', 'csv', 1, 0],
        ['plain.csv', 'csv', 0, 1],
        ['canonical.csv', 'csv', 0, 1],
        ['book.xlsx', 'xlsx', 0, 1],
        ['lines.ndjson', 'ndjson', 0, 1],
        ['list.json', 'json', 0, 1],
        ['portal.json', 'dvcqg', 0, 1],
      ]);
      expect(logged(dataDir)).toEqual([
        {
          hint: '0001',
          ward: '19753',
          status: 4,
          at: at('14/7 08:31'),
          channel: 'online',
          receivedAt: at('14/7 08:31'),
          dueAt: at('17/7 23:59:59'),
        },
      ]);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  test('wrong rows are told by reason and line, wrong files by what is wrong, and no value of them anywhere', async () => {
    const dataDir = makeDataDir();
    const rows = [
      'H57.21.03-250714-0001;phường Phú Xuân;14/07/2025 08:31;;Đang xử lý;Trực tuyến;A',
      'H57.21.03-250714-0002;phường Phú Xuan;14/07/2025 08:31;;Đang xử lý;Trực tuyến;A',
      'H57.21.03-250714-0003;19753;31/02/2025;;2;;A',
      'H57.21.03-250714-0004;19753;14/07/2025;;SECRET-STATUS;;A',
      'H57.21.03-250714-0005;19753;14/07/2025;;2;bồ câu;A',
      ';19753;14/07/2025;;2;;A',
      'H57.21.03-250714-0007;19753;14/07/2025;;9;;A',
      'H57.99.99-250714-0008;;14/07/2025;;2;;A',
      '"H57.21.03-250714-0009";19753;14/07/2025;;Chờ ký;;"hai',
      'dòng"',
      'H57.21.03-250714-0010;99999;14/07/2025;;2;;A',
    ];
    const map = file('map.json', JSON.stringify({ status: { 'Chờ ký': 4 } }));
    try {
      const done = await imported(dataDir, [
        file('rows.csv', [HEAD, ...rows].join('\n')),
        file('none.csv', 'Tên;SECRET-HEADING\n1;2\n'),
        file('latin.csv', Buffer.from([0x4d, 0xe3, 0x3b, 0x0a])),
        file('no.xlsx', 'no workbook'),
        file('half.json', '[{'),
        join(folder, 'missing.csv'),
        '--map',
        map,
      ]);
      expect(done.code).toBe(1);
      expect(done.files[0]).toMatchObject({ rows: 10, accepted: 2, duplicates: 0, ignoredColumns: 1, fault: null });
      expect(Object.fromEntries((done.files[0]?.quarantined ?? []).map((one) => [one.reason, one.firstLines]))).toEqual(
        {
          'unknown-ward': [3, 12],
          'bad-field:receivedAt': [4],
          'bad-field:status': [5],
          'bad-field:channel': [6],
          'missing-field:dossierNo': [7],
          'missing-field:occurredAt': [8],
          'unmapped-agency': [9],
        },
      );
      const faults = done.files.slice(1).map(({ fault }) => fault ?? '');
      for (const [i, what] of ['no column for dossierNo', 'UTF-8', 'XLSX', 'JSON', 'cannot be read'].entries()) {
        expect(faults[i]).toContain(what);
      }
      expect(done.stdout + done.stderr + JSON.stringify(done.receipt)).not.toMatch(/SECRET|Phú Xuan|bồ câu|250714/);
      const usage = await imported(dataDir, [
        file('rows.csv', HEAD),
        '--map',
        file('bad.json', '{"columns":{"A":"x"}}'),
      ]);
      expect(usage.code).toBe(2);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

describe('npm run import, while the server runs', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({ dataDir: makeDataDir() });
  });
  afterAll(() => server.dispose());

  test('20,000 rows are counted by the server, known again the second time, and no key stays', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => {
      const day = String((i % 28) + 1).padStart(2, '0');
      return `H57.21.03-2506${day}-${10_000 + i};19753;${day}/06/2025 0${7 + (i % 3)}:${10 + (i % 50)};;2;${i % 2 ? 'Trực tuyến' : ''};B`;
    });
    const path = file('many.csv', [HEAD, ...rows].join('\n'));
    const PORT = new URL(server.origin).port;
    const first = await imported(server.dataDir, [path, '--source', 'so-cu'], { PORT });
    expect(first.code, first.stderr + first.stdout).toBe(0);
    expect(first.receipt?.how).toContain(server.origin);
    expect(first.files).toMatchObject([{ rows: 20_000, accepted: 20_000, quarantined: [] }]);
    const answer = await fetch(`${server.origin}/api/v1/summary?from=2025-06-01&to=2025-06-30`);
    expect(((await answer.json()) as { city: object }).city).toMatchObject({
      received: 20_000,
      receivedOnline: 10_000,
      receivedUnknown: 10_000,
    });
    const again = await imported(server.dataDir, [path, '--source', first.receipt?.source ?? ''], { PORT });
    expect(again.files).toMatchObject([{ accepted: 0, duplicates: 20_000 }]);
    const keys = await command('server/cli/keys.ts', ['list'], server.dataDir);
    expect(keys.stdout.split('\n').filter((line) => line.endsWith('good'))).toEqual([]);
    // A source that nobody may send for any more is not waited for.
    const sources = async () =>
      ((await (await fetch(`${server.origin}/api/v1/snapshot`)).json()) as { sources: unknown[] }).sources;
    await expect.poll(sources, { timeout: 30_000 }).toEqual([]);
  });

  test('a server that is not found on PORT keeps the log to itself: two never append', async () => {
    const path = file('one.csv', `${HEAD}\nH57.21.03-250601-9999;19753;01/06/2025;;2;;B\n`);
    const done = await imported(server.dataDir, [path], { PORT: '1' });
    expect(done.code).toBe(1);
    expect(done.stderr).toMatch(/in use by the server.*PORT/s);
    expect(done.receipt).toBeNull();
  });
});
