import { mkdtempSync, rmSync } from 'node:fs';
import { type ClientRequest, createServer, request, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openWriter } from '../../server/db/open';
import { MAX_READINGS, startReader } from '../../server/db/reader';
import type { Engine } from '../../server/engine';
import { type BodyLimits, type BodyPlaces, createBodyPlaces } from '../../server/http/bodyPlaces';
import { createIngestHandler } from '../../server/http/ingestRoute';
import { createMetrics } from '../../server/http/metrics';
import { calendarFile } from '../support/histories';
import { SCRATCH } from '../support/scratch';
import { until } from '../support/until';

const ACCEPTED = { accepted: 1, duplicates: 0, quarantined: [], findings: [], rev: 1 };
const open: { close: () => void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

interface Way {
  readonly port: number;
  readonly places: BodyPlaces;
  /** Lets the bodies that were read be answered. */
  readonly answer: () => void;
}

/** The way in of reports with limits of its own; what it has read waits until the test lets it be answered. */
async function wayIn(limits: BodyLimits): Promise<Way> {
  const waiting: (() => void)[] = [];
  const engine = {
    findSource: () => ({ id: 1, name: 's', keyId: 1, quota: null }),
    take: () => new Promise((resolve) => waiting.push(() => resolve({ ok: true, answer: ACCEPTED }))),
  } as unknown as Engine;
  const places = createBodyPlaces(limits);
  const handler = createIngestHandler({
    engine: () => engine,
    quotas: { spend: () => Promise.resolve(null) },
    metrics: createMetrics({ engine: () => null, listeners: () => 0 }),
    places,
    onFailure: () => undefined,
    onBug: () => undefined,
  });
  const http: Server = createServer((asked, response) => void handler(asked, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => http.close() });
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { port, places, answer: () => waiting.splice(0).forEach((tell) => void tell()) };
}

interface Call {
  readonly call: ClientRequest;
  readonly answer: Promise<{ readonly status: number; readonly type: string; readonly retryAfter: string | undefined }>;
}

function begin({ port }: Way, announced: number): Call {
  const call = request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    agent: false,
    headers: { Authorization: 'Bearer k', 'Content-Type': 'application/json', 'Content-Length': String(announced) },
  });
  call.flushHeaders();
  open.push({ close: () => void call.destroy() });
  const answer = new Promise<Awaited<Call['answer']>>((resolve, reject) => {
    call.once('error', reject);
    call.once('response', (response) => {
      let text = '';
      response.on('data', (part: Buffer) => {
        text += part.toString();
      });
      response.on('end', () => {
        const { type = '' } = JSON.parse(text) as { type?: string };
        resolve({ status: response.statusCode ?? 0, type, retryAfter: response.headers['retry-after'] });
      });
    });
  });
  answer.catch(() => undefined);
  return { call, answer };
}

const BUSY_BODIES = { status: 503, type: 'about:blank#bodies', retryAfter: '2' };

test('more bodies than may be on their way are turned away with a reason, and taken again when there is room', async () => {
  const way = await wayIn({ bodies: 2, bytes: 1000, graceMs: 60_000, leastBytesASecond: 1 });
  const [reading, parsing] = [begin(way, 10), begin(way, 2)];
  parsing.call.end('[]');
  await until(() => way.places.taken() === 2, 'both are on their way');
  const third = begin(way, 2);
  third.call.end('[]');
  expect(await third.answer).toEqual(BUSY_BODIES);
  // Who breaks off gives its place back.
  reading.call.destroy();
  await until(() => way.places.taken() === 1, 'its place is free');
  const fourth = begin(way, 2);
  fourth.call.end('[]');
  await until(() => way.places.taken() === 2, 'the fourth is on its way');
  await until(() => {
    way.answer();
    return way.places.taken() === 0;
  }, 'all is answered');
  expect((await parsing.answer).status).toBe(200);
  expect((await fourth.answer).status).toBe(200);
});

test('bytes count as they come, over all connections, and not as they are announced', async () => {
  const way = await wayIn({ bodies: 100, bytes: 1000, graceMs: 60_000, leastBytesASecond: 1 });
  const [first, second] = [begin(way, 900), begin(way, 900)];
  first.call.write('x'.repeat(700));
  await until(() => way.places.taken() === 2, 'both are on their way');
  second.call.write('x'.repeat(800));
  // Whichever came first has its room: the other is told to come again.
  expect(await Promise.race([first.answer, second.answer])).toEqual(BUSY_BODIES);
  await until(() => way.places.taken() === 1, 'the other keeps its place');
});

test('a sender that does not send is told so, and holds its place no longer', async () => {
  const way = await wayIn({ bodies: 1, bytes: 1000, graceMs: 50, leastBytesASecond: 1_000_000 });
  const slow = begin(way, 500);
  slow.call.write('[');
  expect(await slow.answer).toMatchObject({ status: 408 });
  expect(way.places.taken()).toBe(0);
  const next = begin(way, 2);
  next.call.end('[]');
  await until(() => way.places.taken() === 1, 'the next one has the place');
  await until(() => {
    way.answer();
    return way.places.taken() === 0;
  }, 'the next one is answered');
  expect((await next.answer).status).toBe(200);
});

test(`no more than ${MAX_READINGS} readings wait: the next is turned away, and those that wait are answered`, async () => {
  const folder = mkdtempSync(join(SCRATCH, 'ioc-readings-'));
  const file = join(folder, 'ioc.db');
  openWriter(file).close();
  const reader = await startReader({ file, wardCodes: ['19753'], calendar: calendarFile }, 0, () => undefined);
  try {
    const ask = () => reader.summary({ start: 0, end: 1, recordedUpTo: 1 });
    const waiting = Array.from({ length: MAX_READINGS }, ask);
    await expect(ask()).rejects.toMatchObject({ reason: 'readings' });
    expect(await Promise.all(waiting)).toHaveLength(MAX_READINGS);
    expect((await ask()).wards).toHaveLength(1);
  } finally {
    await reader.close();
    rmSync(folder, { recursive: true });
  }
});
