import type { KeyObject } from 'node:crypto';
import { MINUTE_MS } from '../../shared/localTime';
import { CONTENT_FIELDS, FLAGS } from '../../shared/report';
import { createBatchBuilder, type ReportBatch } from './batch';
import { canonicalNumber, hintOf, keyedHash } from './identity';
import { reportSchema, type SentReport } from './reportSchema';

export const MAX_REPORTS = 10_000;
export const FUTURE_LIMIT_MS = 5 * MINUTE_MS;

export interface ParseContext {
  readonly key: KeyObject;
  /** The 40 wards and the city level. */
  readonly knownCodes: ReadonlySet<string>;
  readonly now: number;
}

/** A whole body that cannot be taken: an HTTP status and what to do about it. */
export interface BodyFault {
  readonly status: 400 | 413 | 415 | 422;
  readonly detail: string;
}

export type ParseOutcome =
  | { readonly ok: true; readonly batch: ReportBatch }
  | { readonly ok: false; readonly fault: BodyFault };

export type BodyKind = 'json' | 'ndjson';

/** Text of a body → columns of reports. One bad report never stops the others. */
export function parseReports(text: string, kind: BodyKind, context: ParseContext): ParseOutcome {
  return kind === 'json' ? parseJson(text, context) : parseLines(text, context);
}

function parseJson(text: string, context: ParseContext): ParseOutcome {
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch {
    return fault(400, 'The body is not valid JSON.');
  }
  if (!Array.isArray(sent)) return fault(422, 'The body must be a JSON array of reports.');
  if (sent.length > MAX_REPORTS) return tooMany(sent.length);
  return { ok: true, batch: collect(sent.entries(), context) };
}

function parseLines(text: string, context: ParseContext): ParseOutcome {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > MAX_REPORTS) return tooMany(lines.length);
  return { ok: true, batch: collect(parsedLines(lines), context) };
}

function* parsedLines(lines: readonly string[]): Generator<[number, unknown]> {
  for (const [i, line] of lines.entries()) {
    let sent: unknown;
    try {
      sent = JSON.parse(line);
    } catch {
      sent = new NotJson(line);
    }
    yield [i, sent];
  }
}

class NotJson {
  constructor(readonly line: string) {}
}

function collect(sent: Iterable<[number, unknown]>, context: ParseContext): ReportBatch {
  const builder = createBatchBuilder();
  for (const [index, one] of sent) {
    if (one instanceof NotJson) {
      builder.refuse({ index, reason: 'not-json', bodyHash: keyedHash(context.key, 'refused', one.line) });
      continue;
    }
    const parsed = reportSchema.safeParse(one);
    const reason = parsed.success ? refusal(parsed.data, context) : reasonOf(one, parsed.error.issues[0]);
    if (!parsed.success || reason !== null) {
      const bodyHash = keyedHash(context.key, 'refused', JSON.stringify(one) ?? '');
      builder.refuse({ index, reason: reason ?? 'bad-field', bodyHash });
    } else builder.add(rowOf(index, parsed.data, context.key));
  }
  return builder.build();
}

function refusal(report: SentReport, { knownCodes, now }: ParseContext): string | null {
  if (!knownCodes.has(report.wardCode)) return 'unknown-ward';
  return report.occurredAt > now + FUTURE_LIMIT_MS ? 'future' : null;
}

/** Names the field at fault, never its value. */
function reasonOf(sent: unknown, issue: { readonly path: readonly PropertyKey[] } | undefined): string {
  const field = issue?.path[0];
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent) || field === undefined) return 'not-object';
  return `${Object.hasOwn(sent, field) ? 'bad-field' : 'missing-field'}:${String(field)}`;
}

function rowOf(index: number, report: SentReport, key: KeyObject) {
  const number = canonicalNumber(report.dossierNo);
  return {
    index,
    idHash: typeof report.id === 'string' ? keyedHash(key, 'id', report.id.normalize('NFC')) : null,
    dossierKey: keyedHash(key, 'dossier', number),
    occurredAt: report.occurredAt,
    status: report.status,
    ward: Number(report.wardCode),
    hint: hintOf(number),
    content: canonicalContent(report),
  };
}

/** The supplied optional fields, in one order: equal contents are equal to the letter. */
export function canonicalContent(report: SentReport): string {
  const out: Record<string, unknown> = {};
  for (const field of CONTENT_FIELDS) {
    const value = report[field];
    if (value === undefined) continue;
    out[field] = field === 'flags' && report.flags ? canonicalFlags(report.flags) : value;
  }
  return JSON.stringify(out);
}

function canonicalFlags(flags: NonNullable<SentReport['flags']>): Record<string, boolean | null> {
  const out: Record<string, boolean | null> = {};
  for (const flag of FLAGS) {
    const value = flags[flag];
    if (value !== undefined) out[flag] = value;
  }
  return out;
}

function fault(status: BodyFault['status'], detail: string): ParseOutcome {
  return { ok: false, fault: { status, detail } };
}

function tooMany(count: number): ParseOutcome {
  return fault(413, `${count} reports were sent; at most ${MAX_REPORTS} fit in one request. Send them in parts.`);
}
