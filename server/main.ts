/** The composition root: reads the settings, wires the parts together, listens, and stops cleanly. */
import { createServer, type Server as HttpServer } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { LoadingNews, Snapshot } from '../shared/protocol';
import { announce } from './announce';
import { createAccess } from './auth/access';
import { createSystemClock } from './clock';
import { createConditions } from './conditions';
import { type Config, ConfigProblem, isRunByNpm, readConfig } from './config';
import { createEngine } from './createEngine';
import { ACCESS_FILE, ACCESS_KEY_FILE, DEMO_FOLDER, HASH_KEY_FILE, LOG_FILE } from './dataFiles';
import { type AccessStore, openAccess } from './db/access/openAccess';
import { lockFolder } from './db/folderLock';
import { fittingKey } from './db/keyMark';
import { openWriter } from './db/open';
import { hasKey } from './db/sourceBook';
import { runDemo } from './demo/runDemo';
import { createDie, dieOfTheUncaught, letGo, stopWhenAsked } from './endings';
import type { Engine, EngineParts } from './engine';
import { EXIT, Refusal } from './exits';
import { cookiesOf, isOwnPage } from './http/accessGuard';
import { watchBuild } from './http/builds';
import { takeBackLeftKeys } from './lentKeys';
import { createLog } from './log';
import { ownOrigin } from './ownOrigin';
import { attachPages, type Stage } from './pages';
import { projectRoot } from './paths';
import { attachSockets } from './realtime/sockets';
import { calendarFile, knownCodes, thresholds, wardCodes } from './reference';
import { startProblem } from './startProblem';
import { createStorageWatch } from './storageWatch';
import { createWatchedClock } from './watchedClock';

const HELP = `The operations wall.

  npm start                builds if needed; shows the demo city until an ingest key exists
  npm run serve            the same server without the demo
  npm run dev              from the sources, with hot updates

Settings are environment variables: PORT (3000), HOST (127.0.0.1), DATA_DIR (./data/var), DEMO (auto|on|off),
DEMO_AT (an instant to stand still at), DEMO_SPEED (60), ACCESS (open|signed-in), TRUST_PROXY, LOG_LEVEL,
SOURCE_SILENT_MINUTES (10).

Exit codes: 0 stopped as asked, 70 a fatal fault, 75 the port or DATA_DIR is taken, 78 a setting or key does not fit.`;

export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { 'no-demo': { type: 'boolean' }, dev: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(HELP);
  try {
    const config = readConfig();
    await run(config, { noDemo: values['no-demo'] === true, dev: values.dev === true }).catch((cause: unknown) => {
      throw startProblem(cause, config.dataDir);
    });
  } catch (cause) {
    const isForPeople = cause instanceof ConfigProblem || cause instanceof Refusal;
    console.error(isForPeople ? cause.message : cause);
    process.exit(cause instanceof Refusal ? cause.exitCode : isForPeople ? EXIT.config : EXIT.fatal);
  }
}

/**
 * An idle connection is kept longer than a proxy before it keeps its own (nginx: 60 s). Whoever closes first must be the
 * one that asks: a request that meets a closing connection is lost, and a proxy says 502.
 */
const IDLE_MS = 75_000;

async function run(config: Config, mode: { readonly noDemo: boolean; readonly dev: boolean }): Promise<void> {
  const log = createLog(config.logLevel);
  const die = createDie(log);
  dieOfTheUncaught(die);
  // Until there is something to put away, a stop is just the end: a demo may load for a minute.
  let stop = (): Promise<void> => Promise.resolve();
  stopWhenAsked({ stop: () => stop(), die, log, underNpm: isRunByNpm() });
  lockFolder(config.dataDir, 'the server');
  // Brought to the present schema while the folder is ours: commands that come later, beside the server, find it so.
  openWriter(join(config.dataDir, LOG_FILE)).close();
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
  const onDeath = (cause: Error): void => die('a part of the server stopped', cause);
  const conditions = createConditions();
  // The demo's people are signed in by the machine's own time, whatever that is.
  const clock = demo ? createSystemClock() : createWatchedClock();
  const storage = createStorageWatch({ conditions, now: () => (stage.engine?.clock ?? clock).now(), log });
  const store = openAccess(join(config.dataDir, ACCESS_FILE));
  const access = createAccess({
    store,
    storage,
    serverKey: fittingKey({ db: store.db, keyFile: join(config.dataDir, ACCESS_KEY_FILE) }),
    open: (config.access ?? (demo ? 'open' : 'signed-in')) === 'open',
    now: clock.now,
  });
  // Before anybody is answered: a key that does not fit is told to whoever starts the server.
  const opened = demo ? null : openedLog(config, store);
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
    storage,
    onRestart: (cause) => log.error({ err: cause }, 'the thread that parses bodies died; another one took its place'),
    onDeath,
  };
  const stopDemo = opened
    ? await serveReal({ ...opened, clock }, show, parts)
    : await runDemo({
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
      });
  if (stage.engine?.calendar.isFileIgnored) log.warn(FILE_IGNORED);
  stop = async () => {
    builds.stop();
    await stopDemo();
    const done = letGo(http);
    await sockets.close();
    done();
    await stage.engine?.close();
    access.close();
  };
}

const FILE_IGNORED =
  'data/calendar.json is none of the calendars that this log knows, and is ignored: only a new log begins with it. ' +
  'To put it in force: npm run calendar -- record data/calendar.json';

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

type OpenedLog = Pick<EngineParts, 'file' | 'hashKey'>;

async function serveReal(
  opened: OpenedLog & Pick<EngineParts, 'clock'>,
  show: Show,
  parts: Omit<EngineParts, 'file' | 'clock' | 'hashKey' | 'simulated'>,
): Promise<() => Promise<void>> {
  const engine = await createEngine({
    ...parts,
    ...opened,
    simulated: false,
  });
  await show(engine, true);
  return () => Promise.resolve();
}

/** The log at the present schema, with the key that fits it, and without what a killed import left in it. */
function openedLog({ dataDir }: Config, store: AccessStore): OpenedLog {
  const file = join(dataDir, LOG_FILE);
  const db = openWriter(file);
  try {
    const hashKey = fittingKey({ db, keyFile: join(dataDir, HASH_KEY_FILE) });
    takeBackLeftKeys(db, store, createSystemClock().now());
    return { file, hashKey };
  } finally {
    db.close();
  }
}

function snapshotOf(stage: Stage): Snapshot {
  if (!stage.engine) throw new Error('no snapshot before the board is loaded');
  return stage.engine.snapshot();
}

function listen(http: HttpServer, { port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      reject(taken ? new Refusal(`Port ${port} is in use: stop what uses it, or set PORT.`, EXIT.taken) : cause);
    });
    http.listen(port, host, () => {
      const address = http.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
