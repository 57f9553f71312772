import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import type { Receipt } from '../../server/cli/importReceipt';
import { SCRATCH } from '../support/scratch';
import { command, makeDataDir } from '../support/server';

const folder = mkdtempSync(join(SCRATCH, 'ioc-deep-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

async function imported(dataDir: string, args: readonly string[]) {
  const done = await command('server/cli/import.ts', args, dataDir);
  const path = /Receipt: (.*)/.exec(done.stdout)?.[1];
  const receipt = path === undefined ? null : (JSON.parse(readFileSync(path, 'utf8')) as Receipt);
  return { ...done, files: receipt?.files ?? [] };
}

function storedReports(dataDir: string): number {
  const db = new Database(join(dataDir, 'ioc.db'), { readonly: true });
  const count = db.prepare('SELECT count(*) FROM reports').pluck().get() as number;
  db.close();
  return count;
}

test('each report is judged by itself in every shape; what is deep beside them refuses the file, which says so', async () => {
  const dataDir = makeDataDir();
  const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const report = (number: string, levels = 1) =>
    `{"occurredAt":"2025-07-14T08:31:05+07:00","dossierNo":"H57.21.03-250714-${number}","wardCode":"19753","status":2,"x":${lists(levels)}}`;
  const reports = [report('0001'), report('0002', 60_000), report('0003', 99), report('0004', 100)];
  const item = (number: string, rest: string) =>
    `{"MaHoSo":"H57.21.03-250714-${number}","TrangThaiHoSo":"2","NgayTiepNhan":"20250714083000",${rest}}`;
  const items = [item('1001', '"KenhThucHien":"4"'), item('1002', `"x":${lists(60_000)}`)].join(',');
  const envelope = (rest: string) => `{"service":"DongBoHoSoMC","data":[${items}]${rest}}`;
  const deepMap = file('deep-map.json', `{"columns":${lists(60_000)}}`);
  try {
    const done = await imported(dataDir, [
      file('deep.json', `[${reports.join(',')}]`),
      file('deep.ndjson', reports.map((one) => one.replaceAll('250714', '250715')).join('\n')),
      file('portal.json', envelope('')),
      file('beside.json', envelope(`,"y":${lists(60_000)}`)),
      file('nothing.json', lists(60_000)),
    ]);
    const tooDeep = { reason: 'too-deep', count: 2, firstLines: [2, 4] };
    expect(done.files.slice(0, 3)).toMatchObject([
      { connector: 'json', rows: 4, accepted: 2, quarantined: [tooDeep], fault: null },
      { connector: 'ndjson', rows: 4, accepted: 2, quarantined: [tooDeep], fault: null },
      {
        connector: 'dvcqg',
        rows: 2,
        quarantined: [{ reason: 'too-deep' }, { reason: 'unmapped-agency' }],
        findings: [{ reason: 'dropped-field:KenhThucHien', count: 1, firstLines: [1] }],
      },
    ]);
    expect(done.stdout).toContain(
      'sent without fields that cannot be read\n    dropped-field:KenhThucHien: 1, lines 1',
    );
    for (const refused of done.files.slice(3)) expect(refused.fault).toMatch(/lồng sâu|nested/);
    expect(done.code).toBe(1);
    expect(storedReports(dataDir)).toBe(4);
    const mapped = await imported(dataDir, [file('rows.csv', 'Mã hồ sơ;Trạng thái'), '--map', deepMap]);
    expect(mapped.stderr).toContain('nested more than 100 deep');
    expect(mapped.code).toBe(2);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
