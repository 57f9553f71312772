import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PERIOD_COLUMNS } from '../../shared/periodTable/columns';
import { type RunningServer, startServer } from '../support/server';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T17:30:00+07:00' } });
});
afterAll(() => server.dispose());

const PERIOD = 'from=2025-07-01&to=2025-07-14';
const get = (path: string) => fetch(`${server.origin}/api/v1/${path}`);

describe('the brief of 1–14/7/2025', () => {
  test('says what the newspaper said, with its denominators', async () => {
    const { text, facts, variant } = await (await get(`brief?${PERIOD}`)).json();
    expect(variant).toBe('C');
    for (const said of [
      'tính từ ngày 1 - 14/7',
      '17.710 hồ sơ',
      '40 xã, phường',
      '75,78%',
      'xã Phú Vang',
      '99,59% (491/493 hồ sơ)',
      'phường Hương An',
      '91,42% (309/338 hồ sơ trên số tiếp nhận)',
      'Riêng ngày 14/7, thành phố tiếp nhận 3.425 hồ sơ',
      // On that day Phú Vang of the demo has 100% too: equals are named together.
      'phường Thuận Hóa và xã Phú Vang cùng đạt 100%',
      'DỮ LIỆU MÔ PHỎNG',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain('Tiếp nhận và giải quyết');
    const { city } = await (await get(`summary?${PERIOD}`)).json();
    const fact = (key: string) => facts.find((one: { key: string }) => one.key === key);
    expect(fact('received').value).toBe(city.received);
    expect(fact('onlineRate')).toMatchObject(city.onlineRate);
    expect(fact('onTimeRate')).toMatchObject(city.onTimeRate.C);
    expect(fact('overdue').value).toBe(city.pendingOverdue);
  });

  test('with `at` it is the same for ever; a wrong variant or period is refused', async () => {
    const at = '2025-07-14T17:30:00%2B07:00';
    const [first, second] = await Promise.all([get(`brief?${PERIOD}&at=${at}`), get(`brief?${PERIOD}&at=${at}`)]);
    expect(await first.text()).toBe(await second.text());
    expect((await get(`brief?${PERIOD}&variant=D`)).status).toBe(400);
    expect((await get('brief?from=2025-07-14&to=2025-07-01')).status).toBe(400);
  });
});

describe('the tables', () => {
  test('CSV: a byte order mark, a row a unit, the same numbers as the summary, definitions below', async () => {
    const answer = await get(`export?${PERIOD}&format=csv`);
    expect(answer.headers.get('content-disposition')).toContain('ho-so-hue-2025-07-01-2025-07-14.csv');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).split('\r\n');
    const head = lines[0]?.split(',') ?? [];
    expect(head.slice(0, 5)).toEqual(['Mã', 'Đơn vị', 'Loại', 'Kỳ trước chuyển sang', 'Tiếp nhận']);
    expect(lines[1]?.split(',')[4]).toBe('17710');
    expect(lines.slice(2, 42).every((line) => /^\d{5},/.test(line))).toBe(true);
    const { wards } = await (await get(`summary?${PERIOD}`)).json();
    for (const ward of wards) {
      const row = lines.find((line) => line.startsWith(`${ward.code},`))?.split(',') ?? [];
      expect(Number(row[4])).toBe(ward.received);
      expect(Number(row[15])).toBe(ward.pendingOverdue);
    }
    expect(lines.some((line) => line.startsWith('Số liệu đến,17:30:00 14/07/2025'))).toBe(true);
    expect(lines.some((line) => line.includes('DỮ LIỆU MÔ PHỎNG'))).toBe(true);
  });

  test('XLSX: opened again it holds the same numbers as numbers', async () => {
    const answer = await get(`export?${PERIOD}&format=xlsx`);
    const files = unzip(new Uint8Array(await answer.arrayBuffer()));
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
    const strings = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(
      (match) => match[1],
    );
    expect(sheet).toContain('<v>17710</v>');
    expect(strings.length === 0 ? sheet : strings.join('|')).toContain('Phú Vang');
    expect(sheet.match(/<row /g)?.length).toBe(43);
    expect((sheet.match(/<row [^>]*r="1"[\s\S]*?<\/row>/)?.[0].match(/<c /g) ?? []).length).toBe(
      3 + PERIOD_COLUMNS.length,
    );
  });

  test('a format that is none is refused', async () => {
    const answer = await get(`export?${PERIOD}&format=pdf`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});

/** An independent reader: the central directory of a zip, stored or deflated entries. */
function unzip(bytes: Uint8Array): Map<string, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end--;
  const files = new Map<string, string>();
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < view.getUint16(end + 10, true); i++) {
    const [method, size, nameLength] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 20, true),
      view.getUint16(at + 28, true),
    ];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const data = bytes.subarray(from, from + size);
    files.set(name, new TextDecoder().decode(method === 8 ? inflateRawSync(data) : data));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}
