import { SqliteError } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { builtInLimits } from '../../client/board/reference';
import { type BoardLog, createBoardLog } from '../../server/db/boardLog';
import { createRandom } from '../../server/demo/cityRandom';
import { createLiveBoard } from '../../server/realtime/liveBoard';
import { createSteadily } from '../../server/steadily';
import { addWorkingHours, DUE_SOON_HOURS } from '../../shared/calendar';
import { HOUR_MS } from '../../shared/localTime';
import type { BoardView } from '../../shared/protocol';
import { applyFrame } from '../../shared/replica';
import { at, calendar, calendarFile } from '../support/histories';
import { createLedgerWorld, TEST_WARDS } from '../support/ledgerWorld';
import { randomHistory } from '../support/randomHistory';

const SEEDS = 40;

test(`over midnights and the turn of the month a replica of frames equals a board that starts anew (${SEEDS} seeds)`, () => {
  let unread = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const world = createLedgerWorld();
    const random = createRandom(seed);
    let now = at('28/6 15:00');
    let isReadable = true;
    const log = createBoardLog(world.db);
    const between: BoardLog['between'] = (...span) => {
      if (!isReadable) throw new SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
      return log.between(...span);
    };
    const open = () =>
      createLiveBoard({
        log: { ...log, between },
        wardCodes: TEST_WARDS,
        calendar: { version: 1, file: calendarFile },
        horizonOf: (instant) => addWorkingHours(calendar, instant, DUE_SOON_HOURS),
        thresholds: builtInLimits,
        epoch: 'e',
        now: () => now,
        speed: () => 1,
        steadily: createSteadily({ tellFailing: (_, why) => void (why && unread++) }),
      });
    try {
      world.send(randomHistory(seed, 60), now);
      const live = open();
      let replica: BoardView = live.view();
      while (now < at('3/7 09:00')) {
        now += random.whole(1, 9) * HOUR_MS + random.whole(0, 999);
        if (random.chance(0.3)) {
          // A disk that cannot be read for a moment costs no entry: what is missed is caught up with.
          isReadable = random.chance(0.7);
          const group = world.send(randomHistory(seed * 1000 + random.whole(0, 99), 3), now);
          live.apply(group.entries, group.lastEntrySeq);
          isReadable = true;
        }
        live.advance();
        const frame = live.takeFrame();
        if (frame) replica = applyFrame(replica, frame);
        expect(replica, `seed ${seed}`).toEqual(open().view());
      }
      expect(replica.windows.month.from).toBe('2025-07-01');
    } finally {
      world.close();
    }
  }
  expect(unread, 'the runs must hold: a commit beside which nothing can be read').toBeGreaterThan(SEEDS);
});
