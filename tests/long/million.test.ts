import { expect, test } from 'vitest';
import { batchedIngest } from '../bench/ingest';
import { command, makeDataDir, makeKey, startServer } from '../support/server';

const REPORTS = 1_000_000;

test('npm run verify agrees after a million reports', async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  const server = await startServer({ dataDir });
  try {
    await batchedIngest(server, key, REPORTS, 60, 11);
    const verified = await command('server/cli/verify.ts', [], dataDir);
    expect(verified.stdout).toContain(`${REPORTS} reports: every figure agrees.`);
    expect(verified.code).toBe(0);
  } finally {
    await server.dispose();
  }
});
