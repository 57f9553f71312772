import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeBigLog } from '../support/bigLog';
import { command, makeDataDir, makeKey, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';

/** REPORTS=10000000 for the whole of it: some ten gigabytes of disk, and hours. */
const REPORTS = Number(process.env.REPORTS ?? 1_000_000);
const SMALL = 100_000;
/** Against the log of a tenth or less. */
const MOST_GROWTH = 1.25;
/** A single report beside a backup or a recount, against the same without: what sharing a disk costs. */
const SLOWEST_FACTOR = 25;

test(`backup and verify beside a server that takes reports: ${REPORTS} of them, in memory that does not grow`, async () => {
  const [dataDir, smallDir] = [makeDataDir(), makeDataDir()];
  makeBigLog(join(dataDir, 'ioc.db'), REPORTS);
  makeBigLog(join(smallDir, 'ioc.db'), SMALL);
  const small = await command('server/cli/verify.ts', [], smallDir);
  const key = makeKey(dataDir);
  // The log was hashed with the test's own key: what a log of before there were marks finds beside it.
  writeFileSync(join(dataDir, 'hash.key'), Buffer.alloc(32, 7), { mode: 0o600 });
  const server = await startServer({ dataDir });
  let n = 0;
  const slowestOf = async (during: Promise<unknown>): Promise<number> => {
    let [running, slowest] = [true, 0];
    const done = during.finally(() => (running = false));
    while (running) {
      const from = performance.now();
      expect((await post(server.origin, key, [simpleReport(`beside-${++n}`)])).status).toBe(200);
      slowest = Math.max(slowest, performance.now() - from);
    }
    await done;
    return slowest;
  };
  try {
    const alone = await slowestOf(new Promise((resolve) => setTimeout(resolve, 10_000)));
    const backup = command('server/cli/backup.ts', [join(dataDir, 'copies')], dataDir);
    const besideBackup = await slowestOf(backup);
    expect((await backup).code, (await backup).stderr).toBe(0);
    const verify = command('server/cli/verify.ts', [], dataDir);
    const besideVerify = await slowestOf(verify);
    const { code, stdout, stderr } = await verify;
    expect([code, stdout]).toEqual([0, expect.stringContaining('every figure agrees')]);
    const memory = (said: string) => Number(/Most memory used: (\d+) MB/.exec(said)?.[1]);
    process.stderr.write(
      `  slowest report: ${Math.round(alone)} ms alone, ${Math.round(besideBackup)} beside a backup, ` +
        `${Math.round(besideVerify)} beside verify; ${memory(small.stderr)} MB for ${SMALL}, ${memory(stderr)} MB for ${REPORTS}\n`,
    );
    expect(memory(stderr) / memory(small.stderr)).toBeLessThan(MOST_GROWTH);
    expect(Math.max(besideBackup, besideVerify) / alone).toBeLessThan(SLOWEST_FACTOR);
  } finally {
    await server.dispose();
    rmSync(smallDir, { recursive: true, force: true });
  }
});
