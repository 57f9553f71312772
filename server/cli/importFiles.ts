import { readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { CONNECTORS } from '../ingest/connectors';
import { type Candidates, type Connector, NotJson, TooDeep } from '../ingest/connectors/connector';
import type { TableMap } from '../ingest/tables/tableMap';
import { tableReports } from '../ingest/tables/tableReports';
import { MAX_DEPTH } from '../jsonDepth';
import { wards } from '../reference';

/** A file is read whole (I10). */
const MAX_FILE_BYTES = 256 * 1024 * 1024;
/** One transaction each; far below what the door takes in one request. */
const SLICE_REPORTS = 2000;
const SLICE_CHARACTERS = 4_000_000;

export interface OpenedFile {
  readonly ok: true;
  readonly connector: string;
  readonly candidates: Candidates;
  readonly ignoredColumns: number;
}

/** Canonical reports as they go to the door, with the line of each in the file. */
export interface Slice {
  readonly ndjson: string;
  readonly lines: readonly number[];
  /** Fields that reports of it go without, by the line: the door does not see them any more. */
  readonly dropped: readonly { readonly line: number; readonly field: string }[];
}

/** The file in the canonical shape, or why it cannot be read; never with anything that stands in it. */
export async function openFile(
  path: string,
  map: TableMap,
  now: number,
): Promise<OpenedFile | { readonly ok: false; readonly detail: string }> {
  let bytes: Buffer;
  try {
    if (statSync(path).size > MAX_FILE_BYTES) return no(`is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`);
    bytes = readFileSync(path);
  } catch {
    return no('cannot be read');
  }
  const ending = extname(path).toLowerCase();
  const fitting = CONNECTORS.filter(({ endings }) => endings.includes(ending));
  let last = no(
    `has the ending "${ending}"; known are ${[...new Set(CONNECTORS.flatMap((one) => one.endings))].join(' ')}`,
  );
  for (const connector of fitting) {
    const opened = await readWith(connector, bytes, map, now);
    if (opened.ok) return opened;
    last = opened;
  }
  return last;
}

async function readWith(connector: Connector, bytes: Buffer, map: TableMap, now: number) {
  const { name } = connector;
  if (connector.kind === 'table') {
    const read = tableReports(await connector.table(bytes), { now, wards, map });
    return read.ok ? ({ ...read, connector: name, candidates: read } as const) : read;
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return no('is not UTF-8');
  }
  const reading = connector.read(text, { now });
  if (!reading.ok) return no(`is refused as ${name}: ${reading.fault.detail}`);
  return { ok: true, connector: name, candidates: reading, ignoredColumns: 0 } as const;
}

export function* slices({ items, lineOf = (index) => index + 1 }: Candidates): Generator<Slice> {
  let texts: string[] = [];
  let lines: number[] = [];
  let dropped: { line: number; field: string }[] = [];
  let characters = 0;
  for (const [index, sent, fields = []] of items) {
    const line = lineOf(index);
    const text = lineText(sent, line);
    texts.push(text);
    lines.push(line);
    for (const field of fields) dropped.push({ line, field });
    characters += text.length;
    if (texts.length < SLICE_REPORTS && characters < SLICE_CHARACTERS) continue;
    yield { ndjson: texts.join('\n'), lines, dropped };
    [texts, lines, dropped, characters] = [[], [], [], 0];
  }
  if (texts.length > 0) yield { ndjson: texts.join('\n'), lines, dropped };
}

/** What is no JSON, or too deep, is so at the door as well, without what stood in it. */
function lineText(sent: unknown, line: number): string {
  if (sent instanceof NotJson) return `{ line ${line}`;
  if (sent instanceof TooDeep) return `${'['.repeat(MAX_DEPTH + 1)}${line}${']'.repeat(MAX_DEPTH + 1)}`;
  return JSON.stringify(sent);
}

export function shownName(path: string): string {
  return basename(path);
}

function no(detail: string) {
  return { ok: false, detail } as const;
}
