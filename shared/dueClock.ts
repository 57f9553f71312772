import { nextOpening, type WorkingCalendar, workingMsBetween } from './calendar';
import { DAY_MS, dayOf, MINUTE_MS, msIntoDay, startOfDay } from './localTime';

/** Working time from one instant to many due dates. */
export interface DueClock {
  /**
   * Ahead: whole working days until it is due, 0 on the last one. Past: −1 from the first moment on, −2 when more than
   * one working day has gone by, so that the dossiers "overdue by more than 10 working days" are those below −10.
   */
  readonly daysLeft: (dueAt: number) => number;
  /** Whole working minutes until it is due; 0 when it is past. */
  readonly minutesLeft: (dueAt: number) => number;
}

/** A due date farther away than that is a slip of the feed; it counts as so far, and costs no walk through centuries. */
const FARTHEST_MS = 3660 * DAY_MS;

/** Remembers what it has walked: hundreds of rows fall due on the same few days. */
export function createDueClock(calendar: WorkingCalendar, now: number): DueClock {
  const today = dayOf(now);
  const midnight = startOfDay(today);
  /** Working days in (today, today + i], and in [today − i, today). */
  const ahead = [0];
  const behind = [0];
  /** Working ms from now to the first moment of the day after today, of the next one, … */
  const msUntil: number[] = [];
  const count = (day: number): number => {
    const [known, step] = day >= today ? [ahead, 1] : [behind, -1];
    for (let i = known.length; i <= Math.abs(day - today); i++) {
      known.push((known[i - 1] ?? 0) + (calendar.isWorkingDay(today + i * step) ? 1 : 0));
    }
    return known[Math.abs(day - today)] ?? 0;
  };
  /** Working days in (from, to]. */
  const workingDaysIn = (from: number, to: number): number => place(to) - place(from);
  const place = (day: number): number => {
    if (day >= today) return count(day);
    // (day, today] counted backwards: today belongs to it, `day` itself does not.
    const own = calendar.isWorkingDay(day) ? 1 : 0;
    const last = calendar.isWorkingDay(today) ? 1 : 0;
    return -(count(day) - own + last);
  };
  const daysPast = (dueAt: number): number => {
    const from = nextOpening(calendar, dueAt);
    if (from >= now) return 1;
    const passed = workingDaysIn(dayOf(from), today);
    const isWithin = calendar.isWorkingDay(today) && midnight + msIntoDay(from) >= now;
    return Math.max(1, isWithin ? passed : passed + 1);
  };
  const daysAhead = (dueAt: number): number => {
    const from = nextOpening(calendar, now);
    if (dueAt < from) return 0;
    const lastDay = dayOf(dueAt);
    const whole = workingDaysIn(dayOf(from), lastDay);
    const isFull = !calendar.isWorkingDay(lastDay) || msIntoDay(dueAt) >= msIntoDay(from);
    return Math.max(0, isFull ? whole : whole - 1);
  };
  const msLeft = (dueAt: number): number => {
    const day = dayOf(dueAt);
    if (day <= today) return workingMsBetween(calendar, now, dueAt);
    return untilDay(day) + workingMsBetween(calendar, startOfDay(day), dueAt);
  };
  const untilDay = (day: number): number => {
    for (let i = msUntil.length; i < day - today; i++) {
      const before = i === 0 ? now : startOfDay(today + i);
      msUntil.push((msUntil[i - 1] ?? 0) + workingMsBetween(calendar, before, startOfDay(today + i + 1)));
    }
    return msUntil[day - today - 1] ?? 0;
  };
  const near = (dueAt: number): number => Math.min(now + FARTHEST_MS, Math.max(now - FARTHEST_MS, dueAt));
  return {
    daysLeft: (dueAt) => (dueAt < now ? -daysPast(near(dueAt)) : daysAhead(near(dueAt))),
    minutesLeft: (dueAt) => (dueAt < now ? 0 : Math.floor(msLeft(near(dueAt)) / MINUTE_MS)),
  };
}
