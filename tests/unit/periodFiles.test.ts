import { expect, test } from 'vitest';
import { FILE_FORMATS, periodFile } from '../../server/http/periodFiles';
import type { PeriodTable } from '../../shared/periodTable/periodTable';
import { pdfPages } from '../support/pdfText';
import { unzip, xlsxRows } from '../support/unzip';

const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://x")'];
const table: PeriodTable = {
  head: ['Mã', 'Đơn vị', 'Loại', 'Tiếp nhận', '% trực tuyến'],
  rows: FORMULAS.map((name, i) => ['19753', name, 'phường', i, i === 0 ? null : '12,50%']),
  notes: [
    ['Kỳ', '2025-07-01 – 2025-07-14'],
    ['Tiếp nhận', 'được tiếp nhận trong kỳ'],
  ],
};

test('CSV: what looks like a formula is text to every spreadsheet; numbers stay numbers, the unknown is empty', async () => {
  const { body } = await periodFile(table, 'csv');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  expect(text.startsWith('\uFEFF')).toBe(true);
  const rows = text.split('\r\n').slice(1, 1 + FORMULAS.length);
  for (const row of rows) expect(row.split(',')[1]?.replace(/^"/, '')).toMatch(/^'/);
  expect(rows[0]).toBe("19753,'=1+1,phường,0,");
});

test('XLSX: the same cells, and none of them is a formula', async () => {
  const { body } = await periodFile(table, 'xlsx');
  expect(unzip(body).get('xl/worksheets/sheet1.xml')).not.toContain('<f');
  expect(
    xlsxRows(body)
      .slice(1)
      .map((row) => [row[1]?.replaceAll('&quot;', '"'), row[3], row[4] ?? '']),
  ).toEqual(FORMULAS.map((name, i) => [name, String(i), i === 0 ? '' : '12,50%']));
});

test('PDF: the unknown is a dash, never a zero', async () => {
  const { body } = await periodFile(table, 'pdf');
  expect(pdfPages(body)[1]).toContain('=1+1—');
});

test('each format has its type', async () => {
  const types = await Promise.all(FILE_FORMATS.map(async (format) => (await periodFile(table, format)).type));
  expect(new Set(types).size).toBe(FILE_FORMATS.length);
});
