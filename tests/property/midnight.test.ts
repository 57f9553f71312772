import { expect, test } from 'vitest';
import { builtInLimits } from '../../client/board/reference';
import { createBoardLog } from '../../server/db/boardLog';
import { createRandom } from '../../server/demo/cityRandom';
import { createLiveBoard } from '../../server/realtime/liveBoard';
import { addWorkingHours, DUE_SOON_HOURS } from '../../shared/calendar';
import { HOUR_MS } from '../../shared/localTime';
import type { BoardView } from '../../shared/protocol';
import { applyFrame } from '../../shared/replica';
import { at, calendar, calendarFile } from '../support/histories';
import { createLedgerWorld, TEST_WARDS } from '../support/ledgerWorld';
import { randomHistory } from '../support/randomHistory';

const SEEDS = 40;

test(`over midnights and the turn of the month a replica of frames equals a board that starts anew (${SEEDS} seeds)`, () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const world = createLedgerWorld();
    const random = createRandom(seed);
    let now = at('28/6 15:00');
    const open = () =>
      createLiveBoard({
        log: createBoardLog(world.db),
        wardCodes: TEST_WARDS,
        calendar: { version: 1, file: calendarFile },
        horizonOf: (instant) => addWorkingHours(calendar, instant, DUE_SOON_HOURS),
        thresholds: builtInLimits,
        epoch: 'e',
        now: () => now,
        speed: () => 1,
      });
    try {
      world.send(randomHistory(seed, 60), now);
      const live = open();
      let replica: BoardView = live.view();
      while (now < at('3/7 09:00')) {
        now += random.whole(1, 9) * HOUR_MS + random.whole(0, 999);
        if (random.chance(0.3)) {
          const group = world.send(randomHistory(seed * 1000 + random.whole(0, 99), 3), now);
          live.apply(group.entries, group.lastEntrySeq);
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
});
