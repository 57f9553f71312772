import type { Flow } from '../../shared/flows';

export interface EntryRow {
  readonly wardCode: string;
  readonly fieldCode: string;
  readonly instant: number;
  readonly counter: number;
  readonly n: number;
}

/** Appends flows(after) − flows(before) to `out`; what stayed the same leaves no row. */
export function differenceOf(before: readonly Flow[], after: readonly Flow[], out: EntryRow[]): void {
  const from = out.length;
  for (const flow of after) push(out, from, flow, flow.n);
  for (const flow of before) push(out, from, flow, -flow.n);
  let kept = from;
  for (let i = from; i < out.length; i++) {
    const entry = out[i];
    if (entry && entry.n !== 0) out[kept++] = entry;
  }
  out.length = kept;
}

/** A dossier has a dozen flows, so a walk beats a map. */
function push(out: EntryRow[], from: number, flow: Flow, n: number): void {
  for (let i = from; i < out.length; i++) {
    const entry = out[i];
    if (
      entry &&
      entry.instant === flow.instant &&
      entry.counter === flow.counter &&
      entry.wardCode === flow.wardCode &&
      entry.fieldCode === flow.fieldCode
    ) {
      out[i] = { ...entry, n: entry.n + n };
      return;
    }
  }
  out.push({ wardCode: flow.wardCode, fieldCode: flow.fieldCode, instant: flow.instant, counter: flow.counter, n });
}
