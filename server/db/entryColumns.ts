import type { EntryRow } from './difference';
import type { EntryColumns } from './writerMessages';

/** Entries as they go from thread to thread. */
export function columnsOf(entries: readonly EntryRow[]): EntryColumns {
  const columns = {
    instant: new Float64Array(entries.length),
    ward: new Int32Array(entries.length),
    counter: new Uint8Array(entries.length),
    n: new Int32Array(entries.length),
  };
  entries.forEach((entry, i) => {
    columns.instant[i] = entry.instant;
    columns.ward[i] = Number(entry.wardCode);
    columns.counter[i] = entry.counter;
    columns.n[i] = entry.n;
  });
  return columns;
}
