import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Busy } from '../../server/busy';
import { startWriter, type Writer } from '../../server/db/writer';
import { createRandom } from '../../server/demo/cityRandom';
import type { Engine } from '../../server/engine';
import { createBodyPlaces, INGEST_BODIES } from '../../server/http/bodyPlaces';
import { createIngestHandler } from '../../server/http/ingestRoute';
import { createMetrics } from '../../server/http/metrics';
import type { DoorAnswer } from '../../server/ingest/door';
import { MAX_DEATHS_A_MINUTE, startFarDoor } from '../../server/ingest/farDoor';
import { ParseBug, parseBody } from '../../server/ingest/parseBody';
import { startThread, THREADS } from '../../server/thread';
import { calendarFile } from '../support/histories';
import { SCRATCH } from '../support/scratch';
import { simpleReport } from '../support/source';
import { until } from '../support/until';

const REPORTS = 200;
const folder = mkdtempSync(join(SCRATCH, 'ioc-parser-'));
const file = join(folder, 'ioc.db');
let writer: Writer;
const deaths: Error[] = [];
beforeAll(async () => {
  writer = await startWriter({
    file,
    calendar: calendarFile,
    onGroup: () => 1,
    onDeath: (cause) => deaths.push(cause),
    onStorage: () => undefined,
    onCheckpoints: () => undefined,
  });
});
afterAll(async () => {
  await writer.close();
  rmSync(folder, { recursive: true });
});

const hashKey = Buffer.alloc(32, 7);
const knownCodes = ['19753'];
let bodies = 0;

/** A body of its own dossiers, all of one hint: by it the log tells what of it was taken. */
function body() {
  const hint = String(1000 + ++bodies);
  const reports = Array.from({ length: REPORTS }, (_, i) => simpleReport(`${i}-${hint}`));
  const now = Date.now();
  const bytes = Buffer.from(JSON.stringify(reports));
  return {
    hint,
    bytes,
    gzipped: false,
    kind: 'json',
    sourceId: 1,
    now,
    overQuota: () => Promise.resolve(null),
  } as const;
}

function stored(hint: string): number {
  const db = new Database(file, { readonly: true });
  const sql = 'SELECT count(*) FROM reports r JOIN dossiers d ON d.id = r.dossier_id WHERE d.hint = ?';
  const count = db.prepare(sql).pluck().get(hint) as number;
  db.close();
  return count;
}

function door() {
  const threads: Worker[] = [];
  const told = { restarts: 0, deaths: 0 };
  const far = startFarDoor({
    writer,
    hashKey,
    knownCodes,
    onRestart: () => told.restarts++,
    onDeath: () => told.deaths++,
    start: (toWriter) => {
      const thread = startThread(THREADS.door, { hashKey, knownCodes, toWriter }, [toWriter]);
      threads.push(thread);
      return thread;
    },
  });
  return { far, told, kill: () => threads.at(-1)?.terminate() };
}

test('a thread that dies is replaced: what it was at is answered as not taken, and is not in the log', async () => {
  const seen = { taken: 0, refused: 0 };
  for (let seed = 1; seed <= 2; seed++) {
    const random = createRandom(seed);
    const { far, told, kill } = door();
    // Warm, so that the deaths come while it works and not while it loads.
    expect(await far.take(body())).toMatchObject({ ok: true });
    for (let death = 1; death < MAX_DEATHS_A_MINUTE; death++) {
      const sent = Array.from({ length: 12 }, body);
      const answers = sent.map((one) => far.take(one).catch((cause: unknown) => cause));
      // At some point of their way: before, in, or after the first of them.
      const waited = random.whole(0, 6);
      if (waited > 0) await answers[waited - 1];
      await kill();
      for (const [i, answer] of (await Promise.all(answers)).entries()) {
        const count = stored(sent[i]?.hint ?? '');
        const isRefused = answer instanceof Busy || (answer as DoorAnswer).ok === false;
        expect(count, `seed ${seed}, death ${death}, body ${i}`).toBe(isRefused ? 0 : REPORTS);
        if (isRefused) expect(answer).toMatchObject(answer instanceof Busy ? { reason: 'parser' } : { busy: 'parser' });
        seen[isRefused ? 'refused' : 'taken']++;
      }
      expect(told).toEqual({ restarts: death, deaths: 0 });
      expect(far.restarts()).toBe(death);
    }
    expect(await far.take(body())).toMatchObject({ ok: true, answer: { accepted: REPORTS } });
    await far.close();
  }
  expect(seen.taken).toBeGreaterThan(0);
  expect(seen.refused).toBeGreaterThan(0);
  expect(writer.backlog()).toBe(0);
  expect(deaths).toEqual([]);
}, 240_000);

test('one that dies again and again is not replaced for ever', async () => {
  const { far, told, kill } = door();
  for (let death = 1; death <= MAX_DEATHS_A_MINUTE; death++) {
    await kill();
    await until(() => told.restarts + told.deaths >= death, 'it is noticed');
  }
  expect(told).toEqual({ restarts: MAX_DEATHS_A_MINUTE - 1, deaths: 1 });
  await far.close();
});

test('what is thrown while a body is parsed answers that one request, without a word of what was sent', async () => {
  const secret = 'NGUYEN VAN THU NGHIEM';
  const parsed = parseBody({ bytes: Buffer.from('[]'), gzipped: false, kind: 'json' }, {} as never, () => {
    throw new RangeError(`Unexpected token in "${secret}"`);
  });
  if (parsed.ok || !('bug' in parsed)) throw new Error('nothing was thrown');
  expect(parsed.bug).toMatch(/^RangeError\n\s+at .*parserThread/);
  expect(parsed.bug).not.toContain(secret);

  // A thread that answers every other body with its bug.
  const source = `const { parentPort } = require('node:worker_threads'); let n = 0;
    parentPort.on('message', ({ id, kind }) => {
      if (kind === 'parse') parentPort.postMessage(n++ % 2 === 0 ? { id, bug: 'RangeError' } : { id, fault: { status: 422, detail: 'a list' } });
    });`;
  const start = () => new Worker(source, { eval: true });
  const far = startFarDoor({
    writer,
    hashKey,
    knownCodes,
    onRestart: () => undefined,
    onDeath: () => undefined,
    start,
  });
  const bugs: Error[] = [];
  const engine = {
    findSource: () => ({ id: 1, name: 's', keyId: 1, quota: null }),
    take: far.take,
  } as unknown as Engine;
  const answer = createIngestHandler({
    engine: () => engine,
    quotas: { spend: () => Promise.resolve(null) },
    metrics: createMetrics({ engine: () => engine, listeners: () => 0 }),
    places: createBodyPlaces(INGEST_BODIES),
    onFailure: () => undefined,
    onBug: (cause) => bugs.push(cause),
  });
  const http = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const statuses: number[] = [];
  for (let i = 0; i < 4; i++) {
    const { status, headers } = await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      headers: { Authorization: 'Bearer key', 'Content-Type': 'application/json' },
      body: `["${secret}"]`,
    });
    statuses.push(status);
    expect(headers.get('content-type')).toBe('application/problem+json');
  }
  http.close();
  await far.close();
  expect(statuses).toEqual([500, 422, 500, 422]);
  expect(bugs).toHaveLength(2);
  for (const bug of bugs)
    expect([bug instanceof ParseBug, bug.message]).toEqual([true, 'while a body was parsed: RangeError']);
});
