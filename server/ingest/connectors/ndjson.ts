import { parseJson } from '../../jsonDepth';
import { NotJson, type TextConnector, TooDeep } from './connector';

/** The canonical shape, one report a line; a broken or a deep line stands alone, an empty one does not count. */
export const ndjson = {
  kind: 'text',
  name: 'ndjson',
  endings: ['.ndjson', '.jsonl'],
  read: (text) => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return { ok: true, items: parsedLines(lines), count: lines.length, lineOf: lineCounter(text) };
  },
} as const satisfies TextConnector;

function* parsedLines(lines: readonly string[]): Generator<readonly [number, unknown]> {
  for (const [i, line] of lines.entries()) {
    const parsed = parseJson(line);
    if (parsed.ok) yield [i, parsed.value];
    else yield [i, parsed.deep ? new TooDeep(line) : new NotJson(line)];
  }
}

/** Counted only when somebody asks: calls answer with the index. */
function lineCounter(text: string): (index: number) => number {
  let places: number[] | null = null;
  return (index) => {
    places ??= text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [i + 1]));
    return places[index] ?? 0;
  };
}
