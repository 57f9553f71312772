import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

let server: RunningServer;
let key = '';
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
});
afterAll(() => server.dispose());

const send = (reports: unknown, headers: Readonly<Record<string, string>> = {}) =>
  post(server.origin, key, reports, headers);

describe('POST /api/v1/reports', () => {
  test('counts what is new, what is a repetition and what is refused, each bad report by its own reason', async () => {
    const good = simpleReport('0001');
    const { status, body } = await send([
      good,
      good,
      simpleReport('0002', { wardCode: '99999' }),
      { ...simpleReport('0003'), status: undefined },
      simpleReport('0004', { channel: 'carrier pigeon' }),
      simpleReport('0005', { status: '4' }),
      simpleReport('0006', { status: null }),
      simpleReport('0007', { occurredAt: '2199-01-01T00:00:00+07:00' }),
      simpleReport('0008', { dueAt: '2025-07-14' }),
      simpleReport('0009', { flags: { digitised: 'yes' } }),
      simpleReport('0010', { unknownField: { anything: 1 } }),
      'not an object',
    ]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 2, duplicates: 1 });
    expect(body.quarantined).toEqual([
      { index: 2, reason: 'unknown-ward' },
      { index: 3, reason: 'missing-field:status' },
      { index: 4, reason: 'bad-field:channel' },
      { index: 5, reason: 'bad-field:status' },
      { index: 6, reason: 'bad-field:status' },
      { index: 7, reason: 'future' },
      { index: 8, reason: 'bad-field:dueAt' },
      { index: 9, reason: 'bad-field:flags' },
      { index: 11, reason: 'not-object' },
    ]);
  });

  test('the same id with other content is refused and what came first stays', async () => {
    const first = simpleReport('0101', { id: 'one' });
    expect((await send([first])).body.accepted).toBe(1);
    expect((await send([first])).body.duplicates).toBe(1);
    const other = await send([{ ...first, status: 9 }]);
    expect(other.body).toMatchObject({ accepted: 0, duplicates: 0, quarantined: [{ index: 0, reason: 'id-reused' }] });
  });

  test('NDJSON: a broken line is quarantined alone; index counts non-empty lines', async () => {
    const lines = `${JSON.stringify(simpleReport('0201'))}\n\n{broken\n${JSON.stringify(simpleReport('0202'))}\n`;
    const { body } = await send(lines, { 'Content-Type': 'application/x-ndjson' });
    expect(body).toMatchObject({ accepted: 2, quarantined: [{ index: 1, reason: 'not-json' }] });
  });

  test('gzip, small and large, is inflated', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => simpleReport(`03-${i}`));
    const { body } = await send(gzipSync(JSON.stringify(many)), { 'Content-Encoding': 'gzip' });
    expect(body).toMatchObject({ accepted: 3000, duplicates: 0, quarantined: [] });
  });

  test.each([
    ['no key', 401, [], { Authorization: '' }],
    ['a wrong key', 401, [], { Authorization: 'Bearer ioc_wrong' }],
    ['broken JSON', 400, '[{', {}],
    ['broken gzip', 400, 'plain', { 'Content-Encoding': 'gzip' }],
    ['another type', 415, 'a,b', { 'Content-Type': 'text/csv' }],
    ['another encoding', 415, '[]', { 'Content-Encoding': 'br' }],
    ['an object', 422, '{}', {}],
    ['too many', 413, JSON.stringify(Array.from({ length: 10_001 }, () => 1)), {}],
    ['too large', 413, ' '.repeat(16 * 1024 * 1024 + 1), {}],
    ['too large once inflated', 413, gzipSync(' '.repeat(17 * 1024 * 1024)), { 'Content-Encoding': 'gzip' }],
  ])('%s is refused with %i and problem details', async (_what, status, body, headers) => {
    const answer = await send(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({
      type: 'about:blank',
      status,
      title: expect.any(String),
      detail: expect.any(String),
    });
  });

  test('a quota of reports a minute answers 429 with Retry-After and takes nothing', async () => {
    const wish = ['create', 'limited', '--title', 'Nguồn có hạn mức', '--quota', '5'];
    const { stdout, code } = await command('server/cli/keys.ts', wish, server.dataDir);
    expect([code, stdout], 'the key, and nothing else').toEqual([0, expect.stringMatching(/^ioc_[\w-]{43}\n$/)]);
    const limited = stdout.trim();
    const batch = Array.from({ length: 4 }, (_, i) => simpleReport(`04-${i}`));
    expect((await post(server.origin, limited, batch)).status).toBe(200);
    const snapshot = async () => JSON.stringify(await (await fetch(`${server.origin}/api/v1/snapshot`)).json());
    await until(async () => (await snapshot()).includes('Nguồn có hạn mức'), 'the board calls it by its title');
    const over = await post(server.origin, limited, batch);
    expect(over.status).toBe(429);
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await post(server.origin, limited, [simpleReport('04-9')])).status).toBe(200);
  });

  test('a revoked key is no key at once', async () => {
    const short = makeKey(server.dataDir, 'short-lived');
    expect((await post(server.origin, short, [])).status).toBe(200);
    expect((await command('server/cli/keys.ts', ['revoke', 'short-lived'], server.dataDir)).code).toBe(0);
    expect((await post(server.origin, short, [])).status).toBe(401);
  });

  test('I9 neither the dossier number nor the key nor an id is anywhere in the files', async () => {
    const secret = simpleReport('SECRET-777888', { id: 'SECRET-ID-4711' });
    await send([secret, { ...secret, wardCode: 'SECRET-WARD' }]);
    const db = new Database(join(server.dataDir, 'ioc.db'), { readonly: true });
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
    const everything = tables
      .flatMap((name) => db.prepare(`SELECT * FROM "${name}"`).all())
      .map((row) => JSON.stringify(row));
    db.close();
    for (const text of ['SECRET', key]) {
      expect(everything.filter((row) => row.includes(text))).toEqual([]);
    }
    expect(server.output()).not.toContain('SECRET');
  });
});

describe('the log holds against a stranger with a sqlite shell', () => {
  test.each([
    'UPDATE reports SET status = 9',
    'DELETE FROM reports',
    'INSERT OR REPLACE INTO reports SELECT * FROM reports LIMIT 1',
    'INSERT INTO reports SELECT seq + 1000, recorded_at, 9, id_hash, dossier_id, occurred_at, ward_code, status, content FROM reports LIMIT 1',
    'REPLACE INTO reports SELECT (SELECT max(seq) + 1 FROM reports), recorded_at, source_id, id_hash, dossier_id, occurred_at, ward_code, 9, content FROM reports WHERE length(id_hash) > 0 LIMIT 1',
    'UPDATE entries SET n = 2',
    'DELETE FROM entries',
    'UPDATE recordings SET recorded_at = recorded_at + 1',
    'DELETE FROM recordings',
    'INSERT INTO recordings VALUES (0, 0, 0)',
  ])('%s', (statement) => {
    const db = new Database(join(server.dataDir, 'ioc.db'));
    const count = () => db.prepare('SELECT count(*) FROM reports').pluck().get();
    const before = count();
    expect(() => db.exec(statement)).toThrow(/append|rise|sequence/);
    expect(count()).toBe(before);
    db.close();
  });
});
