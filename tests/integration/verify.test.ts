import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeBigLog } from '../support/bigLog';
import { command, makeDataDir, makeKey, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';

const FEW = 12_000;
const MANY = 60_000;
/** Five times the reports may take so much more memory: what the collector happens to leave. */
const MOST_GROWTH = 1.25;

let folder = '';
beforeAll(() => {
  folder = makeDataDir();
  makeBigLog(join(folder, 'few.db'), FEW);
  makeBigLog(join(folder, 'many.db'), MANY);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function verified(name: string) {
  const done = await command('server/cli/verify.ts', ['--file', join(folder, name)], folder);
  const memory = Number(/Most memory used: (\d+) MB/.exec(done.stderr)?.[1]);
  return { ...done, memory };
}

describe('npm run verify', () => {
  test('every figure agrees, in memory that does not grow with the log', async () => {
    const [few, many] = [await verified('few.db'), await verified('many.db')];
    expect([few.code, few.stdout]).toEqual([0, expect.stringContaining(`${FEW} reports: every figure agrees.`)]);
    expect([many.code, many.stdout]).toEqual([0, expect.stringContaining(`${MANY} reports: every figure agrees.`)]);
    process.stderr.write(`  verify: ${few.memory} MB for ${FEW} reports, ${many.memory} MB for ${MANY}\n`);
    expect(many.memory / few.memory).toBeLessThan(MOST_GROWTH);
  });

  /** Each fault in one place of the log, wherever that lies; and what is printed of it. */
  const FAULTS = [
    [
      'a tally',
      'UPDATE tallies SET n = n + 1 WHERE span = 1 AND bucket = (SELECT max(bucket) FROM tallies WHERE span = 1)',
      'tally differs',
    ],
    [
      'an entry of the distant past',
      `INSERT INTO entries (seq, instant, ward, counter, n, field)
       SELECT max(seq) + 1, -5000000000000, 19753, 0, 1, 1 FROM entries`,
      'tally differs',
    ],
    [
      'a dossier of the last part',
      `UPDATE dossiers SET listed = 1, status = 5, finished_at = NULL, ended_at = NULL
       WHERE id = (SELECT max(id) FROM dossiers)`,
      'List paused',
    ],
    [
      'a report of the last part that nothing was counted for',
      `INSERT INTO reports (seq, recorded_at, source_id, id_hash, dossier_id, occurred_at, ward_code, status, content)
       SELECT seq + 1, recorded_at, 1, x'', dossier_id + 1, occurred_at, '19753', 2, '{}' FROM reports ORDER BY seq DESC LIMIT 1`,
      'received:',
    ],
  ] as const;
  test.each(FAULTS)('%s that is wrong is printed, exit 1', async (_what, sql, said) => {
    const wrong = join(folder, 'wrong.db');
    rmSync(wrong, { force: true });
    copyFileSync(join(folder, 'few.db'), wrong);
    const db = new Database(wrong);
    db.exec(sql);
    db.close();
    const found = await verified('wrong.db');
    expect([found.code, found.stdout]).toEqual([1, expect.stringContaining(said)]);
  });

  test('while reports come in, it speaks of the instant at which it began', async () => {
    const server = await startServer({ dataDir: makeDataDir() });
    try {
      const key = makeKey(server.dataDir);
      await post(
        server.origin,
        key,
        Array.from({ length: 5000 }, (_, i) => simpleReport(`first-${i}`)),
      );
      let [running, sent] = [true, 0];
      const sending = (async () => {
        while (running)
          await post(server.origin, key, [
            simpleReport(`more-${++sent}`),
            simpleReport(`first-${sent}`, { status: 4 }),
          ]);
      })();
      const done = await command('server/cli/verify.ts', [], server.dataDir);
      running = false;
      await sending;
      expect(sent).toBeGreaterThan(3);
      expect([done.code, done.stdout]).toEqual([0, expect.stringContaining('every figure agrees')]);
    } finally {
      await server.dispose();
    }
  });
});
