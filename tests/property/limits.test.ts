import { expect, test } from 'vitest';
import { createOracle } from '../../server/cli/oracle/oracle';
import type { AcceptAnswer } from '../../server/db/accept';
import type { LedgerLimits } from '../../server/db/ledgerLimits';
import { createRandom } from '../../server/demo/cityRandom';
import { DAY_MS, parseInstant } from '../../shared/localTime';
import { expectCounted } from '../support/expectCounted';
import { at, calendarFile } from '../support/histories';
import { createLedgerWorld, type LedgerWorld } from '../support/ledgerWorld';
import { randomHistory, type Sent } from '../support/randomHistory';

const SEEDS = 150;
const INSTANTS = ['occurredAt', 'submittedAt', 'receivedAt', 'dueAt', 'finishedAt'];

/** What one report says, however its instants are written. */
function saidBy(report: Sent): string {
  const { id: _id, ...said } = report;
  for (const field of INSTANTS) {
    const text = said[field];
    if (typeof text === 'string') said[field] = parseInstant(text);
  }
  return JSON.stringify(Object.entries(said).sort());
}

/** The rules of the limits, written out anew: what is answered to each report, in order of arrival. */
function createModel(limits: LedgerLimits) {
  const stored = new Map<string, Sent[]>();
  const known = new Map<string, string>();
  const fields = new Set<string>();
  return (report: Sent, source: number): string => {
    const said = saidBy(report);
    const name = report.id === undefined ? `${source} ${said}` : `${source} #${String(report.id)}`;
    const before = known.get(name);
    if (before !== undefined) return before === said ? 'duplicate' : 'id-reused';
    const own = stored.get(report.dossierNo) ?? [];
    const retractions = own.filter(({ retracted }) => retracted === true).length;
    const isTaken = report.retracted === true && retractions < limits.retractionsBeyond;
    if (own.length >= limits.reportsADossier && !isTaken) return 'too-many-reports';
    const { fieldCode } = report;
    if (typeof fieldCode === 'string' && !fields.has(fieldCode) && fields.size >= limits.fields) {
      return 'too-many-fields';
    }
    if (typeof fieldCode === 'string') fields.add(fieldCode);
    known.set(name, said);
    stored.set(report.dossierNo, [...own, report]);
    return 'accepted';
  };
}

function outcomesOf({ accepted, duplicates, quarantined }: AcceptAnswer): string {
  const reasons = quarantined.map(({ index, reason }) => `${index} ${reason}`);
  return [`${accepted} accepted`, `${duplicates} duplicates`, ...reasons].join(', ');
}

function expectedOf(outcomes: readonly string[]): string {
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  const quarantined = outcomes.flatMap((one, i) => (one === 'accepted' || one === 'duplicate' ? [] : [`${i} ${one}`]));
  return [`${count('accepted')} accepted`, `${count('duplicate')} duplicates`, ...quarantined].join(', ');
}

/** Some with ids, some repeated, some ids used twice. */
function arrivals(seed: number, random: ReturnType<typeof createRandom>): Sent[] {
  const told = randomHistory(seed, random.whole(20, 120)).map((report, i): Sent => {
    const named = random.chance(0.4) ? { ...report, id: `${seed}-${random.chance(0.95) ? i : i - 1}` } : report;
    return random.chance(0.3) ? { ...named, fieldCode: `G${random.whole(0, 6)}` } : named;
  });
  return random.shuffle([...told, ...told.filter(() => random.chance(0.3))]);
}

function quarantined(world: LedgerWorld): Map<string, { rows: number; times: number }> {
  const sql = `SELECT source_id || ' ' || reason AS name, sum(kept) AS rows, sum(times) AS times FROM (
    SELECT source_id, reason, 1 AS kept, times FROM quarantine
    UNION ALL SELECT source_id, reason, 0, times FROM quarantine_beyond) GROUP BY 1`;
  const rows = world.db.prepare(sql).all() as { name: string; rows: number; times: number }[];
  return new Map(rows.map(({ name, ...counts }) => [name, counts]));
}

test(`the limits of the log: ${SEEDS} histories that cross them are answered by the rules and count as plain SQL counts what is stored`, () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = createRandom(seed * 31);
    const limits: LedgerLimits = {
      reportsADossier: random.whole(1, 6),
      retractionsBeyond: random.whole(0, 2),
      fields: random.whole(1, 6),
      quarantineRows: random.whole(0, 4),
    };
    const model = createModel(limits);
    const world = createLedgerWorld(limits);
    const refused = new Map<string, number>();
    try {
      const queue = arrivals(seed, random);
      let now = at('21/7 08:00');
      let stored = 0;
      while (queue.length > 0) {
        const batch = queue.splice(0, random.whole(1, 25));
        const source = random.whole(1, 2);
        const outcomes = batch.map((report) => model(report, source));
        now += 1000;
        const { answers, overfull } = world.send(batch, now, source);
        const [answer] = answers;
        if (!answer) throw new Error('no answer');
        expect(outcomesOf(answer), `seed ${seed}, ${JSON.stringify(limits)}`).toBe(expectedOf(outcomes));
        const over = outcomes.filter((one) => one === 'too-many-reports').length;
        expect(overfull).toEqual(over > 0 ? [{ sourceId: source, reports: over }] : []);
        stored += answer.accepted;
        for (const reason of outcomes.filter((one) => one !== 'accepted' && one !== 'duplicate')) {
          seen.add(reason);
          refused.set(`${source} ${reason}`, (refused.get(`${source} ${reason}`) ?? 0) + 1);
        }
        if (random.chance(0.2)) world.reopen();
      }
      expect(world.db.prepare('SELECT count(*) FROM reports').pluck().get()).toBe(stored);
      const kept = quarantined(world);
      expect(new Map([...kept].map(([name, { times }]) => [name, times])), `seed ${seed}`).toEqual(refused);
      for (const { rows } of kept.values()) expect(rows).toBeLessThanOrEqual(limits.quarantineRows);
      const oracle = createOracle(world.db, calendarFile);
      for (const [start, end] of [
        [at('26/6 00:00'), at('26/7 00:00')],
        [at('1/7 00:00'), at('8/7 00:00')],
        [at('5/7 09:30'), at('5/7 09:30') + 3 * DAY_MS],
      ] as const) {
        const answer = world.periods.summary({ start, end, recordedUpTo: now });
        expectCounted(answer, oracle.summary(start, end), `seed ${seed} [${start}, ${end})`);
      }
    } finally {
      world.close();
    }
  }
  expect([...seen].sort()).toEqual(['id-reused', 'too-many-fields', 'too-many-reports']);
}, 300_000);

const LONG_SEEDS = 10;

test(`long dossiers, in small parts with restarts and failures between them, count as plain SQL counts them (${LONG_SEEDS} seeds)`, () => {
  for (let seed = 1; seed <= LONG_SEEDS; seed++) {
    const random = createRandom(seed * 101);
    const world = createLedgerWorld();
    try {
      const queue = randomHistory(seed, 300).map((report) => ({ ...report, dossierNo: `TEST-${random.whole(0, 2)}` }));
      const recorded: number[] = [];
      let now = at('21/7 08:00');
      while (queue.length > 0) {
        const batch = queue.splice(0, random.whole(1, 8));
        now += 1000;
        if (random.chance(0.1)) {
          // What a rolled back transaction knew of a dossier must not outlive it.
          world.db.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON recordings BEGIN SELECT RAISE(ABORT, 'full'); END`);
          expect(() => world.send(batch, now)).toThrow('full');
          world.db.exec('DROP TRIGGER temp.full');
        }
        recorded.push(world.send(batch, now).recordedAt);
        if (random.chance(0.02)) world.reopen();
      }
      for (const then of [now, random.pick(recorded)]) {
        const oracle = createOracle(world.db, calendarFile, then);
        for (const [start, end] of [
          [at('20/6 00:00'), at('26/7 00:00')],
          [at('5/7 09:30'), at('5/7 09:30') + 3 * DAY_MS],
        ] as const) {
          const answer = world.periods.summary({ start, end, recordedUpTo: then });
          expectCounted(answer, oracle.summary(start, end), `seed ${seed} at ${then} [${start}, ${end})`);
        }
      }
    } finally {
      world.close();
    }
  }
}, 120_000);
