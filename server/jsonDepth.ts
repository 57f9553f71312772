/**
 * How deep JSON may be nested. It is judged by the text, in one walk without recursion: what copies, checks or writes
 * nested values calls itself once a level, and a few thousand levels end the thread.
 */

/** Levels of a report, of a call's body or of a socket's message, its own braces being the first (I10). */
export const MAX_DEPTH = 100;

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
/** With this bit set "[" is "{" and "]" is "}". */
const BRACE_BIT = 32;
const OPENS = 123;
const CLOSES = 125;
const LIST_OPENS = 91;

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly deep: boolean };

/** Text → value; refused unread when it is nested deeper than MAX_DEPTH. */
export function parseJson(text: string): ParsedJson {
  if (isDeep(text)) return { ok: false, deep: true };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, deep: false };
  }
}

/** Whether the text opens more levels than MAX_DEPTH, as far as it is JSON. */
export function isDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const mark = text.charCodeAt(i);
    if (mark === QUOTE) i = endOfString(text, i);
    else if ((mark | BRACE_BIT) === OPENS) {
      if (++depth > MAX_DEPTH) return true;
    } else if ((mark | BRACE_BIT) === CLOSES) depth--;
  }
  return false;
}

/** The same of a value that is parsed already; for small ones, whose text nobody has any more. */
export function isDeepValue(value: unknown): boolean {
  const isNested = (one: unknown) => typeof one === 'object' && one !== null;
  let level = [value].filter(isNested);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((one) => Object.values(one as object).filter(isNested));
  }
  return false;
}

/** Where a body holds its reports: in the list that it is, or in the list under its key `data`. */
export type ReportsAt = 'list' | 'data';

export type ShallowText =
  | {
      readonly ok: true;
      /** `null` stands in the place of every report that is too deep. */
      readonly text: string;
      /** Those reports as they were sent, by their index. */
      readonly deep: ReadonlyMap<number, string>;
    }
  /** `outside`: the depth lies outside any report. Otherwise the text ends within something deep: it is no JSON. */
  | { readonly ok: false; readonly outside: boolean };

/** The body without its deep reports. Each is judged by itself, wherever it lies. */
export function withoutDeepReports(text: string, reportsAt: ReportsAt): ShallowText {
  return isDeep(text) ? cutDeepReports(text, reportsAt) : { ok: true, text, deep: new Map() };
}

function cutDeepReports(text: string, reportsAt: ReportsAt): ShallowText {
  const listDepth = reportsAt === 'list' ? 1 : 2;
  const parts: string[] = [];
  let deep = new Map<number, string>();
  let [depth, index, kept] = [0, 0, 0];
  let [inList, from, deepest] = [false, -1, 0];
  let key = '';
  for (let i = 0; i < text.length; i++) {
    const mark = text.charCodeAt(i);
    if (mark === QUOTE) {
      const end = endOfString(text, i);
      if (depth === 1) key = text.slice(i, end + 1);
      i = end;
    } else if ((mark | BRACE_BIT) === OPENS) {
      depth++;
      if (from >= 0) deepest = Math.max(deepest, depth - listDepth);
      else if (inList && depth === listDepth + 1 && mark === OPENS) [from, deepest] = [i, 1];
      else if (depth === listDepth && mark === LIST_OPENS && (reportsAt === 'list' || isData(key))) {
        // Of a key that stands twice the last one counts, as for whoever parses it.
        [inList, index, deep] = [true, 0, new Map()];
      } else if (depth > MAX_DEPTH) return { ok: false, outside: true };
    } else if ((mark | BRACE_BIT) === CLOSES) {
      depth--;
      if (from >= 0 && depth === listDepth) {
        if (deepest > MAX_DEPTH) {
          deep.set(index, text.slice(from, i + 1));
          parts.push(text.slice(kept, from), 'null');
          kept = i + 1;
        }
        from = -1;
      } else if (depth < listDepth) inList = false;
    } else if (mark === COMMA && inList && depth === listDepth) index++;
  }
  if (from >= 0) return { ok: false, outside: false };
  return { ok: true, text: parts.join('') + text.slice(kept), deep };
}

function isData(key: string): boolean {
  try {
    return JSON.parse(key) === 'data';
  } catch {
    return false;
  }
}

/** Place of the quotation mark that closes a string; the end of the text when none does. */
function endOfString(text: string, opens: number): number {
  for (let end = text.indexOf('"', opens + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}
