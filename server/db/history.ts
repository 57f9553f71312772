import { createBoard } from '../../shared/board';
import { COUNTER_SLOTS } from '../../shared/counters';
import { countsOfStep, EARLIER_MINUTES, HISTORY_DAYS, type HistoryView } from '../../shared/history';
import { DAY_MS, dayOf, formatDay, formatInstant, MINUTE_MS, msIntoDay, startOfDay } from '../../shared/localTime';
import type { WindowCounts } from '../../shared/protocol';
import { addPrefix } from '../../shared/summary';
import type { Connection } from './open';
import { bucketStarts, createPrefixSums, type PrefixSums, type PrefixTable } from './prefixSums';

export interface HistoryQuestion {
  readonly now: number;
  /** Working days before today, oldest first, as day numbers. */
  readonly workingDays: readonly number[];
  /** Which of the last HISTORY_DAYS days are working days. */
  readonly working: readonly number[];
}

/** What the scenes show beside the live board, read from tallies; under today's knowledge. */
export function createHistory(db: Connection, wardCodes: readonly string[]): (q: HistoryQuestion) => HistoryView {
  const sums = createPrefixSums(db);
  const read = ({ now, workingDays, working }: HistoryQuestion): HistoryView => {
    const today = dayOf(now);
    const firstDay = Math.min(today - HISTORY_DAYS + 1, ...workingDays);
    const byDay = stepsOf(sums, startOfDay(firstDay), now, 'day');
    const before = workingDays.at(-1) ?? today - 1;
    const days = Array.from({ length: HISTORY_DAYS }, (_, i) => today - HISTORY_DAYS + 1 + i);
    return {
      asOf: formatInstant(now),
      workingDays: workingDays.map(formatDay),
      received: Object.fromEntries(
        wardCodes.map((code) => [
          code,
          workingDays.map((day) => countsOfStep(byDay.get(startOfDay(day))?.get(code)).received),
        ]),
      ),
      days: days.map((day) => ({
        day: formatDay(day),
        working: working.includes(day),
        ...cityStep(byDay.get(startOfDay(day)), wardCodes),
      })),
      hours: {
        today: hoursOf(sums, wardCodes, startOfDay(today), now),
        before: hoursOf(sums, wardCodes, startOfDay(before), startOfDay(before) + DAY_MS),
        beforeDay: formatDay(before),
        beforeSoFar: boardAt(sums, wardCodes, startOfDay(before) + msIntoDay(now)).city().today,
      },
      morning: boardAt(sums, wardCodes, startOfDay(today)).wards(),
      earlier: earlierOf(sums, wardCodes, now - EARLIER_MINUTES * MINUTE_MS),
    };
  };
  return db.transaction(read).deferred;
}

function stepsOf(sums: PrefixSums, start: number, end: number, by: 'day' | 'hour'): Map<number, PrefixTable> {
  return sums.steps({ start, end: Math.max(start, end), by, recordedUpTo: Number.MAX_SAFE_INTEGER });
}

function cityStep(table: PrefixTable | undefined, wardCodes: readonly string[]): WindowCounts {
  const total = new Float64Array(COUNTER_SLOTS);
  for (const code of wardCodes) {
    const step = table?.get(code);
    if (step) addPrefix(total, step);
  }
  return countsOfStep(total);
}

function hoursOf(sums: PrefixSums, wardCodes: readonly string[], start: number, end: number): WindowCounts[] {
  const byHour = stepsOf(sums, start, end, 'hour');
  return bucketStarts(start, Math.max(start + 1, end), 'hour').map((at) => cityStep(byHour.get(at), wardCodes));
}

function boardAt(sums: PrefixSums, wardCodes: readonly string[], now: number) {
  // Days gone by are not asked what was due soon.
  return createBoard({ wardCodes, now, horizonOf: (at) => at, prefixAt: sums.latest });
}

function earlierOf(sums: PrefixSums, wardCodes: readonly string[], at: number): HistoryView['earlier'] {
  const board = boardAt(sums, wardCodes, at);
  return { at: formatInstant(at), city: board.city(), wards: board.wards() };
}
