import { expect, test } from 'vitest';
import { calendarsAt } from '../../server/cli/oracle/calendarsAt';
import { createOracle, ORACLE_COUNTERS } from '../../server/cli/oracle/oracle';
import { createLedger } from '../../server/db/accept';
import { ALL_DOSSIERS, openCalendars, readChangeState } from '../../server/db/calendarBook';
import { previewCalendar } from '../../server/db/calendarPreview';
import { createCalendarTasks } from '../../server/db/calendarTasks';
import { nextRequest, requestMending } from '../../server/db/logRequests';
import { openReader, openWriter } from '../../server/db/open';
import { readCheck, recount } from '../../server/db/recount';
import { createRandom } from '../../server/demo/cityRandom';
import { createCalendar } from '../../shared/calendar';
import { DAY_MS, HOUR_MS } from '../../shared/localTime';
import { at, calendarFile } from '../support/histories';
import { createLedgerWorld, type LedgerWorld, TEST_WARDS } from '../support/ledgerWorld';
import { randomCalendar } from '../support/randomCalendar';
import { randomHistory } from '../support/randomHistory';

const SEEDS = 120;
const silent = () => undefined;

interface Asked {
  readonly start: number;
  readonly end: number;
  readonly recordedUpTo: number;
}

/** Every counter of every unit, against plain SQL that reads for itself which calendar held for which dossier. */
function check(world: LedgerWorld, asked: Asked, what: string): void {
  const expected = createOracle(
    world.db,
    calendarsAt(world.db, asked.recordedUpTo, calendarFile),
    asked.recordedUpTo,
  ).summary(asked.start, asked.end);
  const answer = world.periods.summary(asked);
  for (const { code, ...figures } of [...answer.wards, { code: '00046', ...answer.cityLevel }]) {
    const found = Object.fromEntries(ORACLE_COUNTERS.map((counter) => [counter, figures[counter]]));
    const wanted = expected.get(code) ?? Object.fromEntries(ORACLE_COUNTERS.map((counter) => [counter, 0]));
    expect(found, `${what}, ${code}`).toEqual(wanted);
    expect(figures.unbalanced, `${what}: D7`).toBe(0);
  }
}

function isTrue(world: LedgerWorld, asked: Asked): boolean {
  try {
    check(world, asked, '');
    return true;
  } catch {
    return false;
  }
}

const differencesOf = (world: LedgerWorld) => {
  const reader = openReader(world.file);
  try {
    return recount(reader, silent);
  } finally {
    reader.close();
  }
};

test(`random histories × random calendars at random times (${SEEDS} seeds): every instant counts as plain SQL counts it, and none before a change moves`, () => {
  let midway = 0;
  let moved = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = createRandom(seed);
    const world = createLedgerWorld();
    try {
      const queue = randomHistory(seed, random.whole(20, 90));
      let now = at('21/7 08:00');
      const instants: number[] = [];
      const kept: { asked: Asked; answer: string }[] = [];
      const period = (recordedUpTo: number): Asked => {
        const day = () =>
          at('20/6 00:00') + random.whole(0, 40) * DAY_MS + random.pick([0, random.whole(0, 24) * HOUR_MS]);
        const [start, end] = [day(), day()].sort((a, b) => a - b);
        return { start: start ?? 0, end: end ?? 0, recordedUpTo };
      };
      while (queue.length > 0) {
        now += random.whole(0, 900);
        const isChanging = (readChangeState(world.db)?.upTo ?? 0) < ALL_DOSSIERS;
        if (isChanging && random.chance(0.6)) {
          const { group } = world.runTask({ do: 'step' }, now);
          if (group) instants.push(group.recordedAt);
        } else if (!isChanging && instants.length > 0 && random.chance(0.25)) {
          const asked = period(instants.at(-1) ?? 0);
          kept.push({ asked, answer: JSON.stringify(world.periods.summary(asked)) });
          const task = { do: 'record', person: 'x', file: randomCalendar(random), request: null } as const;
          expect(world.runTask(task, now).done).toBe(true);
          expect(world.runTask(task, now).done, 'one at a time').toBe(false);
        } else {
          if (isChanging) midway++;
          instants.push(world.send(queue.splice(0, random.whole(1, 8)), now, random.whole(1, 2)).recordedAt);
        }
      }
      for (let i = 0; i < 6; i++) {
        const asked = period(random.pick(instants));
        check(world, asked, `seed ${seed}, [${asked.start}, ${asked.end}) at ${asked.recordedUpTo}`);
      }
      while (!world.runTask({ do: 'step' }, now).done);
      check(world, period(Number.MAX_SAFE_INTEGER), `seed ${seed}, in the end`);
      for (const { asked, answer } of kept) {
        expect(JSON.stringify(world.periods.summary(asked)), `seed ${seed}: before the change`).toBe(answer);
        const { recordedUpTo: _, ...span } = asked;
        if (JSON.stringify(world.periods.summary({ ...span, recordedUpTo: Number.MAX_SAFE_INTEGER })) !== answer)
          moved++;
      }
      expect(differencesOf(world), `seed ${seed}`).toMatchObject({ entries: [], dossiers: 0 });
    } finally {
      world.close();
    }
  }
  // Otherwise nothing of the above was put to the test.
  expect(midway, 'reports that came in the middle of a change').toBeGreaterThan(SEEDS);
  expect(moved, 'changes that changed figures').toBeGreaterThan(SEEDS / 2);
});

test('what a preview says is what then changes: days, and how many dossiers', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const random = createRandom(seed);
    const world = createLedgerWorld();
    try {
      world.send(randomHistory(seed, 60), at('21/7 08:00'));
      const file = randomCalendar(random);
      const preview = previewCalendar(world.db, file, silent);
      const before = world.db.prepare('SELECT coalesce(max(seq), 0) FROM entries').pluck().get();
      world.runTask({ do: 'record', person: 'x', file, request: null }, at('21/7 09:00'));
      expect(previewCalendar(world.db, file, silent)).toEqual({ days: 0, first: null, last: null, dossiers: 0 });
      while (!world.runTask({ do: 'step' }, at('21/7 09:00')).done);
      const after = world.db.prepare('SELECT coalesce(max(seq), 0) FROM entries').pluck().get();
      expect(preview.dossiers > 0, `seed ${seed}`).toBe(after !== before);
      // A holiday on a Sunday changes no day.
      if (preview.dossiers > 0) expect(preview.days, `seed ${seed}`).toBeGreaterThan(0);
    } finally {
      world.close();
    }
  }
});

/** A log as it was when the calendar was compiled in, and edited: what was before is computed with what came after. */
function falsify(world: LedgerWorld, seed: number): void {
  const random = createRandom(seed);
  const history = randomHistory(seed, 120);
  world.send(history.slice(0, 60), at('21/7 08:00'));
  const edited = createCalendar(randomCalendar(random));
  world.sendTo(
    createLedger(world.db, () => edited),
    history.slice(60),
    at('21/7 09:00'),
  );
  world.reopen();
}

test('a log that an edited calendar falsified: the differences are found, mended at now, and earlier readings stay', () => {
  let found = 0;
  let seen = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const world = createLedgerWorld();
    try {
      falsify(world, seed);
      const asked = { start: at('20/6 00:00'), end: at('1/8 00:00'), recordedUpTo: at('21/7 10:00') };
      const before = JSON.stringify(world.periods.summary(asked));
      const { entries, dossiers, lastRecount } = differencesOf(world);
      if (entries.length === 0) continue;
      found++;
      expect(dossiers, `seed ${seed}`).toBeGreaterThan(0);
      const ends = Array.from({ length: 30 }, (_, day) => ({ ...asked, end: at('28/6 09:00') + day * DAY_MS }));
      if (!ends.every((one) => isTrue(world, one))) seen++;
      // As the command does it: left in the log, taken by who has it open, once whatever happens between.
      expect(requestMending(world.db, 'npm run recount', entries, lastRecount)).toBe(true);
      expect(requestMending(world.db, 'npm run recount', entries, lastRecount), 'twice').toBe(false);
      for (let request = nextRequest(world.db); request; request = nextRequest(world.db)) {
        world.runTask(request, at('21/7 11:00'));
        world.runTask(request, at('21/7 11:00'));
      }
      expect(requestMending(world.db, 'npm run recount', entries, lastRecount), 'found before it').toBe(false);
      expect(differencesOf(world), `seed ${seed}`).toMatchObject({ entries: [], dossiers: 0 });
      expect(readCheck(world.db)).toEqual({ due: false, dossiers: 0 });
      expect(JSON.stringify(world.periods.summary(asked)), 'what was read before').toBe(before);
      check(world, { ...asked, recordedUpTo: at('21/7 12:00') }, `seed ${seed}, mended`);
    } finally {
      world.close();
    }
  }
  expect(found).toBeGreaterThan(20);
  expect(seen, 'figures that were wrong').toBeGreaterThan(10);
});

test('reports and a change of calendar between the finding and the mending of differences cost nothing', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const world = createLedgerWorld();
    try {
      falsify(world, seed);
      const { entries, lastRecount } = differencesOf(world);
      world.send(randomHistory(seed + 1000, 30), at('21/7 10:00'));
      world.send(randomHistory(seed, 150).slice(120), at('21/7 10:30'));
      const file = randomCalendar(createRandom(seed + 7));
      world.runTask({ do: 'record', person: 'x', file, request: null }, at('21/7 10:40'));
      world.runTask({ do: 'step' }, at('21/7 10:45'));
      requestMending(world.db, 'x', entries, lastRecount);
      for (let request = nextRequest(world.db); request; request = nextRequest(world.db)) {
        world.runTask(request, at('21/7 11:00'));
      }
      expect(differencesOf(world).entries, `seed ${seed}, in the middle`).toEqual([]);
      while (!world.runTask({ do: 'step' }, at('21/7 11:30')).done);
      expect(differencesOf(world).entries, `seed ${seed}`).toEqual([]);
      check(world, { start: at('20/6 00:00'), end: at('1/8 00:00'), recordedUpTo: at('21/7 12:00') }, `seed ${seed}`);
    } finally {
      world.close();
    }
  }
});

test('a log without versions takes the built-in calendar as its first, known from the beginning, and its check is due', () => {
  const world = createLedgerWorld();
  try {
    world.send(randomHistory(3, 40), at('21/7 08:00'));
    const older = openWriter(world.file);
    older.exec(
      'DROP TRIGGER calendar_versions_no_delete; DROP TRIGGER calendar_steps_no_delete; DELETE FROM calendar_versions; DELETE FROM calendar_steps',
    );
    expect(readCheck(older)).toEqual({ due: false, dossiers: 0 });
    const calendars = openCalendars(older, calendarFile);
    expect(calendars.state()).toMatchObject({ inForce: { id: 1, recordedAt: 0 }, upTo: ALL_DOSSIERS });
    expect(readCheck(older)).toEqual({ due: true, dossiers: 0 });
    const runTask = createCalendarTasks(older, calendars, createLedger(older, calendars.of));
    runTask({ do: 'checked', dossiers: 7 }, 0);
    openCalendars(older, calendarFile);
    expect(readCheck(older), 'asked once').toEqual({ due: false, dossiers: 7 });
    older.close();
    check(world, { start: 0, end: at('1/8 00:00'), recordedUpTo: at('21/7 08:00') }, TEST_WARDS.join());
  } finally {
    world.close();
  }
});
