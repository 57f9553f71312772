import { expect, test } from 'vitest';
import type { PeriodAnswer } from '../../server/db/periods';
import { createRandom } from '../../server/demo/cityRandom';
import { DAY_MS, formatInstant, HOUR_MS, parseInstant } from '../../shared/localTime';
import { TEST_WARDS } from '../support/ledgerWorld';
import { createWorkWorld, type WorkWorld } from '../support/workWorld';

const SEED = 12;
const LIVES = 12;
const STEPS_A_LIFE = 25;
const START = parseInstant('2025-07-14T08:00:00+07:00') ?? 0;
const P = { start: START - 7 * DAY_MS, end: START + 30 * DAY_MS };

interface Reading {
  readonly asOf: number;
  readonly figures: PeriodAnswer;
}

/** Answers a reading at an instant of the server's clock, as the calls do. */
function read(world: WorkWorld, now: number): Reading {
  const sealed = world.send({ kind: 'seal', id: 1, instant: now, aheadMs: 1000 }).find(({ kind }) => kind === 'sealed');
  if (sealed?.kind !== 'sealed') throw new Error('a reading was not answered');
  return { asOf: sealed.instant, figures: world.summary({ ...P, recordedUpTo: sealed.instant }) };
}

test(`a figure read with at never changes again: over crashes, clean restarts, clocks set back and full disks (seed ${SEED})`, () => {
  const random = createRandom(SEED);
  const world = createWorkWorld();
  const readings: Reading[] = [];
  let clock = START;
  let mayGrow = true;
  let dossiers = 0;
  let sent: readonly unknown[] = [];
  const kinds = { crash: 0, restart: 0, back: 0, full: 0, sealedOnly: 0, again: 0 };
  try {
    for (let life = 0; life < LIVES; life++) {
      for (let step = 0; step < STEPS_A_LIFE; step++) {
        const what = `seed ${SEED}, life ${life}, step ${step}`;
        clock += random.whole(0, 3000);
        const turn = random.whole(0, 9);
        if (turn < 4) {
          // What a source sends once more records nothing; nor may it count as a recording.
          const isAgain = sent.length > 0 && random.whole(0, 2) === 0;
          const reports = isAgain
            ? sent
            : Array.from({ length: random.whole(1, 30) }, () => ({
                occurredAt: formatInstant(clock - random.whole(0, 5) * HOUR_MS),
                dossierNo: `D-${random.whole(0, 4) === 0 ? random.whole(0, dossiers) : ++dossiers}`,
                wardCode: TEST_WARDS[random.whole(0, TEST_WARDS.length - 1)],
                status: random.whole(2, 9),
                channel: 'online',
              }));
          const said = world.send({ kind: 'accept', id: 2, sourceId: 1, now: clock, batch: world.batch(reports) });
          const group = said.find(({ kind }) => kind === 'group');
          // What is acknowledged is in the next reading, and recorded after every earlier one.
          if (group?.kind === 'group') {
            for (const { asOf } of readings) expect(group.recordedAt, what).toBeGreaterThan(asOf);
            if (isAgain) kinds.again++;
            else expect(read(world, clock).asOf, what).toBeGreaterThanOrEqual(group.recordedAt);
            sent = reports;
          } else
            expect(said, what).toContainEqual(expect.objectContaining({ kind: 'failed', ids: [2], fault: 'full' }));
        } else if (turn < 8) readings.push(read(world, clock));
        else if (turn === 8) {
          mayGrow = !mayGrow;
          world.letGrow(mayGrow);
          if (!mayGrow) kinds.full++;
        }
        const old = readings[random.whole(0, Math.max(0, readings.length - 1))];
        if (old) expect(world.summary({ ...P, recordedUpTo: old.asOf }), what).toEqual(old.figures);
      }
      const last = readings.at(-1);
      if (last && last.asOf > lastRecording(world)) kinds.sealedOnly++;
      if (random.whole(0, 2) > 0) {
        world.crash();
        kinds.crash++;
      } else {
        world.restart();
        kinds.restart++;
      }
      mayGrow = true;
      if (random.whole(0, 1) === 0) {
        clock -= random.whole(1, 48) * HOUR_MS;
        kinds.back++;
      }
      for (const { asOf, figures } of readings) {
        expect(world.summary({ ...P, recordedUpTo: asOf }), `seed ${SEED}, after life ${life}`).toEqual(figures);
      }
    }
    for (const [kind, times] of Object.entries(kinds)) expect(times, `the run must hold: ${kind}`).toBeGreaterThan(0);
  } finally {
    world.close();
  }
});

test('a clean end leaves the horizon exactly where the last reading was: a start right after it does not wait', () => {
  const world = createWorkWorld();
  try {
    const { asOf } = read(world, START);
    expect(asOf).toBe(START);
    world.restart();
    expect(world.db().prepare('SELECT instant FROM horizon').pluck().get()).toBe(START);
    world.send({ kind: 'seal', id: 1, instant: START + 5, aheadMs: 1000 });
    expect(world.db().prepare('SELECT instant FROM horizon').pluck().get()).toBe(START + 1005);
  } finally {
    world.close();
  }
});

test('readings share writes: those that wait together one, and those of the same second none', () => {
  const world = createWorkWorld();
  const writes = () => Number(world.db().prepare('SELECT total_changes()').pluck().get());
  try {
    const before = writes();
    const said = world.send(
      ...[3, 1, 2].map((ms) => ({ kind: 'seal', id: ms, instant: START + ms, aheadMs: 1000 }) as const),
    );
    expect(said).toEqual([{ kind: 'sealed', ids: [3, 1, 2], instant: START + 3 }]);
    expect(writes() - before).toBe(1);
    for (let ms = 4; ms <= 1003; ms += 37) read(world, START + ms);
    expect(writes() - before).toBe(1);
    expect(read(world, START + 1004).asOf).toBe(START + 1004);
    expect(writes() - before).toBe(2);
  } finally {
    world.close();
  }
});

function lastRecording(world: WorkWorld): number {
  return Number(world.db().prepare('SELECT coalesce(max(recorded_at), 0) FROM recordings').pluck().get());
}
