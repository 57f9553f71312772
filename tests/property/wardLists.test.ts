import { expect, test } from 'vitest';
import { createOracle } from '../../server/cli/oracle/oracle';
import { createLedger } from '../../server/db/accept';
import { openReader, openWriter } from '../../server/db/open';
import { createWardLateness } from '../../server/db/wardLateness';
import { createWardLists } from '../../server/db/wardLists';
import { createRandom } from '../../server/demo/cityRandom';
import { addWorkingDays, addWorkingHours } from '../../shared/calendar';
import { createDueClock } from '../../shared/dueClock';
import { DAY_MS, HOUR_MS, parseInstant } from '../../shared/localTime';
import type { LatenessCounts, WardList } from '../../shared/wardLists';
import { at, calendar, calendarFile } from '../support/histories';
import { createLedgerWorld, TEST_WARDS } from '../support/ledgerWorld';
import { randomHistory } from '../support/randomHistory';

const SEEDS = 70;
const FROM = at('26/6 00:00');

test(`D1–D4: the lists of ${SEEDS} random histories hold as many dossiers as plain SQL counts, as time goes on`, () => {
  let rows = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = createRandom(seed);
    const sent = randomHistory(seed, random.whole(10, 90));
    const world = createLedgerWorld();
    const reader = openReader(world.file);
    try {
      const list = createWardLists(reader, calendar);
      // Recorded while the histories still run: reports, receipts and closings lie ahead of the server's clock.
      let now = FROM;
      while (sent.length > 0) {
        now += random.whole(0, 3 * DAY_MS);
        world.send(sent.splice(0, random.whole(1, 12)), now);
        const ask = [now + 1, now + random.whole(1, 5 * DAY_MS), now + random.pick([7.5, 17, 24]) * HOUR_MS];
        const oracle = createOracle(world.db, calendarFile);
        for (const t of ask) {
          const expected = oracle.summary(t, t);
          for (const ward of TEST_WARDS) {
            const total = (name: WardList) => list({ ward, list: name, now: t, limit: 500 }).total;
            const of = expected.get(ward);
            const what = `seed ${seed}, ${ward} at ${t}`;
            expect(total('overdue'), `${what}: overdue`).toBe(of?.pendingOverdue ?? 0);
            expect(total('paused'), `${what}: paused`).toBe(of?.paused ?? 0);
            expect(total('awaiting-intake'), `${what}: awaiting intake`).toBe(of?.awaitingIntake ?? 0);
            const overdue = list({ ward, list: 'overdue', now: t, limit: 500 }).rows;
            const long = overdue.filter((row) => (row.workingDaysLeft ?? 0) < -10).length;
            expect(long, `${what}: overdue by more than 10 working days`).toBe(of?.overdueLong ?? 0);
            const soon = list({ ward, list: 'due-soon', now: t, limit: 500 }).rows;
            expect(soon.length, `${what}: due soon`).toBeLessThanOrEqual(of?.pendingInTime ?? 0);
            for (const row of soon) expect(parseInstant(row.dueAt ?? '') ?? 0, what).toBeGreaterThanOrEqual(t);
            const done = world.db
              .prepare('SELECT count(*) AS n FROM temp.dossier WHERE ward = ? AND s = 9 AND closed < ?')
              .get(ward, t) as { n: number };
            expect(total('uncollected'), `${what}: uncollected`).toBe(done.n);
            rows += overdue.length + soon.length;
          }
        }
      }
    } finally {
      reader.close();
      world.close();
    }
  }
  expect(rows, 'the histories fill the lists').toBeGreaterThan(SEEDS);
}, 300_000);

test('D3 D4: lateness by procedure and by field adds up to what plain SQL counts of the ward, for any period', () => {
  let late = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const random = createRandom(seed);
    const sent = randomHistory(seed, random.whole(10, 90));
    const world = createLedgerWorld();
    const reader = openReader(world.file);
    try {
      world.send(sent, at('21/7 08:00'));
      const oracle = createOracle(world.db, calendarFile);
      const lateness = createWardLateness(reader);
      for (let i = 0; i < 4; i++) {
        const start = FROM + random.whole(0, 20) * DAY_MS;
        const end = start + random.whole(0, 12 * DAY_MS);
        for (const ward of TEST_WARDS) {
          const { fields, procedures } = lateness({ ward, start, end });
          const of = oracle.summary(start, end).get(ward);
          const expected = {
            resolved: (of?.resolvedEarly ?? 0) + (of?.resolvedOnTime ?? 0) + (of?.resolvedLate ?? 0),
            late: of?.resolvedLate ?? 0,
            overdue: of?.pendingOverdue ?? 0,
          };
          expect(sumOf(fields), `seed ${seed}, ${ward} [${start}, ${end})`).toEqual(expected);
          expect(sumOf(procedures), `seed ${seed}, ${ward} [${start}, ${end})`).toEqual(expected);
          late += expected.late + expected.overdue;
        }
      }
    } finally {
      reader.close();
      world.close();
    }
  }
  expect(late).toBeGreaterThan(100);
}, 120_000);

test('rows that were written before there were lists are filled in from their reports when the log is opened', () => {
  const sent = randomHistory(7, 80);
  const world = createLedgerWorld();
  try {
    world.send(sent, at('21/7 08:00'));
    const rows = () => world.db.prepare('SELECT * FROM dossiers ORDER BY id').all();
    const before = rows();
    world.db.exec(`UPDATE dossiers SET procedure_code = NULL, status_since = NULL, returned_at = NULL, ended_at = NULL,
      listed = 2`);
    expect(rows()).not.toEqual(before);
    const again = openWriter(world.file);
    createLedger(again, () => calendar);
    again.close();
    expect(rows()).toEqual(before);
  } finally {
    world.close();
  }
});

test('working time left: whole days and minutes agree with the calendar that counts forwards, around nights, holidays and lunch', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const random = createRandom(seed);
    const now = at('24/4 00:00') + random.whole(0, 12 * DAY_MS);
    const clock = createDueClock(calendar, now);
    for (let i = 0; i < 40; i++) {
      const due = now + random.whole(-40 * DAY_MS, 40 * DAY_MS);
      const what = `seed ${seed}: now ${now}, due ${due}`;
      const days = clock.daysLeft(due);
      if (due >= now) {
        if (days > 0) expect(addWorkingDays(calendar, now, days), what).toBeLessThanOrEqual(due);
        expect(addWorkingDays(calendar, now, days + 1), what).toBeGreaterThan(due);
        const minutes = clock.minutesLeft(due);
        if (minutes > 0) expect(addWorkingHours(calendar, now, minutes / 60), what).toBeLessThanOrEqual(due);
        expect(addWorkingHours(calendar, now, (minutes + 1) / 60), what).toBeGreaterThan(due);
      } else {
        expect(clock.minutesLeft(due), what).toBe(0);
        expect(addWorkingDays(calendar, due, -days), what).toBeGreaterThanOrEqual(now);
        if (days < -1) expect(addWorkingDays(calendar, due, -days - 1), what).toBeLessThan(now);
      }
    }
  }
});

function sumOf(rows: readonly LatenessCounts[]): LatenessCounts {
  const sum = (key: keyof LatenessCounts) => rows.reduce((total, row) => total + row[key], 0);
  return { resolved: sum('resolved'), late: sum('late'), overdue: sum('overdue') };
}
