import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockFolder } from '../../server/db/folderLock';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

let server: RunningServer;
let key = '';
let copy = '';
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  await post(server.origin, key, [simpleReport('before')]);
  copy = (await command('server/cli/backup.ts', [join(dataDir, 'copies')], dataDir)).stdout.trim();
  await post(server.origin, key, [simpleReport('after')]);
});
afterAll(() => server.dispose());

const holder = () => JSON.parse(readFileSync(join(server.dataDir, 'lock.json'), 'utf8')) as { pid: number };
const inodes = () =>
  ['ioc.db', 'access.db', 'hash.key', 'access.key'].map((name) => statSync(join(server.dataDir, name)).ino);

/** What the server knows: its two reports, as duplicates. */
async function knowsBoth(): Promise<void> {
  const { body } = await post(server.origin, key, [simpleReport('third')]);
  expect(body).toMatchObject({ accepted: 1 });
  const verified = await command('server/cli/verify.ts', [], server.dataDir);
  expect(verified.stdout).toMatch(/[3-9] reports: every figure agrees/);
}

test('npm run restore beside a running server refuses, says who it is, and changes nothing', async () => {
  const [names, before] = [readdirSync(server.dataDir).sort(), inodes()];
  const restored = await command('server/cli/restore.ts', [copy], server.dataDir);
  expect(restored.code).toBe(75);
  expect(restored.stderr).toContain(`in use by the server (process ${server.process.pid}, since `);
  expect([readdirSync(server.dataDir).sort(), inodes()]).toEqual([names, before]);
  await knowsBoth();
});

test.each(['off', 'on'])('a second server on the folder refuses (demo %s), and the first goes on', async (DEMO) => {
  const second = await startServer({ dataDir: server.dataDir, env: { DEMO }, waitUntilReady: false });
  await until(() => second.process.exitCode !== null, 'it refuses');
  expect(second.process.exitCode).toBe(75);
  expect(second.output().trim().split('\n')).toEqual([
    expect.stringContaining(`${server.dataDir} is in use by the server (process ${server.process.pid}`),
  ]);
  await knowsBoth();
});

test('keys and users are still given beside a running server', async () => {
  expect((await command('server/cli/keys.ts', ['create', 'other'], server.dataDir)).code).toBe(0);
  expect((await command('server/cli/users.ts', ['create', 'Ai Đó', '--role', 'leader'], server.dataDir)).code).toBe(0);
});

test('a server that is killed leaves the folder free; what it wrote of itself keeps nobody out', async () => {
  const { pid } = holder();
  await server.kill('SIGKILL');
  expect(holder().pid).toBe(pid);
  const restored = await command('server/cli/restore.ts', [copy], server.dataDir);
  expect(restored.code, restored.stderr).toBe(0);
  server = await server.restart();
  expect(holder().pid).toBe(server.process.pid);
});

test('one process takes a folder as often as it likes; the last one out opens it', () => {
  const folder = makeDataDir();
  try {
    const first = lockFolder(folder, 'a test');
    const second = lockFolder(folder, 'a part of it');
    first();
    first();
    expect(readdirSync(folder)).toContain('lock.json');
    second();
    expect(readdirSync(folder)).toEqual(['lock.db']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
