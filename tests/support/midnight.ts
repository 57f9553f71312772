import { DAY_MS, HOUR_MS, MINUTE_MS, msIntoDay } from '../../shared/localTime';

/** What a file of tests takes on a busy machine, and how far back its reports are dated. */
const ROOM_MS = 5 * MINUTE_MS;
const DATED_BACK_MS = 65_000;
/** For the hook that waits for it. */
export const DAY_HOOK_MS = HOUR_MS / 4;

/**
 * For tests that count what they sent today, by the machine's own clock: a day that has begun long enough ago and does not
 * end under them. Once a day, around midnight in Huế, that is a few minutes away.
 */
export async function dayWithRoom(): Promise<void> {
  const into = msIntoDay(performance.timeOrigin + performance.now());
  const isLate = into > DAY_MS - ROOM_MS;
  const waits = (isLate ? DAY_MS : 0) + DATED_BACK_MS - into;
  if (waits > 0) await new Promise((resolve) => setTimeout(resolve, waits));
}
