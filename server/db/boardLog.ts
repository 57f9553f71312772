import type { BoardEntry } from '../../shared/board';
import { wardCodeOf } from './batchLines';
import type { Connection } from './open';
import { createPrefixSums, type PrefixTable } from './prefixSums';
import type { EntryColumns } from './writerMessages';

/** What the live board reads of the log: short, indexed reads only, for they run on the main thread. */
export interface BoardLog {
  readonly prefixAt: (instant: number) => PrefixTable;
  readonly lastEntrySeq: () => number;
  /** Entries with from ≤ instant < to among the first `lastSeq` recorded. */
  readonly between: (from: number, to: number, lastSeq: number) => BoardEntry[];
  readonly reportCount: () => number;
}

export function createBoardLog(db: Connection): BoardLog {
  const between = db
    .prepare<[number, number, number], [instant: number, ward: number, counter: number, n: number]>(
      `SELECT instant, ward, counter, n FROM entries INDEXED BY entries_instant
       WHERE instant >= ? AND instant < ? AND seq <= ?`,
    )
    .raw();
  const lastEntry = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM entries').pluck();
  const reportCount = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM reports').pluck();
  const sums = createPrefixSums(db);
  return {
    prefixAt: sums.latest,
    lastEntrySeq: () => lastEntry.get() ?? 0,
    between: (from, to, lastSeq) =>
      between
        .all(from, to, lastSeq)
        .map(([instant, ward, counter, n]) => ({ instant, wardCode: wardCodeOf(ward), counter, n })),
    reportCount: () => reportCount.get() ?? 0,
  };
}

/** The columns that the writer hands over, as the board takes them. */
export function* entriesOf({ instant, ward, counter, n }: EntryColumns): Generator<BoardEntry> {
  for (let i = 0; i < instant.length; i++) {
    yield {
      instant: instant[i] ?? 0,
      wardCode: wardCodeOf(ward[i] ?? 0),
      counter: counter[i] ?? 0,
      n: n[i] ?? 0,
    };
  }
}
