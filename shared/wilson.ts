/** Wilson score interval of a fraction at 95 % (E. B. Wilson, JASA 22 (1927) 209–212), z = 1.959964. */
import type { Rate } from './rates';

const Z = 1.959964;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** null where there is no fraction of a whole: nothing to divide, or more than all (variant C can pass 1). */
export function wilson({ num, den }: Rate): Interval | null {
  if (den === 0 || num > den) return null;
  const p = num / den;
  const zz = (Z * Z) / den;
  const middle = (p + zz / 2) / (1 + zz);
  const half = (Z / (1 + zz)) * Math.sqrt((p * (1 - p)) / den + zz / (4 * den));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

export interface RankRange {
  readonly best: number;
  readonly worst: number;
}

/** Where a unit may truly stand: after those wholly above it, before those wholly below it. */
export function rankRange(own: Interval, all: readonly Interval[]): RankRange {
  const above = all.filter((other) => other.low > own.high).length;
  const below = all.filter((other) => other.high < own.low).length;
  return { best: 1 + above, worst: all.length - below };
}
