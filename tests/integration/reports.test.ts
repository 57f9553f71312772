import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PERIOD_COLUMNS } from '../../shared/periodTable/columns';
import { pdfPages } from '../support/pdfText';
import { type RunningServer, startServer } from '../support/server';
import { unzip } from '../support/unzip';

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

  test('PDF: its text holds the period, the as-of time, every unit, and is marked as simulated on each page', async () => {
    const answer = await get(`export?${PERIOD}&format=pdf`);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const pages = pdfPages(new Uint8Array(await answer.arrayBuffer()));
    expect(pages.length).toBe(3);
    for (const page of pages) {
      expect(page).toContain('Số liệu đến 17:30:00 14/07/2025');
      expect(page).toContain('DỮ LIỆU MÔ PHỎNG');
    }
    const units: readonly { readonly name: string }[] = await (await get('wards')).json();
    expect(units.length).toBe(40);
    for (const { name } of units) for (const page of pages.slice(0, 2)) expect(page).toContain(name);
    expect(pages[0]).toContain('17.710');
    expect(pages[2]).toContain('Tiếp nhận: được tiếp nhận trong kỳ');
    expect(pages.join('')).not.toContain('\ufffd');
  });

  test('the edited brief as PDF: words as edited, numbers of the figures; a rounded rate is one of them, another is not', async () => {
    const paragraphs = ['Đáng chú ý: phường Hương An đạt 91% (309/338 hồ sơ), toàn thành phố tiếp nhận 17.710 hồ sơ.'];
    const send = (said: readonly string[]) =>
      fetch(`${server.origin}/api/v1/brief.pdf?${PERIOD}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ paragraphs: said }),
      });
    const answer = await send(paragraphs);
    expect(answer.headers.get('content-disposition')).toContain('ban-tin-2025-07-01-2025-07-14.pdf');
    const [first = '', second = ''] = pdfPages(new Uint8Array(await answer.arrayBuffer()));
    expect(first.replace(/\s+/g, ' ')).toContain(paragraphs[0]);
    for (const said of ['75,78%', '13.421/17.710', 'DỮ LIỆU MÔ PHỎNG']) expect(first).toContain(said);
    expect(second).toContain('Hương An338');
    const refused = await send(['Thành phố đạt 92%.']);
    expect([refused.status, (await refused.json()).detail]).toEqual([422, expect.stringContaining('92%')]);
  });

  test('a format that is none is refused', async () => {
    const answer = await get(`export?${PERIOD}&format=odt`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});
