import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Receipt } from '../../server/cli/importReceipt';
import { command, makeDataDir, type RunningServer, startServer } from '../support/server';
import { simpleReport } from '../support/source';
import { until } from '../support/until';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Far more than is taken in before a signal arrives. */
const ROWS = 400_000;
const SOURCE = 'so-cu';

let file = '';
let small = '';
let folder = '';
beforeAll(() => {
  folder = makeDataDir();
  [file, small] = [join(folder, 'many.ndjson'), join(folder, 'one.ndjson')];
  writeFileSync(file, Array.from({ length: ROWS }, (_, i) => JSON.stringify(simpleReport(i))).join('\n'));
  writeFileSync(small, JSON.stringify(simpleReport('one')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Started {
  readonly child: ChildProcess;
  readonly code: Promise<number | null>;
  readonly output: () => string;
}

function start(how: readonly string[], dataDir: string, port: string): Started {
  const [program = '', ...args] = how;
  const child = spawn(program, [...args, file, '--source', SOURCE], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, code, output: () => said };
}

const DIRECT = [process.execPath, '--import', 'tsx', join(ROOT, 'server/cli/import.ts')];
const BY_NPM = ['npm', 'run', '-s', 'import', '--'];

function read<T>(dataDir: string, name: string, sql: string): T[] {
  const db = new Database(join(dataDir, name), { readonly: true });
  try {
    return db.prepare(sql).all() as T[];
  } finally {
    db.close();
  }
}

/** In the middle of it: some slices are in the log. */
async function underWay(dataDir: string, { output, child }: Started): Promise<void> {
  await until(() => {
    if (child.exitCode !== null) throw new Error(`it ended by itself: ${output()}`);
    if (!readdirSync(dataDir).includes('ioc.db')) return false;
    try {
      return logged(dataDir) > 2000;
    } catch {
      // Its tables are being made.
      return false;
    }
  }, 'some of it is in the log');
}

const logged = (dataDir: string) =>
  read<{ n: number }>(dataDir, 'ioc.db', 'SELECT count(*) AS n FROM reports')[0]?.n ?? 0;
const goodKeys = (dataDir: string) =>
  read<{ id: number }>(dataDir, 'ioc.db', 'SELECT id FROM ingest_keys WHERE revoked_at IS NULL').length;
const audited = (dataDir: string) =>
  read<{ action: string }>(
    dataDir,
    'access.db',
    "SELECT action FROM audit WHERE who = 'npm run import' ORDER BY seq",
  ).map(({ action }) => action);
const sourcesOf = async ({ origin }: RunningServer) =>
  ((await (await fetch(`${origin}/api/v1/snapshot`)).json()) as { sources: unknown[] }).sources;

function receiptOf(dataDir: string): Receipt {
  const [name = ''] = readdirSync(join(dataDir, 'receipts'));
  return JSON.parse(readFileSync(join(dataDir, 'receipts', name), 'utf8')) as Receipt;
}

const STOPS = [
  { how: DIRECT, name: 'Ctrl-C', stop: (pid: number) => process.kill(-pid, 'SIGINT'), code: 130 },
  { how: DIRECT, name: 'SIGTERM', stop: (pid: number) => process.kill(pid, 'SIGTERM'), code: 143 },
  { how: BY_NPM, name: 'SIGTERM to npm alone', stop: (pid: number) => process.kill(pid, 'SIGTERM'), code: null },
];

test.each(STOPS)('$name, alone: the key is taken back, and the receipt tells what is in the log', async (one) => {
  const dataDir = makeDataDir();
  try {
    const importing = start(one.how, dataDir, '1');
    await underWay(dataDir, importing);
    one.stop(importing.child.pid ?? 0);
    const code = await importing.code;
    if (one.code !== null) expect(code, importing.output()).toBe(one.code);
    await until(() => readdirSync(dataDir).includes('receipts'), 'its receipt is there');
    const { files } = receiptOf(dataDir);
    expect(files).toMatchObject([{ accepted: logged(dataDir), fault: expect.stringContaining('stopped') }]);
    expect(logged(dataDir)).toBeLessThan(ROWS);
    expect([goodKeys(dataDir), audited(dataDir)]).toEqual([0, ['key-made', 'key-revoked']]);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test.each(STOPS.slice(0, 2))('$name, beside a server: the same, and nobody waits for that source', async (one) => {
  const server = await startServer({ dataDir: makeDataDir(), env: { SOURCE_SILENT_MINUTES: '1' } });
  try {
    const importing = start(one.how, server.dataDir, new URL(server.origin).port);
    await underWay(server.dataDir, importing);
    expect(await sourcesOf(server)).toEqual([]);
    one.stop(importing.child.pid ?? 0);
    expect(await importing.code, importing.output()).toBe(one.code);
    expect(receiptOf(server.dataDir).files).toMatchObject([{ accepted: logged(server.dataDir) }]);
    expect([goodKeys(server.dataDir), audited(server.dataDir)]).toEqual([0, ['key-made', 'key-revoked']]);
    expect(await sourcesOf(server)).toEqual([]);
  } finally {
    await server.dispose();
  }
});

test('killed, it leaves a key that nobody waits for; the next import takes it back, and so does the next start', async () => {
  let server = await startServer({ dataDir: makeDataDir() });
  const { dataDir } = server;
  const PORT = new URL(server.origin).port;
  const killed = async () => {
    const before = logged(dataDir);
    const importing = start(DIRECT, dataDir, PORT);
    await until(() => goodKeys(dataDir) === 1 && audited(dataDir).at(-1) === 'key-made', 'it has its key');
    process.kill(importing.child.pid ?? 0, 'SIGKILL');
    await importing.code;
    expect(logged(dataDir)).toBeGreaterThanOrEqual(before);
    expect(goodKeys(dataDir)).toBe(1);
    // What is looked at every second has been looked at.
    const { rev } = (await (await fetch(`${server.origin}/api/v1/snapshot`)).json()) as { rev: number };
    expect(rev).toBeGreaterThan(0);
    expect(await sourcesOf(server)).toEqual([]);
  };
  try {
    await killed();
    const next = await command('server/cli/import.ts', [small, '--source', SOURCE], dataDir, { PORT });
    expect(next.code, next.stderr).toBe(0);
    expect([goodKeys(dataDir), audited(dataDir)]).toEqual([0, ['key-made', 'key-revoked', 'key-made', 'key-revoked']]);
    await killed();
    await server.kill();
    server = await server.restart();
    expect([goodKeys(dataDir), audited(dataDir).slice(4)]).toEqual([0, ['key-made', 'key-revoked']]);
  } finally {
    await server.dispose();
  }
});

test('an import that waits for a server to come back keeps its key when the server does', async () => {
  let server = await startServer({ dataDir: makeDataDir() });
  try {
    const importing = start(DIRECT, server.dataDir, new URL(server.origin).port);
    await underWay(server.dataDir, importing);
    await server.kill('SIGKILL');
    server = await server.restart();
    const before = logged(server.dataDir);
    await until(() => logged(server.dataDir) > before, 'it goes on');
    process.kill(importing.child.pid ?? 0, 'SIGINT');
    expect(await importing.code).toBe(130);
    const [one] = receiptOf(server.dataDir).files;
    expect((one?.accepted ?? 0) + (one?.duplicates ?? 0)).toBe(logged(server.dataDir));
  } finally {
    await server.dispose();
  }
});
