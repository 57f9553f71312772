import { parse } from 'csv-parse/sync';
import type { Table, TableConnector } from './connector';

/** What the parser gives with `info`. */
interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const DELIMITERS = [';', ',', '\t'] as const;

/** A table as Excel and databases write it: UTF-8 with or without BOM, separated by ";", "," or tabs. */
export const csv = {
  kind: 'table',
  name: 'csv',
  endings: ['.csv', '.tsv', '.txt'],
  table: (bytes) => Promise.resolve(readTable(bytes)),
} as const satisfies TableConnector;

function readTable(bytes: Uint8Array): Table {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, detail: 'is not UTF-8; save it as "CSV UTF-8"' };
  }
  try {
    const records: unknown = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return {
      ok: true,
      rows: (records as readonly Parsed[]).map(({ record, info }) => ({ line: info.lines, cells: record })),
    };
  } catch (cause) {
    // The parser quotes what it read: only the line is told.
    const line = cause instanceof Error && 'lines' in cause ? ` near line ${String(cause.lines)}` : '';
    return { ok: false, detail: `is no readable CSV${line}: a quotation mark is not closed, or stands in the middle` };
  }
}

/** The one that stands most often in the first lines: the heading is among them. */
function delimiterOf(text: string): string {
  const head = text.split('\n', 20).join('\n');
  const count = (mark: string) => head.split(mark).length;
  return DELIMITERS.reduce<string>((best, mark) => (count(mark) > count(best) ? mark : best), DELIMITERS[0]);
}
