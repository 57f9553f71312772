import { type OnTimeVariant, type Ranked, rankByRate } from '../../../shared/ranking';
import type { Rate } from '../../../shared/rates';
import { type Interval, type RankRange, rankRange, wilson } from '../../../shared/wilson';
import type { UnitOfPeriod } from './figures';

export interface FairRank extends Ranked {
  /** 95 %; null without a fraction of a whole. */
  readonly interval: Interval | null;
  /** Where the unit may truly stand; null without an interval or a rank. */
  readonly range: RankRange | null;
  /** Codes of the others that have exactly the same rate. */
  readonly tied: readonly string[];
}

/** All units by a rate, with what their numbers leave open; those with too few dossiers stand last, unranked. */
export function fairRanking<T extends { readonly code: string }>(
  units: readonly T[],
  leastN: number,
  rateOf: (unit: T) => Rate,
): readonly FairRank[] {
  const ranked = rankByRate(
    units.map((unit) => ({ code: unit.code, rate: rateOf(unit) })),
    leastN,
  );
  const intervals = new Map(ranked.map((one) => [one.code, one.rank === null ? null : wilson(one.rate)]));
  const all = [...intervals.values()].filter((one) => one !== null);
  return ranked.map((one) => {
    const interval = intervals.get(one.code) ?? null;
    return {
      ...one,
      interval,
      range: interval && rankRange(interval, all),
      tied:
        one.rank === null
          ? []
          : ranked.filter((other) => other.rank === one.rank && other.code !== one.code).map((other) => other.code),
    };
  });
}

export const byOnTime = (variant: OnTimeVariant) => (unit: UnitOfPeriod) => unit.onTimeRate[variant];
export const byOnline = (unit: UnitOfPeriod) => unit.onlineRate;
