import { formatInstant } from '../../shared/localTime';
import { makeKey, type RunningServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { sleep } from './machine';
import { machineNow, percentile, spread } from './workload';

const SECONDS = 25;
const NORMAL_A_SECOND = 40;
const POISONED_REPORTS = 100_000;
const POISONED_A_BODY = 100;

/**
 * A normal source sends report by report, alone and then beside one that sends 100,000 reports of one dossier in the
 * same time; how long the normal source waits for its answers, and how much longer beside the other.
 */
export async function poisonedDossier(server: RunningServer, key: string) {
  const poisonKey = makeKey(server.dataDir, 'bench-poison');
  await normalTimes(server, key, 'warm', 3);
  const alone = await normalTimes(server, key, 'alone', SECONDS);
  const sent = { accepted: 0, quarantined: 0 };
  const [beside] = await Promise.all([
    normalTimes(server, key, 'beside', SECONDS),
    paced(POISONED_REPORTS / POISONED_A_BODY, SECONDS, async (n) => {
      const from = machineNow() - POISONED_REPORTS * 1000;
      const { body } = await post(
        server.origin,
        poisonKey,
        Array.from({ length: POISONED_A_BODY }, (_, i) =>
          simpleReport('poisoned', {
            occurredAt: formatInstant(from + (n * POISONED_A_BODY + i) * 1000),
            status: 4 + (i % 2),
          }),
        ),
      );
      sent.accepted += body.accepted;
      sent.quarantined += body.quarantined.length;
    }),
  ]);
  const ratio = percentile(beside, 99) / percentile(alone, 99);
  return { reports: POISONED_REPORTS, ...sent, aloneMs: spread(alone), besideMs: spread(beside), ratio: round(ratio) };
}

async function normalTimes(server: RunningServer, key: string, name: string, seconds: number): Promise<number[]> {
  const times: number[] = [];
  await paced(NORMAL_A_SECOND * seconds, seconds, async (n) => {
    const from = performance.now();
    const { body } = await post(server.origin, key, [simpleReport(`${name}-${n}-${from}`)]);
    if (body.accepted !== 1) throw new Error(`a normal report was answered ${JSON.stringify(body)}`);
    times.push(performance.now() - from);
  });
  return times;
}

/** So many calls, evenly over so many seconds, whether or not those before are answered. */
async function paced(count: number, seconds: number, call: (n: number) => Promise<void>): Promise<void> {
  const from = performance.now();
  const calls: Promise<void>[] = [];
  for (let n = 0; n < count; n++) {
    const wait = from + (n * seconds * 1000) / count - performance.now();
    if (wait > 1) await sleep(wait);
    calls.push(call(n));
  }
  await Promise.all(calls);
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
