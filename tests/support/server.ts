import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { LOG_FILE } from '../../server/dataFiles';
import { openWriter } from '../../server/db/open';
import { createKey } from '../../server/db/sourceBook';
import { keepDemoCity, lendDemoCity } from './demoCity';
import { SCRATCH } from './scratch';
import { until } from './until';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
/** The first one of a build loads the whole demo city, and builds the page if it must; two of them may do so at once. */
const READY_WITHIN_MS = 150_000;
/** Below those that the system lends to whoever connects somewhere: none of these is taken between the look and the use. */
const PORTS = { from: 15_000, count: 17_000 } as const;

/** The built product in its own process, on its own port, with its own data: what a stranger would start. */
export interface RunningServer {
  readonly origin: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** What it printed so far. */
  readonly output: () => string;
  readonly kill: (signal?: NodeJS.Signals) => Promise<void>;
  /** Starts it again on the same port and data, after a kill. */
  readonly restart: () => Promise<RunningServer>;
  /** Kills it and removes its data. */
  readonly dispose: () => Promise<void>;
}

export interface ServerWish {
  readonly env?: Readonly<Record<string, string>>;
  /** Given: nothing is in it but what the test put there. Otherwise a demo begins where another test's server has been. */
  readonly dataDir?: string;
  readonly port?: number;
  /** Another copy of the product (copyProduct) instead of this one. */
  readonly root?: string;
  /** Where its words go, an open file; without it they are kept for `output`. */
  readonly outputTo?: number;
  /** false: returns as soon as the process runs. */
  readonly waitUntilReady?: boolean;
}

export async function startServer(wish: ServerWish = {}): Promise<RunningServer> {
  const dataDir = wish.dataDir ?? makeDataDir();
  const sharesCity = wish.dataDir === undefined && (wish.env?.DEMO ?? 'off') !== 'off';
  if (sharesCity) lendDemoCity(dataDir);
  const port = wish.port ?? (await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(wish.root ?? ROOT, 'server/start.mjs')], {
    cwd: dataDir,
    env: {
      PATH: process.env.PATH,
      DATA_DIR: dataDir,
      PORT: String(port),
      ACCESS: 'open',
      DEMO: 'off',
      LOG_LEVEL: 'warn',
      ...wish.env,
    },
    stdio: ['ignore', wish.outputTo ?? 'pipe', wish.outputTo ?? 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part: Buffer) => {
      output += part.toString();
    });
  }
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  if (wish.waitUntilReady !== false) {
    await until(
      async () => {
        if (child.exitCode !== null) throw new Error(`the server stopped:\n${output}`);
        return (await fetch(`${origin}/readyz`).catch(() => null))?.ok === true;
      },
      'the server is ready',
      READY_WITHIN_MS,
    ).catch(async (cause) => {
      // Nobody else knows of it: left running, it would slow down every test after this one.
      if (child.exitCode === null) await kill('SIGKILL');
      if (wish.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
      throw cause;
    });
    if (sharesCity) keepDemoCity(dataDir);
  }
  return {
    origin,
    dataDir,
    process: child,
    output: () => output,
    kill,
    restart: () => startServer({ ...wish, dataDir, port }),
    dispose: async () => {
      if (child.exitCode === null && child.signalCode === null) await kill('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A copy of the built product that a test may take apart; it shares the packages. */
export function copyProduct(): string {
  const copy = mkdtempSync(join(SCRATCH, 'ioc-copy-'));
  for (const name of [
    'client',
    'server',
    'shared',
    'data',
    'dist',
    'package.json',
    'package-lock.json',
    'vite.config.ts',
  ]) {
    const options = {
      recursive: true,
      preserveTimestamps: true,
      filter: (path: string) => !path.includes(join('data', 'var')),
    };
    cpSync(join(ROOT, name), join(copy, name), options);
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

export function makeDataDir(): string {
  return mkdtempSync(join(SCRATCH, 'ioc-server-'));
}

/** Runs one of the product's commands as `npm run` does. */
export async function command(
  script: string,
  args: readonly string[],
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly stdout: string; readonly stderr: string; readonly code: number }> {
  try {
    const done = await run(process.execPath, ['--import', 'tsx', join(ROOT, script), ...args], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return { ...done, code: 0 };
  } catch (cause) {
    const failed = cause as { stdout: string; stderr: string; code: number };
    return { stdout: failed.stdout, stderr: failed.stderr, code: failed.code };
  }
}

/** As `npm run keys -- create` makes it, beside a running server or before there is one; a process for each would take seconds. */
export function makeKey(
  dataDir: string,
  name = 'test',
  { title = name, quota = null }: { readonly title?: string; readonly quota?: number | null } = {},
): string {
  const db = openWriter(join(dataDir, LOG_FILE));
  try {
    return createKey(db, { name, title, quota, at: Math.floor(performance.timeOrigin + performance.now()) });
  } finally {
    db.close();
  }
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.from + randomInt(PORTS.count);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
