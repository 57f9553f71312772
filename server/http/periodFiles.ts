import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';
import type { CellValue } from '../../shared/periodTable/columns';
import type { PeriodTable } from '../../shared/periodTable/periodTable';
import { tablePdf } from './briefPdf';
import { PDF } from './pdfPage';

export interface PeriodFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

export const FILE_FORMATS = ['csv', 'xlsx', 'pdf'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** The table of a period as a file that a spreadsheet opens; text that looks like a formula stays text. */
export function periodFile(table: PeriodTable, format: FileFormat): Promise<PeriodFile> {
  switch (format) {
    case 'csv':
      return Promise.resolve(asCsv(table));
    case 'xlsx':
      return asXlsx(table);
    case 'pdf':
      return asPdf(table);
  }
}

async function asPdf(table: PeriodTable): Promise<PeriodFile> {
  return { body: await tablePdf('Hồ sơ thủ tục hành chính của 40 xã, phường', table), type: PDF };
}

function asCsv({ head, rows, notes }: PeriodTable): PeriodFile {
  const text = stringify([head, ...rows, [], ...notes], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
  return { body: new Uint8Array(Buffer.from(text)), type: 'text/csv; charset=utf-8' };
}

async function asXlsx({ head, rows, notes }: PeriodTable): Promise<PeriodFile> {
  const cell = (value: CellValue) =>
    value === null ? null : typeof value === 'number' ? { type: Number, value } : { type: String, value };
  const bold = (value: string) => ({ type: String, value, fontWeight: 'bold' as const });
  const sheets = [
    {
      sheet: 'Số liệu',
      data: [head.map(bold), ...rows.map((row) => row.map(cell))],
      columns: head.map((title, i) => ({ width: i === 1 ? 34 : Math.max(8, title.length + 2) })),
      stickyRowsCount: 1,
      stickyColumnsCount: 2,
    },
    {
      sheet: 'Giải thích',
      data: notes.map(([name, text]) => [bold(name), cell(text)]),
      columns: [{ width: 26 }, { width: 90 }],
    },
  ];
  const buffer = await writeXlsxFile(sheets).toBuffer();
  return {
    body: new Uint8Array(buffer),
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  };
}
