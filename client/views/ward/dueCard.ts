import type { WorkingCalendar } from '../../../shared/calendar';
import { dayOf, msIntoDay, startOfDay } from '../../../shared/localTime';

export interface HalfDay {
  readonly half: 'morning' | 'afternoon';
  /** Names this very half day. */
  readonly key: string;
  readonly opensAt: number;
}

/** The half of a working day that an instant lies in, as the season has it (07:30, 13:00 or 13:30); null outside office hours. */
export function halfDayOf(calendar: WorkingCalendar, instantMs: number): HalfDay | null {
  const day = dayOf(instantMs);
  if (!calendar.isWorkingDay(day)) return null;
  const into = msIntoDay(instantMs);
  const { am, pm } = calendar.hoursOf(day);
  for (const [half, [opens, closes]] of [
    ['morning', am],
    ['afternoon', pm],
  ] as const) {
    if (into >= opens && into < closes) return { half, key: `${day}-${half}`, opensAt: startOfDay(day) + opens };
  }
  return null;
}
