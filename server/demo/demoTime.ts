import { dayFromCivil, HOUR_MS, MINUTE_MS, startOfDay } from '../../shared/localTime';

const day = (month: number, dayOfMonth: number) => dayFromCivil(2025, month, dayOfMonth);
const at = (dayNumber: number, hours: number, minutes = 0) =>
  startOfDay(dayNumber) + hours * HOUR_MS + minutes * MINUTE_MS;

/** The days of the demo city. 14/7/2025 is the day that is played; all before it is history. */
export const DEMO_DAYS = { first: day(7, 1), last: day(7, 14), carriedFrom: day(6, 9), carriedTo: day(6, 30) } as const;

/** Instants of the demo, in ms. */
export const DEMO = {
  historyFrom: at(DEMO_DAYS.first, 0),
  historyTo: at(DEMO_DAYS.last, 0),
  /** The wall starts here, so that figures move at once. */
  opensAt: at(DEMO_DAYS.last, 7, 25),
  /** From here to the end of the lap the published figures stand. */
  settlesAt: at(DEMO_DAYS.last, 17, 30),
  lapEndsAt: at(DEMO_DAYS.last, 21),
  /** Nothing of the played day is finished after this. */
  lastWorkAt: at(DEMO_DAYS.last, 16, 58),
} as const;
