import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FAULTS = pathToFileURL(join(ROOT, 'tests/support/faults.mjs')).href;
/** What a stop may take on a machine that does other things too, beside the product's own ten seconds. */
const SLACK_MS = 20_000;

/** A server in which the test can make a fault happen. */
async function faulty(): Promise<{ readonly server: RunningServer; readonly happen: (fault: string) => void }> {
  const dataDir = makeDataDir();
  const folder = join(dataDir, 'faults');
  mkdirSync(folder);
  const server = await startServer({ dataDir, env: { NODE_OPTIONS: `--import ${FAULTS}`, FAULTS: folder } });
  return { server, happen: (fault) => writeFileSync(join(folder, fault), '') };
}

const fatalLines = (output: string) =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { level: number; fault?: string; err?: { message: string }; msg: string })
    .filter(({ level }) => level === 60);

test.each([
  ['throw', 'uncaught exception', 'thrown by the test'],
  ['reject', 'unhandled rejection', 'rejected by the test'],
  ['kill-writer', 'a part of the server stopped', 'the writer thread stopped with code 3'],
])('%s: one line names the fault, and the code says that a restart may help', async (fault, name, message) => {
  const { server, happen } = await faulty();
  try {
    happen(fault);
    await until(() => server.process.exitCode !== null, 'it ends');
    expect(server.process.exitCode).toBe(70);
    expect(fatalLines(server.output())).toMatchObject([{ fault: name, err: { message } }]);
    // The folder is free at once.
    rmSync(join(server.dataDir, 'faults', fault));
    const again = await server.restart();
    await again.kill('SIGKILL');
  } finally {
    await server.dispose();
  }
});

test('a stop that hangs is cut after its limit, with a line and a code', async () => {
  const { server, happen } = await faulty();
  try {
    happen('hang-writer');
    // Asleep for certain: what is sent now is never answered.
    const key = makeKey(server.dataDir);
    void post(server.origin, key, [simpleReport(1)]).catch(() => undefined);
    const from = performance.now();
    await server.kill('SIGTERM');
    expect(server.process.exitCode).toBe(70);
    expect(fatalLines(server.output())).toMatchObject([{ fault: 'stopping took too long' }]);
    expect(performance.now() - from).toBeLessThan(10_000 + SLACK_MS);
  } finally {
    await server.dispose();
  }
});

test('a stop is clean, and does not wait for connections that say nothing', async () => {
  const server = await startServer({ dataDir: makeDataDir() });
  const silent = connect(Number(new URL(server.origin).port), '127.0.0.1');
  try {
    await new Promise((resolve) => silent.once('connect', resolve));
    silent.on('error', () => undefined);
    await fetch(`${server.origin}/healthz`);
    await server.kill('SIGTERM');
    expect([server.process.exitCode, fatalLines(server.output())]).toEqual([0, []]);
  } finally {
    silent.destroy();
    await server.dispose();
  }
});

test('settings that cannot be used, and a port that is taken, have codes of their own', async () => {
  const server = await startServer({ dataDir: makeDataDir() });
  const ended = async (env: Record<string, string>) => {
    const other = await startServer({ dataDir: makeDataDir(), env, waitUntilReady: false });
    await until(() => other.process.exitCode !== null, 'it refuses');
    rmSync(other.dataDir, { recursive: true });
    return [other.process.exitCode, other.output().trim()];
  };
  try {
    expect(await ended({ DEMO_SPEED: 'fast' })).toEqual([78, expect.stringContaining('DEMO_SPEED')]);
    const port = new URL(server.origin).port;
    expect(await ended({ PORT: port })).toEqual([75, expect.stringContaining(`Port ${port} is in use`)]);
  } finally {
    await server.dispose();
  }
});

test.each([
  ['SIGTERM to npm alone', (npm: number) => process.kill(npm, 'SIGTERM')],
  ['Ctrl-C in its terminal', (npm: number) => process.kill(-npm, 'SIGINT')],
])('%s stops the server that it started', async (_how, act) => {
  const dataDir = makeDataDir();
  const PORT = String(32_100 + (process.pid % 500));
  const npm = spawn('npm', ['run', '-s', 'serve'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, PORT, ACCESS: 'open' },
    stdio: 'ignore',
    detached: true,
  });
  const isUp = async () => (await fetch(`http://127.0.0.1:${PORT}/readyz`).catch(() => null))?.ok === true;
  try {
    await until(isUp, 'it is up');
    act(npm.pid ?? 0);
    await until(async () => !(await isUp()), 'it is down');
    // Stopped and not just deaf: the folder is free for a command that takes it whole.
    const noise = join(dataDir, 'x.tar.gz');
    writeFileSync(noise, 'noise');
    await until(
      async () => (await command('server/cli/restore.ts', [noise], dataDir)).code === 2,
      'the folder is free',
    );
  } finally {
    await until(() => npm.exitCode !== null || npm.signalCode !== null, 'npm has ended');
    rmSync(dataDir, { recursive: true, force: true });
  }
});
