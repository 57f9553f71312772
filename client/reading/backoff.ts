const FIRST_MS = 1000;
const LONGEST_MS = 30_000;
/** So much of a pause is left to chance: a thousand screens that lost the same server do not come back in one moment. */
const CHANCE = 0.25;

/** The pause after so many failures in a row, in ms: 1, 2, 4 … 30 s, a little less by chance. */
export function pauseMs(failures: number, chance: number = Math.random()): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(10, failures - 1));
  return whole * (1 - CHANCE * chance);
}
