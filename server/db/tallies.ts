import { DAY_MS, dayOf, HOUR_MS, monthStart, OFFSET_MS, startOfDay } from '../../shared/localTime';
import type { EntryRow } from './difference';
import type { LedgerStatements } from './ledgerStatements';

/** Buckets of local time that tallies are kept for; the bucket is its number since 1970 (a month: its first day). */
export const SPAN = { hour: 0, day: 1, month: 2 } as const;
export type Span = (typeof SPAN)[keyof typeof SPAN];

export const HOURS_IN_DAY = DAY_MS / HOUR_MS;

export function hourOf(instantMs: number): number {
  return Math.floor((instantMs + OFFSET_MS) / HOUR_MS);
}

export function startOfHour(hour: number): number {
  return startOfDay(0) + hour * HOUR_MS;
}

/** One number stands for (bucket, ward, counter): wards are below 100,000, counters below 32. */
const WARD_STEP = 32;
const BUCKET_STEP = 100_000 * WARD_STEP;

/** Adds entries to the tallies of every span; entries of one cell are summed first, so a batch costs few writes. */
export function addToTallies(statements: Pick<LedgerStatements, 'addTally'>, entries: readonly EntryRow[]): void {
  const hours = new Map<number, number>();
  const days = new Map<number, number>();
  const months = new Map<number, number>();
  for (const { instant, wardCode, counter, n } of entries) {
    const cell = Number(wardCode) * WARD_STEP + counter;
    const day = dayOf(instant);
    bump(hours, hourOf(instant) * BUCKET_STEP + cell, n);
    bump(days, day * BUCKET_STEP + cell, n);
    bump(months, monthStart(day) * BUCKET_STEP + cell, n);
  }
  write(statements, SPAN.hour, hours);
  write(statements, SPAN.day, days);
  write(statements, SPAN.month, months);
}

function bump(sums: Map<number, number>, cell: number, n: number): void {
  sums.set(cell, (sums.get(cell) ?? 0) + n);
}

function write(statements: Pick<LedgerStatements, 'addTally'>, span: Span, sums: Map<number, number>): void {
  // In key order the b-tree is walked once, from left to right.
  for (const key of [...sums.keys()].sort((a, b) => a - b)) {
    const n = sums.get(key) ?? 0;
    if (n === 0) continue;
    const bucket = Math.floor(key / BUCKET_STEP);
    const cell = key - bucket * BUCKET_STEP;
    statements.addTally(span, bucket, Math.floor(cell / WARD_STEP), cell % WARD_STEP, n);
  }
}
