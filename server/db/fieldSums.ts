import { COUNTER_SLOTS } from '../../shared/counters';
import { type PeriodFigures, periodFigures } from '../../shared/summary';
import type { Connection } from './open';
import type { PeriodQuestion } from './periods';

export interface FieldsQuestion extends PeriodQuestion {
  /** Codes of the units that are summed. */
  readonly wards: readonly string[];
}

export interface FieldFigures extends PeriodFigures {
  /** Code of the field (lĩnh vực); empty when the source did not say. */
  readonly field: string;
}

type Row = [field: string | null, counter: number, atStart: number, atEnd: number];

/** Figures of a period by field, most received first: one pass over the entries, which alone know the field. */
export function createFieldSums(db: Connection) {
  const read = db
    .prepare<[number, number, number, string], Row>(
      `SELECT fields.code, counter, sum(CASE WHEN instant < ? THEN n ELSE 0 END), sum(n)
       FROM entries NOT INDEXED LEFT JOIN fields ON fields.id = field
       WHERE instant < ?
         AND seq <= coalesce((SELECT last_entry_seq FROM recordings WHERE recorded_at <= ?
                              ORDER BY recorded_at DESC LIMIT 1), 0)
         AND ward IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
       GROUP BY field, counter`,
    )
    .raw();
  return ({ start, end, recordedUpTo, wards }: FieldsQuestion): readonly FieldFigures[] => {
    const sums = new Map<string, { readonly start: Float64Array; readonly end: Float64Array }>();
    for (const [field, counter, atStart, atEnd] of read.all(start, end, recordedUpTo, JSON.stringify(wards))) {
      const code = field ?? '';
      const pair = sums.get(code) ?? { start: new Float64Array(COUNTER_SLOTS), end: new Float64Array(COUNTER_SLOTS) };
      sums.set(code, pair);
      pair.start[counter] = atStart;
      pair.end[counter] = atEnd;
    }
    return [...sums]
      .map(([field, pair]) => ({ field, ...periodFigures(pair.start, pair.end) }))
      .sort((a, b) => b.received - a.received || (a.field < b.field ? -1 : 1));
  };
}
