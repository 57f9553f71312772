import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { create, extract } from 'tar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedIn } from '../support/people';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const reports = Array.from({ length: 5 }, (_, i) => simpleReport(`lost-${i}`));
const CSV = 'dossierNo,wardCode,receivedAt,status\nH57.21.03-250601-0001,19753,2025-06-01 08:00,2\n';

let server: RunningServer;
let key = '';
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  await post(server.origin, key, reports);
  const { name } = signedIn(dataDir, 'operator');
  const db = new Database(join(dataDir, 'access.db'));
  db.prepare("UPDATE users SET totp_secret = x'00' WHERE name = ?").run(name);
  db.close();
  await server.kill();
});
afterAll(() => server.dispose());

/** Starts it on its data and waits for the end that it comes to. */
async function refusal(dataDir: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const started = await startServer({ dataDir, waitUntilReady: false });
  await until(() => started.process.exitCode !== null, 'it refuses to start');
  return { code: started.process.exitCode, said: started.output().trim() };
}

const received = async (origin: string) => {
  const { windows } = (await (await fetch(`${origin}/api/v1/snapshot`)).json()) as {
    windows: { today: { from: string } };
  };
  const day = windows.today.from;
  const summary = await fetch(`${origin}/api/v1/summary?from=${day}&to=${day}`);
  return ((await summary.json()) as { city: { received: number } }).city.received;
};

/** Every way in which a key can be gone. */
const LOSSES: Readonly<Record<string, (file: string) => void>> = {
  'is missing': (file) => rmSync(file),
  'is empty': (file) => truncateSync(file, 0),
  'is no key': (file) => truncateSync(file, 31),
  'is another key': (file) => writeFileSync(file, Buffer.alloc(32, 1)),
};

describe.each(['hash.key', 'access.key'])('%s', (name) => {
  test.each(Object.keys(LOSSES))(
    'that %s stops the start with a sentence, and put back, all is as before',
    async (fault) => {
      const { dataDir } = server;
      const file = join(dataDir, name);
      const kept = `${file}.kept`;
      copyFileSync(file, kept);
      try {
        LOSSES[fault]?.(file);
        const { code, said } = await refusal(dataDir);
        expect(code).toBe(78);
        expect(said).toContain(`${file} ${fault}`);
        expect(said).toMatch(/npm run restore -- FILE.*tar -xzf/);
        expect(said.split('\n'), 'one sentence, no stack').toHaveLength(1);
        if (name === 'hash.key') {
          const one = join(dataDir, 'one.csv');
          writeFileSync(one, CSV);
          const imported = await command('server/cli/import.ts', [one], dataDir, { PORT: '1' });
          expect([imported.code, imported.stderr]).toEqual([78, expect.stringContaining(`${file} ${fault}`)]);
        }
        if (fault === 'is missing') expect(readdirSync(dataDir)).not.toContain(name);
      } finally {
        copyFileSync(kept, file);
        rmSync(kept);
      }
    },
  );
});

test('with the key put back the five that are sent again are known again: 5 received, not 10', async () => {
  server = await server.restart();
  const again = await post(server.origin, key, reports);
  expect(again.body).toMatchObject({ accepted: 0, duplicates: 5 });
  expect(await received(server.origin)).toBe(5);
  await server.kill();
});

test('a log of before there were marks takes the key that lies there, refuses to do without, and holds it to that', async () => {
  const { dataDir } = server;
  const forget = () => {
    const db = new Database(join(dataDir, 'ioc.db'));
    db.exec('DELETE FROM key_marks');
    db.close();
  };
  const file = join(dataDir, 'hash.key');
  const whole = readFileSync(file);
  forget();
  rmSync(file);
  expect((await refusal(dataDir)).code).toBe(78);
  writeFileSync(file, whole, { mode: 0o600 });
  await (await server.restart()).kill();
  writeFileSync(file, Buffer.alloc(32, 1));
  expect((await refusal(dataDir)).said).toContain('is another key');
  writeFileSync(file, whole);
});

test('new keys are whole, closed to others, and leave nothing beside them', async () => {
  const fresh = await startServer({ dataDir: makeDataDir() });
  try {
    for (const name of ['hash.key', 'access.key']) {
      const stat = statSync(join(fresh.dataDir, name));
      expect([stat.size, stat.mode & 0o777]).toEqual([32, 0o600]);
    }
    expect(readdirSync(fresh.dataDir).filter((name) => name.endsWith('.part'))).toEqual([]);
  } finally {
    await fresh.dispose();
  }
});

test('a backup whose key does not fit its log is refused, and changes nothing', async () => {
  const { dataDir } = server;
  const made = await command('server/cli/backup.ts', [join(dataDir, 'copies')], dataDir);
  expect(made.code, made.stderr).toBe(0);
  const target = makeDataDir();
  const open = makeDataDir();
  try {
    await extract({ file: made.stdout.trim(), cwd: open });
    expect(readdirSync(open).sort()).toEqual(['access.db', 'access.key', 'hash.key', 'ioc.db']);
    writeFileSync(join(open, 'hash.key'), Buffer.alloc(32, 1));
    for (const names of [readdirSync(open), ['ioc.db']]) {
      await create({ gzip: true, cwd: open, file: join(open, 'x.tar.gz') }, names);
      const restored = await command('server/cli/restore.ts', [join(open, 'x.tar.gz')], target);
      expect([restored.code, restored.stderr]).toEqual([2, expect.stringMatching(/hash.key in this backup is/)]);
      rmSync(join(open, 'x.tar.gz'));
    }
    expect(readdirSync(target).filter((name) => name !== 'lock.db')).toEqual([]);
  } finally {
    for (const folder of [target, open]) rmSync(folder, { recursive: true, force: true });
  }
});
