import { bodyText } from './body';
import type { BodyKind } from './connectors';
import { type ParseContext, type ParseOutcome, parseReports } from './parseReports';

/** What parsing came to; `bug` names what was thrown in it. */
export type ParsedBody = ParseOutcome | { readonly ok: false; readonly bug: string };

/**
 * Bytes of a request → columns of reports. Whatever is thrown on the way costs the one request: it is told by its kind
 * and its place in the code, for the message of an error may quote what was sent.
 */
export function parseBody(
  body: { readonly bytes: Uint8Array; readonly gzipped: boolean; readonly kind: BodyKind },
  context: ParseContext,
  parse: typeof parseReports = parseReports,
): ParsedBody {
  try {
    const text = bodyText(body.bytes, body.gzipped);
    return text.ok ? parse(text.text, body.kind, context) : text;
  } catch (cause) {
    return { ok: false, bug: namedOnly(cause) };
  }
}

/** An error in the code that parses bodies; nothing of the body was taken. */
export class ParseBug extends Error {
  constructor(bug: string) {
    super(`while a body was parsed: ${bug}`);
  }
}

function namedOnly(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [cause.name, ...frames].join('\n');
}
