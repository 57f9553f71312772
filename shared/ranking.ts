import type { UnitFigures } from './protocol';
import { onlineRate, onTimeRateA, onTimeRateB, onTimeRateC, type Rate } from './rates';

export const ON_TIME_VARIANTS = ['A', 'B', 'C'] as const;
export type OnTimeVariant = (typeof ON_TIME_VARIANTS)[number];

/** The month's on-time rate in one of its three readings; B takes its gauges now. */
export function onTimeRateOf(unit: UnitFigures, variant: OnTimeVariant): Rate {
  if (variant === 'A') return onTimeRateA(unit.month);
  return variant === 'B' ? onTimeRateB(unit.month, unit.stands) : onTimeRateC(unit.month);
}

export function onlineRateOf(unit: UnitFigures): Rate {
  return onlineRate(unit.month);
}

export interface Ranked {
  readonly code: string;
  readonly rate: Rate;
  /** 1 is best, equals share a rank (1, 1, 3); null: too few dossiers to say anything. */
  readonly rank: number | null;
}

/** Best first by the exact fraction, larger denominators first among equals; those below the least n stand last, unranked. */
export function rankByRate(units: readonly { readonly code: string; readonly rate: Rate }[], leastN: number): Ranked[] {
  const enough = units.filter(({ rate }) => rate.den >= leastN && rate.den > 0);
  const sorted = [...enough].sort((a, b) => compareRates(b.rate, a.rate) || b.rate.den - a.rate.den);
  const ranked: Ranked[] = [];
  sorted.forEach(({ code, rate }, i) => {
    const above = ranked.at(-1);
    const equal = above !== undefined && compareRates(above.rate, rate) === 0;
    ranked.push({ code, rate, rank: equal ? above.rank : i + 1 });
  });
  const rest = units.filter((unit) => !enough.includes(unit));
  return [...ranked, ...rest.map(({ code, rate }) => ({ code, rate, rank: null }))];
}

/** Compares num ÷ den exactly; denominators must not be 0. */
export function compareRates(a: Rate, b: Rate): number {
  return Math.sign(a.num * b.den - b.num * a.den);
}
