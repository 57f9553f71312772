import type { Context } from 'hono';
import { monotonicMs } from '../clock';
import { StoreFailure } from '../db/writer';
import type { Engine } from '../engine';
import { MAX_BODY_BYTES, TOO_LARGE } from '../ingest/body';
import type { DoorAnswer } from '../ingest/door';
import type { BodyKind } from '../ingest/parseReports';
import type { Metrics } from './metrics';
import { problem } from './problem';
import type { Quotas } from './quotas';

export interface IngestParts {
  readonly engine: () => Engine | null;
  readonly quotas: Quotas;
  readonly metrics: Metrics;
  readonly onFailure: (cause: Error) => void;
}

/** `POST /api/v1/reports`: 200 only when every report of the body is durable, counted or quarantined. */
export function createIngestHandler({ engine, quotas, metrics, onFailure }: IngestParts) {
  return async (c: Context): Promise<Response> => {
    const current = engine();
    if (!current) return busy(c);
    const secret = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const source = secret ? current.findSource(secret) : null;
    if (!source) {
      return problem(c, 401, 'Send "Authorization: Bearer KEY" with a key made by "npm run keys".', {
        'WWW-Authenticate': 'Bearer',
      });
    }
    const kind = bodyKind(c.req.header('content-type'));
    if (!kind) return problem(c, 415, 'Send application/json (an array) or application/x-ndjson.');
    const encoding = (c.req.header('content-encoding') ?? 'identity').trim().toLowerCase();
    if (encoding !== 'gzip' && encoding !== 'identity') {
      return problem(c, 415, 'Send the body plain or with Content-Encoding: gzip.');
    }
    const bytes = await readBody(c);
    if (!bytes) return problem(c, TOO_LARGE.status, TOO_LARGE.detail);
    const from = monotonicMs();
    let outcome: DoorAnswer;
    try {
      outcome = await current.take({
        bytes,
        gzipped: encoding === 'gzip',
        kind,
        sourceId: source.id,
        overQuota: (reports) => quotas.spend(source, reports),
      });
    } catch (cause) {
      if (!(cause instanceof StoreFailure)) throw cause;
      onFailure(cause);
      return busy(c);
    }
    metrics.ingested(source.name, outcome, monotonicMs() - from);
    return answer(c, outcome);
  };
}

function answer(c: Context, outcome: DoorAnswer): Response {
  if (outcome.ok) return c.json(outcome.answer);
  if ('fault' in outcome) return problem(c, outcome.fault.status, outcome.fault.detail);
  if ('busy' in outcome) return busy(c);
  const seconds = String(outcome.retryAfter);
  return problem(c, 429, `This source is over its quota of reports a minute; try again in ${seconds} s.`, {
    'Retry-After': seconds,
  });
}

function busy(c: Context): Response {
  return problem(c, 503, 'The log cannot take reports now; nothing was taken. Send them again later.', {
    'Retry-After': '2',
  });
}

function bodyKind(contentType: string | undefined): BodyKind | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return 'json';
  return type === 'application/x-ndjson' || type === 'application/ndjson' ? 'ndjson' : null;
}

/** The whole body, or null when it is over the limit; an announced length is believed only to refuse early. */
async function readBody(c: Context): Promise<Uint8Array | null> {
  const announced = c.req.header('content-length');
  if (announced !== undefined) {
    if (Number(announced) > MAX_BODY_BYTES) return null;
    return new Uint8Array(await c.req.arrayBuffer());
  }
  const reader = c.req.raw.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > MAX_BODY_BYTES) {
      await reader?.cancel();
      return null;
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts);
}
