import type { IncomingMessage, ServerResponse } from 'node:http';
import { Busy, type BusyReason } from '../busy';
import { monotonicMs } from '../clock';
import { isStorageFault } from '../db/storageFault';
import { StoreFailure } from '../db/writer';
import type { Engine } from '../engine';
import { MAX_BODY_BYTES, TOO_LARGE } from '../ingest/body';
import type { BodyKind } from '../ingest/connectors';
import type { DoorAnswer } from '../ingest/door';
import type { BodyFault } from '../ingest/fault';
import type { BodyPlaces } from './bodyPlaces';
import type { Metrics } from './metrics';
import { busyAnswer, problemText } from './problem';
import type { Quotas } from './quotas';

export const INGEST_PATH = '/api/v1/reports';

const DISCARD_BYTES = 4 * MAX_BODY_BYTES;
const DISCARD_MS = 5000;

export interface IngestParts {
  readonly engine: () => Engine | null;
  readonly quotas: Quotas;
  readonly metrics: Metrics;
  /** Of all ways in together. */
  readonly places: BodyPlaces;
  readonly onFailure: (cause: Error) => void;
  readonly onBug: (cause: Error) => void;
}

/** What one way in takes, and how it speaks to those who come by it. */
export interface IngestManner {
  /** Null: not a type that is taken here. */
  readonly kindOf: (contentType: string) => BodyKind | null;
  /** Which types are. */
  readonly types: string;
  readonly told: (outcome: DoorAnswer) => Answer;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type IngestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const CANONICAL: IngestManner = {
  kindOf: (type) => {
    if (type === 'application/json') return 'json';
    return type === 'application/x-ndjson' || type === 'application/ndjson' ? 'ndjson' : null;
  },
  types: 'application/json (an array) or application/x-ndjson',
  told,
};

/**
 * `POST /api/v1/reports`: 200 only when every report of the body is durable, counted or quarantined.
 * The one busy call is spoken in plain node: a framework's request and response objects cost more than the rest of it.
 */
export function createIngestHandler(parts: IngestParts, manner: IngestManner = CANONICAL): IngestHandler {
  return async (request, response) => {
    let answer: Answer;
    try {
      answer = await ingest(parts, request, manner);
    } catch (cause) {
      if (request.destroyed && !request.complete) return;
      if (!isStorageFault(cause)) parts.onBug(cause instanceof Error ? cause : new Error(String(cause)));
      answer = isStorageFault(cause) ? busy('storage') : refuse(500, 'Something went wrong here; it has been logged.');
    }
    response.writeHead(answer.status, {
      'Content-Type': answer.type,
      'Content-Length': Buffer.byteLength(answer.text),
      // What was refused early may still be on its way: the connection is not used again.
      ...(!request.complete && { Connection: 'close' }),
      ...answer.headers,
    });
    response.write(answer.text);
    if (!request.complete) await discardRest(request);
    response.end();
  };
}

async function ingest(
  { engine, quotas, metrics, places, onFailure }: IngestParts,
  request: IncomingMessage,
  manner: IngestManner,
): Promise<Answer> {
  const current = engine();
  if (!current) return busy('loading');
  const secret = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const source = secret ? current.findSource(secret) : null;
  if (!source) {
    const how = 'Send "Authorization: Bearer KEY" with a key made by "npm run keys".';
    return refuse(401, how, { 'WWW-Authenticate': 'Bearer' });
  }
  const kind = manner.kindOf(request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '');
  if (!kind) return refuse(415, `Send ${manner.types}.`);
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'gzip' && encoding !== 'identity') {
    return refuse(415, 'Send the body plain or with Content-Encoding: gzip.');
  }
  const body = await readBody(request, places);
  if (body === 'large') return refuse(TOO_LARGE.status, TOO_LARGE.detail);
  if (body === 'busy') return busy('bodies');
  if (body === 'slow') return refuse(408, 'The body came too slowly; nothing was taken. Send it again.');
  const from = monotonicMs();
  let outcome: DoorAnswer;
  try {
    outcome = await current.take({
      bytes: body.bytes,
      gzipped: encoding === 'gzip',
      kind,
      sourceId: source.id,
      overQuota: (reports) => quotas.spend(source, reports),
    });
  } catch (cause) {
    if (!(cause instanceof Busy)) throw cause;
    // A disk that takes nothing is told once, by whoever found out.
    if (cause instanceof StoreFailure && cause.fault === null) onFailure(cause);
    return busy(cause.reason);
  } finally {
    body.leave();
  }
  metrics.ingested(source.name, outcome, monotonicMs() - from);
  return manner.told(outcome);
}

/** What is durable, or why it is not taken, in problem details. */
export function told(outcome: DoorAnswer): Answer {
  if (outcome.ok) {
    const { accepted, duplicates, quarantined, rev } = outcome.answer;
    const text = JSON.stringify({ accepted, duplicates, quarantined, rev });
    return { status: 200, type: 'application/json', text, headers: {} };
  }
  if ('fault' in outcome) return refuseBody(outcome.fault);
  if ('busy' in outcome) return busy(outcome.busy);
  const seconds = String(outcome.retryAfter);
  const how = `This source is over its quota of reports a minute; try again in ${seconds} s.`;
  return refuse(429, how, { 'Retry-After': seconds });
}

function busy(reason: BusyReason): Answer {
  const { text, headers } = busyAnswer(reason);
  return { status: 503, type: headers['Content-Type'], text, headers: { 'Retry-After': headers['Retry-After'] } };
}

function refuseBody({ status, detail, reason }: BodyFault): Answer {
  const text = problemText(status, detail, reason && `about:blank#${reason}`);
  return { status, type: 'application/problem+json', text, headers: {} };
}

function refuse(status: number, detail: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, type: 'application/problem+json', text: problemText(status, detail), headers };
}

/**
 * The whole body, or why it is not read to its end. An announced length is believed only to refuse early: what a sender
 * has not sent takes no room.
 */
function readBody(request: IncomingMessage, places: BodyPlaces): Promise<HeldBody | 'large' | 'busy' | 'slow'> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return Promise.resolve('large');
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const place = places.enter(() => giveUp('slow'));
    if (!place) return resolve('busy');
    const stop = (): void => {
      request.off('data', take).off('end', finish).off('error', fail).off('close', fail).pause();
    };
    const giveUp = (why: 'large' | 'busy' | 'slow'): void => {
      stop();
      place.leave();
      resolve(why);
    };
    const take = (part: Buffer): void => {
      size += part.byteLength;
      if (size > MAX_BODY_BYTES) giveUp('large');
      else if (place.grow(part.byteLength)) parts.push(part);
      else giveUp('busy');
    };
    const finish = (): void => {
      stop();
      place.complete();
      resolve({ bytes: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts), leave: place.leave });
    };
    const fail = (cause?: Error): void => {
      stop();
      place.leave();
      reject(cause ?? new Error('the body broke off'));
    };
    request.on('data', take).once('end', finish).once('error', fail).once('close', fail);
  });
}

/** A body and its place among those that are on their way: held until it is answered. */
interface HeldBody {
  readonly bytes: Uint8Array;
  readonly leave: () => void;
}

/**
 * Takes what a refused sender still sends, up to a bound, before the connection is closed: closed with bytes unread,
 * it would be reset, and the sender would see a broken connection instead of the reason.
 */
function discardRest(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      request.off('data', count);
      resolve();
    };
    let left = DISCARD_BYTES;
    const count = (part: Buffer): void => {
      left -= part.byteLength;
      if (left < 0) done();
    };
    const timer = setTimeout(done, DISCARD_MS);
    request.on('data', count).resume();
    for (const event of ['end', 'close', 'error'] as const) request.once(event, done);
  });
}
