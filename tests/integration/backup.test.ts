import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedIn } from '../support/people';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';

let server: RunningServer;
let key = '';
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
});
afterAll(() => server.dispose());

test('a backup made while reports come in holds all that was acknowledged before it; put back, everything agrees', async () => {
  const batch = (name: string) => Array.from({ length: 2000 }, (_, i) => simpleReport(`${name}-${i}`));
  await post(server.origin, key, batch('a'));
  const operator = signedIn(server.dataDir, 'operator', null, 'Người Giữ');
  const during = post(server.origin, key, batch('b'));
  const made = await command('server/cli/backup.ts', [join(server.dataDir, 'copies')], server.dataDir);
  expect(made.code, made.stderr).toBe(0);
  await during;

  const dataDir = makeDataDir();
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, 'ioc.db'), 'what was there before');
  const restored = await command('server/cli/restore.ts', [made.stdout.trim()], dataDir);
  expect(restored.code, restored.stderr).toBe(0);
  expect(readdirSync(dataDir).some((name) => name.startsWith('before-restore-'))).toBe(true);
  const copy = await startServer({ dataDir });
  try {
    const now = new Date(performance.timeOrigin + performance.now());
    const day = new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
    const received = async (origin: string) => {
      const answer = await fetch(`${origin}/api/v1/summary?from=2025-01-01&to=${day}`);
      return ((await answer.json()) as { city: { received: number } }).city.received;
    };
    expect([2000, 4000]).toContain(await received(copy.origin));
    expect((await command('server/cli/verify.ts', [], dataDir)).stdout).toContain('every figure agrees');
    // The same people, keys and hashes: what is sent again is known again.
    const again = await post(copy.origin, key, batch('a'));
    expect(again.body.accepted + again.body.duplicates).toBe(2000);
    expect([2000, 4000]).toContain(await received(copy.origin));
    const session = await fetch(`${copy.origin}/api/v1/session`, { headers: { Cookie: operator.cookie } });
    expect(await session.text()).toContain('Người Giữ');
  } finally {
    await copy.dispose();
  }
});

test('what is no backup, or a damaged one, changes nothing', async () => {
  const dataDir = makeDataDir();
  const noise = join(dataDir, 'x.tar.gz');
  writeFileSync(noise, 'noise');
  const refused = await command('server/cli/restore.ts', [noise], dataDir);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('no backup')]);
  expect((await command('server/cli/restore.ts', [join(dataDir, 'missing')], dataDir)).code).toBe(2);
  expect((await command('server/cli/backup.ts', [dataDir], dataDir)).stderr).toContain('There is no log');
  expect(readdirSync(dataDir)).toEqual(['x.tar.gz']);
});
