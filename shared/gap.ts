/** How far a share is from its target, counted in dossiers (design guide §6), from whole numbers. */

/** The share of dossiers handed in online that the city asks of every ward. */
export const ONLINE_TARGET_PERCENT = 95;

export interface Gap {
  /** Dossiers that are missing at the present denominator; 0 when the target is reached. */
  readonly missing: number;
  /** Dossiers more than the target needs; 0 when it is not reached, or just so. */
  readonly surplus: number;
  /** How many further dossiers in a row must count until the target is reached, for each makes the denominator larger too; null: no number of them does. */
  readonly inARow: number | null;
}

/** null when there is nothing to divide: no data is not zero. `percent` is a whole number. */
export function gapTo(percent: number, num: number, den: number): Gap | null {
  if (den === 0) return null;
  const needed = Math.ceil((percent * den) / 100);
  const missing = Math.max(0, needed - num);
  if (missing === 0) return { missing, surplus: num - needed, inARow: 0 };
  return {
    missing,
    surplus: 0,
    inARow: percent >= 100 ? null : Math.ceil((percent * den - 100 * num) / (100 - percent)),
  };
}

const SCALE_STARTS = [80, 50, 0] as const;

/** Where the scale of a bar begins, so that both the share and its target lie well on it. */
export function scaleStart(num: number, den: number): number {
  return SCALE_STARTS.find((start) => den === 0 || num * 100 >= start * den) ?? 0;
}
