import type { PeriodCounters } from '../../../shared/summary';
import type { Summary } from './figures';

export interface Change {
  /** A ward's code; null is the city. */
  readonly code: string | null;
  readonly counter: keyof PeriodCounters;
  readonly before: number;
  readonly after: number;
}

/** Every counter of the city and of each unit that differs between two readings of the same period. */
export function changesBetween(before: Summary, after: Summary): readonly Change[] {
  const compare = (code: string | null, old: PeriodCounters, fresh: PeriodCounters): readonly Change[] =>
    countersOf(old).flatMap((counter) =>
      old[counter] === fresh[counter] ? [] : [{ code, counter, before: old[counter], after: fresh[counter] }],
    );
  const earlier = new Map(before.wards.map((unit) => [unit.code, unit]));
  return [
    ...compare(null, before.city, after.city),
    ...after.wards.flatMap((unit) => compare(unit.code, earlier.get(unit.code) ?? unit, unit)),
  ];
}

function countersOf(figures: PeriodCounters): readonly (keyof PeriodCounters)[] {
  return (Object.keys(figures) as (keyof PeriodCounters)[]).filter((key) => typeof figures[key] === 'number');
}
