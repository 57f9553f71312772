import { type WorkingCalendar, workingDaysBefore } from '../shared/calendar';
import { HISTORY_DAYS, HISTORY_WORKING_DAYS, type HistoryView } from '../shared/history';
import { dayOf } from '../shared/localTime';
import { monotonicMs } from './clock';

const HISTORY_FRESH_MS = 1000;

/** Forty walls that ask at the same time cost one reading. */
export function createHistoryCache(read: () => Promise<HistoryView>) {
  let latest: { readonly readMs: number; readonly answer: Promise<HistoryView> } | null = null;
  return (): Promise<HistoryView> => {
    if (!latest || monotonicMs() - latest.readMs > HISTORY_FRESH_MS) {
      const answer = read();
      latest = { readMs: monotonicMs(), answer };
      answer.catch(() => {
        latest = null;
      });
    }
    return latest.answer;
  };
}

/** Which days the scenes look back on. */
export function historyQuestion(calendar: WorkingCalendar, now: number) {
  const today = dayOf(now);
  const lately = Array.from({ length: HISTORY_DAYS }, (_, i) => today - i);
  return {
    now,
    workingDays: workingDaysBefore(calendar, today, HISTORY_WORKING_DAYS),
    working: lately.filter(calendar.isWorkingDay),
  };
}
