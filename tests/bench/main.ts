import { parseArgs } from 'node:util';
import { dayOf, formatDay } from '../../shared/localTime';
import { openScreen } from '../support/screen';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';
import { alertLatency } from './alert';
import { fanOut, rawBroadcast } from './fanout';
import { firstFigures } from './firstFigures';
import { bareServerPosts, batchedIngest, rawInserts, singlePosts } from './ingest';
import { domLatency, frameLatency } from './latency';
import { memoryKb } from './machine';
import { poisonedDossier } from './poisoned';
import { scrub } from './scrub';
import { wallTick } from './wallTick';
import { wardListTimes } from './wardLists';
import { machineNow, spread } from './workload';

const HELP = `Benchmarks, each beside its limit measured in the same run.

  npm run bench -- [--json] [--reports N] [--clients N]

  --json       print the results as JSON on stdout, nothing else
  --reports N  size of the log for restart and summary (default 1000000)
  --clients N  screens for the fan-out (default 2000)
Needs a build (npm run build).`;

/** So long no task of a wall may block its page. */
const WALL_SECONDS = 300;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    reports: { type: 'string', default: '1000000' },
    clients: { type: 'string', default: '2000' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) console.log(HELP);
else await bench(Number(values.reports), Number(values.clients));

async function bench(reports: number, clients: number): Promise<void> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const results: Record<string, unknown> = {};
  const keep = (name: string, value: Record<string, unknown>): void => {
    results[name] = value;
    say(`${name}: ${JSON.stringify(value)}`);
  };
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  let server = await startServer({ dataDir });
  try {
    say(`batched ingest of ${reports} reports …`);
    const limit = rawInserts(200_000, 1);
    const batched = await batchedIngest(server, key, reports, 60, 2);
    keep('batchedIngest', {
      ...batched,
      limitPerSecond: limit.perSecond,
      ratio: ratio(batched.perSecond, limit.perSecond),
    });
    const memory = memoryKb(server.process.pid ?? 0);
    keep('memory', { peakMb: Math.round(memory.peak / 1024) });
    await server.kill();
    const from = performance.now();
    server = await server.restart();
    keep('restart', { reports, readySeconds: Math.round(performance.now() - from) / 1000 });
    keep('summary14Days', { reports, ms: await summaryTimes(server) });
    keep('wardLists', { reports, ...wardListTimes(dataDir) });
    keep('scrub', { reports, ...(await scrub(server)) });
    keep('poisonedDossier', await poisonedDossier(server, key));
    const bare = await bareServerPosts(20_000);
    const single = await singlePosts(server.origin, key, 20_000);
    keep('singlePosts', { ...single, limitPerSecond: bare.perSecond, ratio: ratio(single.perSecond, bare.perSecond) });
    keep('frame', { bytes: await frameBytes(server, key) });
    for (const perSecond of [10, 500]) {
      keep(`frameLatency${perSecond}`, await frameLatency(server, key, perSecond, perSecond > 100 ? 10 : 15));
    }
    keep('domLatency10', await domLatency(server, key, 10, 15));
    keep('alert', await alertLatency(server, key));
    keep('firstFigures', await firstFigures(server));
    keep('wallTick', await wallTick(server, key, 50, WALL_SECONDS));
    const fan = await fanOut(server, key, clients);
    const raw = await rawBroadcast(clients, fan.bytesPerFrame);
    keep('fanOut', { ...fan, limitCoreShare: raw.coreShare });
  } finally {
    await server.dispose();
  }
  if (values.json) console.log(JSON.stringify(results, null, 2));
}

async function summaryTimes(server: RunningServer) {
  const times: number[] = [];
  const today = dayOf(machineNow());
  for (let i = 0; i < 30; i++) {
    const to = today - (i % 20);
    const from = performance.now();
    const answer = await fetch(`${server.origin}/api/v1/summary?from=${formatDay(to - 13)}&to=${formatDay(to)}`);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`summary answered ${answer.status}`);
    times.push(performance.now() - from);
  }
  return spread(times);
}

async function frameBytes(server: RunningServer, key: string): Promise<number> {
  const screen = await openScreen(server.origin);
  const { body } = await post(server.origin, key, [simpleReport('bytes')]);
  await until(() => screen.frames.some((frame) => frame.rev === body.rev), 'the frame');
  const frame = screen.frames.find((one) => one.rev === body.rev);
  screen.close();
  return Buffer.byteLength(`42["frame",${JSON.stringify(frame)}]`);
}

function ratio(measured: number, limit: number): number {
  return Math.round((measured / limit) * 1000) / 1000;
}
