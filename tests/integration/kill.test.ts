import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../server/demo/cityRandom';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { command, makeDataDir, makeKey, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';

const ROUNDS = 6;
const SEED = 41;

beforeAll(dayWithRoom, DAY_HOOK_MS);

test(`I3 SIGKILL at any moment: every acknowledged report is counted once after the restart (seed ${SEED})`, async () => {
  const random = createRandom(SEED);
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  let server = await startServer({ dataDir });
  const acknowledged = new Map<string, number>();
  const unsure: { name: string; reports: unknown[] }[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      let running = true;
      const senders = Array.from({ length: 6 }, async (_, sender) => {
        for (let n = 0; running; n++) {
          const name = `${round}-${sender}-${n}`;
          const size = n % 5 === 0 ? 400 : 1 + (n % 7);
          const reports = Array.from({ length: size }, (_unused, i) => simpleReport(`${name}-${i}`));
          try {
            const answer = await post(server.origin, key, reports);
            expect(answer.body).toMatchObject({ accepted: size, duplicates: 0 });
            acknowledged.set(name, size);
          } catch {
            // Cut in the middle: taken whole or not at all, and sent again after the restart.
            unsure.push({ name, reports });
            running = false;
          }
        }
      });
      const before = acknowledged.size;
      const wanted = random.whole(5, 60);
      while (acknowledged.size < before + wanted) await new Promise((resolve) => setImmediate(resolve));
      await server.kill('SIGKILL');
      running = false;
      await Promise.all(senders);
      server = await server.restart();
      for (const { name, reports } of unsure.splice(0)) {
        const { body } = await post(server.origin, key, reports);
        expect([0, reports.length], `${name} is there whole or not at all`).toContain(body.duplicates);
        expect(body.accepted + body.duplicates).toBe(reports.length);
        acknowledged.set(name, reports.length);
      }
      const total = [...acknowledged.values()].reduce((sum, n) => sum + n, 0);
      const day = (await (await fetch(`${server.origin}/api/v1/snapshot`)).json()).windows.today.from;
      const summary = await (await fetch(`${server.origin}/api/v1/summary?from=${day}&to=${day}`)).json();
      expect(summary.city.received, `round ${round}`).toBe(total);
    }
    const verified = await command('server/cli/verify.ts', [], dataDir);
    expect(verified.stdout).toContain('every figure agrees');
    const db = new Database(join(dataDir, 'ioc.db'), { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  } finally {
    await server.dispose();
  }
}, 180_000);
