import { expect, test } from 'vitest';
import { createOracle } from '../../server/cli/oracle/oracle';
import { createRandom } from '../../server/demo/cityRandom';
import { DAY_MS, HOUR_MS } from '../../shared/localTime';
import { expectCounted } from '../support/expectCounted';
import { at, calendarFile } from '../support/histories';
import { createLedgerWorld, type LedgerWorld } from '../support/ledgerWorld';
import { randomHistory, type Sent } from '../support/randomHistory';

const SEEDS = 300;
const FROM = at('20/6 00:00');
const SPAN_DAYS = 40;

/** Batches in one order of arrival, some reports sent twice or by another source; returns the instants of recording. */
function arrive(world: LedgerWorld, sent: readonly Sent[], random: ReturnType<typeof createRandom>): number[] {
  const recorded: number[] = [];
  const queue = [...sent, ...sent.filter(() => random.chance(0.15))];
  let now = at('21/7 08:00');
  while (queue.length > 0) {
    const batch = queue.splice(0, random.whole(1, 12));
    now += random.whole(0, 3) * 400;
    recorded.push(world.send(batch, now, random.whole(1, 2)).recordedAt);
  }
  return recorded;
}

function periods(random: ReturnType<typeof createRandom>): [number, number][] {
  const day = () => FROM + random.whole(0, SPAN_DAYS) * DAY_MS;
  const cut = () => day() + random.pick([0, 1, -1, 7.5 * HOUR_MS, random.whole(0, DAY_MS)]);
  return Array.from({ length: 4 }, () => {
    const [a, b] = [day(), random.chance(0.5) ? day() : cut()].sort((x, y) => x - y);
    return [a ?? 0, b ?? 0];
  });
}

test(`D1–D8: ${SEEDS} random histories count as plain SQL counts them, in any order of arrival, as of any instant`, () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = createRandom(seed);
    const sent = randomHistory(seed, random.whole(10, 90));
    const asked = periods(random);
    const answers: string[] = [];
    for (const order of ['as told', 'shuffled']) {
      const world = createLedgerWorld();
      try {
        const recorded = arrive(world, order === 'as told' ? sent : random.shuffle(sent), random);
        const now = Math.max(...recorded);
        const oracle = createOracle(world.db, calendarFile);
        for (const [start, end] of asked) {
          const answer = world.periods.summary({ start, end, recordedUpTo: now });
          expectCounted(answer, oracle.summary(start, end), `seed ${seed} ${order} [${start}, ${end})`);
          answers.push(JSON.stringify(answer));
        }
        const then = random.pick(recorded);
        const oracleThen = createOracle(world.db, calendarFile, then);
        for (const [start, end] of asked.slice(0, 2)) {
          const answer = world.periods.summary({ start, end, recordedUpTo: then });
          expectCounted(answer, oracleThen.summary(start, end), `seed ${seed} ${order} at ${then} [${start}, ${end})`);
        }
      } finally {
        world.close();
      }
    }
    expect(answers.slice(0, asked.length), `seed ${seed}: order of arrival`).toEqual(answers.slice(asked.length));
  }
}, 300_000);
