import { COUNTER_SLOTS } from '../../shared/counters';
import { DAY_MS, HOUR_MS } from '../../shared/localTime';
import { addPrefix, type PeriodFigures, type Prefix, periodFigures } from '../../shared/summary';
import { CITY_LEVEL_CODE } from '../../shared/wards';
import type { Connection } from './open';
import { bucketStarts, createPrefixSums, type PrefixTable } from './prefixSums';

export interface PeriodQuestion {
  /** P = [start, end), in ms; gauges stand at `end`. */
  readonly start: number;
  readonly end: number;
  /** Only what was recorded up to then is known. */
  readonly recordedUpTo: number;
}

export interface PeriodAnswer {
  readonly city: PeriodFigures;
  readonly cityLevel: PeriodFigures;
  readonly wards: readonly (PeriodFigures & { readonly code: string })[];
  /** Units of the log that are none of these, any more or at all: in no sum. */
  readonly unknownUnits: readonly (PeriodFigures & { readonly code: string })[];
}

export interface SeriesQuestion extends PeriodQuestion {
  readonly by: 'hour' | 'day';
  /** One ward, the city level, or null for the city. */
  readonly ward: string | null;
  /** Buckets are listed up to here, though nothing is known after `end`. */
  readonly listTo: number;
}

export interface SeriesBucket {
  readonly start: number;
  readonly end: number;
  readonly figures: PeriodFigures;
}

export interface Periods {
  readonly summary: (question: PeriodQuestion) => PeriodAnswer;
  readonly series: (question: SeriesQuestion) => readonly SeriesBucket[];
}

const NOTHING: Prefix = new Float64Array(COUNTER_SLOTS);

/** Figures of any period, read from the log. City = Σ of the wards; the city level stands beside it (D8). */
export function createPeriods(db: Connection, wardCodes: readonly string[]): Periods {
  const sums = createPrefixSums(db);
  const known = new Set([...wardCodes, CITY_LEVEL_CODE]);
  const summary = ({ start, end, recordedUpTo }: PeriodQuestion): PeriodAnswer => {
    const a = sums.at(start, recordedUpTo);
    const b = end > start ? sums.at(end, recordedUpTo) : a;
    const of = (code: string) => periodFigures(a.get(code) ?? NOTHING, b.get(code) ?? NOTHING);
    return {
      city: periodFigures(sumOf(a, wardCodes), sumOf(b, wardCodes)),
      cityLevel: of(CITY_LEVEL_CODE),
      wards: wardCodes.map((code) => ({ code, ...of(code) })),
      unknownUnits: [...b]
        .filter(([code, at]) => !known.has(code) && at.some((n) => n !== 0))
        .map(([code]) => ({ code, ...of(code) }))
        .sort((one, other) => (one.code < other.code ? -1 : 1)),
    };
  };
  const series = (question: SeriesQuestion): readonly SeriesBucket[] => {
    const { start, end, recordedUpTo, by, ward, listTo } = question;
    const pick = (table: PrefixTable | undefined): Prefix => {
      if (!table) return NOTHING;
      return ward === null ? sumOf(table, wardCodes) : (table.get(ward) ?? NOTHING);
    };
    const steps = sums.steps({ start, end: Math.max(start, end), by, recordedUpTo });
    const width = by === 'hour' ? HOUR_MS : DAY_MS;
    let before = pick(sums.at(Math.min(start, end), recordedUpTo));
    return bucketStarts(start, listTo, by).map((from) => {
      const after = Array.from(before);
      addPrefix(after, pick(steps.get(from)));
      const figures = periodFigures(before, after);
      before = after;
      return { start: from, end: from + width, figures };
    });
  };
  return { summary: db.transaction(summary).deferred, series: db.transaction(series).deferred };
}

function sumOf(table: PrefixTable, codes: readonly string[]): Prefix {
  const total = new Array<number>(COUNTER_SLOTS).fill(0);
  for (const code of codes) addPrefix(total, table.get(code) ?? NOTHING);
  return total;
}
