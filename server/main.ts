/** The composition root: reads the settings, wires the parts together, listens, and stops cleanly. */
import { createServer, type Server as HttpServer } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino, { type Logger } from 'pino';
import type { LoadingNews, Snapshot } from '../shared/protocol';
import { announce } from './announce';
import { createAccess } from './auth/access';
import { createSystemClock } from './clock';
import { createConditions } from './conditions';
import { type Config, ConfigProblem, readConfig } from './config';
import { createEngine } from './createEngine';
import { ACCESS_FILE, ACCESS_KEY_FILE, DEMO_FOLDER, HASH_KEY_FILE, LOG_FILE } from './dataFiles';
import { openAccess } from './db/access/openAccess';
import { openWriter } from './db/open';
import { hasKey } from './db/sourceBook';
import { runDemo } from './demo/runDemo';
import type { Engine, EngineParts } from './engine';
import { readHashKey } from './hashKey';
import { cookiesOf, isOwnPage } from './http/accessGuard';
import { watchBuild } from './http/builds';
import { ownOrigin } from './ownOrigin';
import { attachPages, type Stage } from './pages';
import { projectRoot } from './paths';
import { attachSockets } from './realtime/sockets';
import { calendarFile, knownCodes, thresholds, wardCodes } from './reference';

const HELP = `The operations wall.

  npm start                builds if needed; shows the demo city until an ingest key exists
  npm run serve            the same server without the demo
  npm run dev              from the sources, with hot updates

Settings are environment variables: PORT (3000), HOST (127.0.0.1), DATA_DIR (./data/var), DEMO (auto|on|off),
DEMO_AT (an instant to stand still at), DEMO_SPEED (60), ACCESS (open|signed-in), TRUST_PROXY, LOG_LEVEL,
SOURCE_SILENT_MINUTES (10).`;

export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { 'no-demo': { type: 'boolean' }, dev: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(HELP);
  try {
    await run(readConfig(), { noDemo: values['no-demo'] === true, dev: values.dev === true });
  } catch (cause) {
    console.error(cause instanceof ConfigProblem ? cause.message : cause);
    process.exit(1);
  }
}

/**
 * An idle connection is kept longer than a proxy before it keeps its own (nginx: 60 s). Whoever closes first must be the
 * one that asks: a request that meets a closing connection is lost, and a proxy says 502.
 */
const IDLE_MS = 75_000;

async function run(config: Config, mode: { readonly noDemo: boolean; readonly dev: boolean }): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const demo = wantsDemo(config, mode.noDemo);
  const stage: Stage = { engine: null, ready: false };
  let loading: LoadingNews = { simulated: demo, day: null, of: null };
  const show: Show = async (engine, ready) => {
    stage.engine = engine;
    stage.ready = false;
    if (!ready) return;
    // Judged, and part of what a snapshot tells, before anybody is shown that the figures are complete.
    engine?.alerts.begin();
    await engine?.freshSnapshot();
    stage.ready = true;
    sockets.admitWaiting();
  };
  const http = createServer({ keepAliveTimeout: IDLE_MS });
  const onDeath = (cause: Error): void => {
    log.fatal({ err: cause }, 'a part of the server stopped; nothing more is taken in');
    process.exit(1);
  };
  const conditions = createConditions();
  const access = createAccess({
    store: openAccess(join(config.dataDir, ACCESS_FILE)),
    serverKey: readHashKey(join(config.dataDir, ACCESS_KEY_FILE)),
    open: (config.access ?? (demo ? 'open' : 'signed-in')) === 'open',
    now: createSystemClock().now,
  });
  const root = projectRoot();
  const builds = watchBuild(join(root, 'dist', 'client'), (build) => sockets.announce(build));
  const sockets = attachSockets({
    http,
    build: () => (mode.dev ? null : builds.current()),
    snapshot: () => snapshotOf(stage),
    ready: () => stage.ready,
    loading: () => loading,
    access,
    cookiesOf,
    isOwnPage: (origin, header) => isOwnPage(origin, header, config.trustProxy),
  });
  await attachPages({ http, config, stage, sockets, log, access, dev: mode.dev });
  const port = await listen(http, config);
  announce({ host: config.host, port, demo, access });
  const parts: Omit<EngineParts, 'file' | 'clock' | 'hashKey' | 'simulated'> = {
    calendar: calendarFile,
    thresholds,
    wardCodes,
    knownCodes,
    silentAfterMs: config.sourceSilentMs,
    // What is not complete yet is nobody's to see.
    send: (message) => {
      if (stage.ready) sockets.send(message);
    },
    listeners: sockets.listeners,
    conditions,
    onDeath,
  };
  const stopDemo = demo
    ? await runDemo({
        folder: join(config.dataDir, DEMO_FOLDER),
        origin: ownOrigin(config.host, port),
        at: config.demoAt,
        speed: config.demoSpeed,
        createEngine: (own) => createEngine({ ...parts, ...own, simulated: true }),
        show,
        progress: (day, of) => {
          loading = { ...loading, day, of };
        },
        onDeath,
      })
    : await serveReal(config, show, parts);
  stopOnSignal(async () => {
    builds.stop();
    await stopDemo();
    await sockets.close();
    await stage.engine?.close();
    access.close();
    http.close();
  }, log);
}

/** Makes an engine the one that serves; done when it is what screens see. */
type Show = (engine: Engine | null, ready: boolean) => Promise<void>;

function wantsDemo(config: Config, noDemo: boolean): boolean {
  if (noDemo || config.demo === 'off') return false;
  if (config.demo === 'on') return true;
  const db = openWriter(join(config.dataDir, LOG_FILE));
  try {
    return !hasKey(db);
  } finally {
    db.close();
  }
}

async function serveReal(
  config: Config,
  show: Show,
  parts: Omit<EngineParts, 'file' | 'clock' | 'hashKey' | 'simulated'>,
): Promise<() => Promise<void>> {
  const engine = await createEngine({
    ...parts,
    file: join(config.dataDir, LOG_FILE),
    hashKey: readHashKey(join(config.dataDir, HASH_KEY_FILE)),
    clock: createSystemClock(),
    simulated: false,
  });
  await show(engine, true);
  return () => Promise.resolve();
}

function snapshotOf(stage: Stage): Snapshot {
  if (!stage.engine) throw new Error('no snapshot before the board is loaded');
  return stage.engine.snapshot();
}

function listen(http: HttpServer, { port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      reject(taken ? new ConfigProblem(`Port ${port} is in use: stop what uses it, or set PORT.`) : cause);
    });
    http.listen(port, host, () => {
      const address = http.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function stopOnSignal(stop: () => Promise<void>, log: Logger): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop().then(
        () => process.exit(0),
        (cause) => {
          log.error({ err: cause }, 'stopping did not go cleanly');
          process.exit(1);
        },
      );
    });
  }
}
