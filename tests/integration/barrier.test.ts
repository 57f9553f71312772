import { beforeAll, expect, test } from 'vitest';
import { formatInstant, parseInstant } from '../../shared/localTime';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';

beforeAll(dayWithRoom, DAY_HOOK_MS);

/** So far the second server's clock is set back: less than what it would refuse to go on with. */
const BACK_MS = 50_000;

/** Starts a process by a clock that stands at an instant then, and runs on. */
function startingAt(instantMs: number): string {
  const code = `const now = Date.now; const ahead = now() - ${instantMs}; Date.now = () => now() - ahead;`;
  return `--import data:text/javascript,${encodeURIComponent(code)}`;
}

test('a figure that only a reading had sealed stays after kill −9, with a clock set back, and with what comes then', async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  let server = await startServer({ dataDir });
  const summary = async ({ origin }: RunningServer, days: string, at?: string) => {
    const known = at === undefined ? '' : `&at=${encodeURIComponent(at)}`;
    const answer = await fetch(`${origin}/api/v1/summary?${days}${known}`);
    expect(answer.status).toBe(200);
    return answer.json();
  };
  try {
    const { windows } = await (await fetch(`${server.origin}/api/v1/snapshot`)).json();
    const days = `from=${windows.month.from}&to=${windows.today.to}`;
    expect((await post(server.origin, key, [simpleReport(1), simpleReport(2)])).body.accepted).toBe(2);
    const read = await summary(server, days);
    expect(read.city.received).toBe(2);
    await server.kill('SIGKILL');

    const asOf = parseInstant(read.asOf) ?? 0;
    server = await startServer({ dataDir, env: { NODE_OPTIONS: startingAt(asOf - BACK_MS) } });
    const later = [3, 4, 5].map((n) => simpleReport(n, { occurredAt: formatInstant(asOf - BACK_MS) }));
    expect((await post(server.origin, key, later)).body).toMatchObject({ accepted: 3, quarantined: [] });
    expect(await summary(server, days, read.asOf)).toEqual(read);
    const present = await summary(server, days);
    expect(parseInstant(present.asOf)).toBeGreaterThan(asOf);
    expect(present.city.received).toBe(5);
    expect((await command('server/cli/verify.ts', [], dataDir)).stdout).toContain('every figure agrees');
  } finally {
    await server.dispose();
  }
});
