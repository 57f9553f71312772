import type { KeyObject } from 'node:crypto';
import { CONTENT_FIELDS, FLAGS } from '../../shared/report';
import { createBatchBuilder, type ReportBatch } from './batch';
import { type BodyKind, connectorOf } from './connectors';
import { type Candidate, NotJson, type TextConnector, TooDeep } from './connectors/connector';
import { type BodyFault, fault } from './fault';
import { canonicalNumber, hintOf, keyedHash } from './identity';
import { reportSchema, type SentReport } from './reportSchema';
import { FUTURE_LIMIT_MS } from './statedAt';

export const MAX_REPORTS = 10_000;

export interface ParseContext {
  readonly key: KeyObject;
  /** The 40 wards and the city level. */
  readonly knownCodes: ReadonlySet<string>;
  readonly now: number;
}

export type ParseOutcome =
  | { readonly ok: true; readonly batch: ReportBatch }
  | { readonly ok: false; readonly fault: BodyFault };

/** Text of a body → columns of reports. One bad report never stops the others. */
export function parseReports(text: string, kind: BodyKind, context: ParseContext): ParseOutcome {
  const connector = connectorOf(kind);
  const reading = connector.read(text, context);
  if (!reading.ok) return reading;
  if (reading.count > MAX_REPORTS) {
    const how = `at most ${MAX_REPORTS} fit in one request. Send them in parts.`;
    return fault(413, `${reading.count} reports were sent; ${how}`);
  }
  return { ok: true, batch: collect(reading.items, connector, context) };
}

function collect(sent: Iterable<Candidate>, connector: TextConnector, context: ParseContext): ReportBatch {
  const builder = createBatchBuilder();
  for (const [index, one, dropped = []] of sent) {
    if (one instanceof NotJson || one instanceof TooDeep) {
      const reason = one instanceof NotJson ? 'not-json' : 'too-deep';
      builder.refuse({ index, reason, bodyHash: keyedHash(context.key, 'refused', one.text) });
      continue;
    }
    const parsed = reportSchema.safeParse(one);
    const reason = parsed.success
      ? refusal(parsed.data, connector, context)
      : reasonOf(one, parsed.error.issues[0]?.path[0], connector);
    const hashOf = () => keyedHash(context.key, 'refused', JSON.stringify(one) ?? '');
    if (!parsed.success || reason !== null) {
      builder.refuse({ index, reason: reason ?? 'bad-field', bodyHash: hashOf() });
      continue;
    }
    builder.add(rowOf(index, parsed.data, context.key));
    for (const field of dropped) builder.find({ index, reason: `dropped-field:${field}`, bodyHash: hashOf() });
  }
  return builder.build();
}

function refusal(report: SentReport, connector: TextConnector, { knownCodes, now }: ParseContext): string | null {
  if (report.wardCode !== undefined) {
    if (!knownCodes.has(report.wardCode)) return 'unknown-ward';
  } else if (report.agencyCode === undefined) return reasonOf({}, 'wardCode', connector);
  return report.occurredAt > now + FUTURE_LIMIT_MS ? 'future' : null;
}

/** Names the field at fault, never its value. */
function reasonOf(sent: unknown, field: PropertyKey | undefined, { names }: TextConnector): string {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent) || field === undefined) return 'not-object';
  const name = names?.[String(field)] ?? String(field);
  return `${Object.hasOwn(sent, field) ? 'bad-field' : 'missing-field'}:${name}`;
}

function rowOf(index: number, report: SentReport, key: KeyObject) {
  const number = canonicalNumber(report.dossierNo);
  return {
    index,
    idHash: typeof report.id === 'string' ? keyedHash(key, 'id', report.id.normalize('NFC')) : null,
    dossierKey: keyedHash(key, 'dossier', number),
    occurredAt: report.occurredAt,
    status: report.status,
    ward: Number(report.wardCode ?? 0),
    agency: report.wardCode === undefined ? (report.agencyCode ?? '') : '',
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
