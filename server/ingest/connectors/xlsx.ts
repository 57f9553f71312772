import type { Cell, TableConnector } from './connector';

/** The first sheet of a workbook. Times in it are local: a serial number knows no zone. */
export const xlsx = {
  kind: 'table',
  name: 'xlsx',
  endings: ['.xlsx'],
  table: async (bytes) => {
    // Loaded by the command that needs it, and not by every server.
    const { readSheet } = await import('read-excel-file/node');
    try {
      const sheet = (await readSheet(Buffer.from(bytes))) as unknown as readonly (readonly Cell[])[];
      return { ok: true, rows: sheet.map((cells, i) => ({ line: i + 1, cells })) };
    } catch {
      return { ok: false, detail: 'is no readable XLSX workbook' };
    }
  },
} as const satisfies TableConnector;
