import type { Flow } from '../../shared/flows';

export interface EntryRow {
  readonly wardCode: string;
  readonly fieldCode: string;
  readonly instant: number;
  readonly counter: number;
  readonly n: number;
}

/** A dossier has a dozen flows, so a walk beats a map; of one with many it would cost their square. */
const WALKED_FLOWS = 32;

/** Appends flows(after) − flows(before) to `out`; what stayed the same leaves no row. */
export function differenceOf(before: readonly Flow[], after: readonly Flow[], out: EntryRow[]): void {
  const from = out.length;
  const place = before.length + after.length > WALKED_FLOWS ? placeByMap() : placeByWalk(out, from);
  const add = (flow: Flow, n: number): void => {
    const i = place(flow, out.length);
    const entry = out[i];
    if (entry) out[i] = { ...entry, n: entry.n + n };
    else {
      const { wardCode, fieldCode, instant, counter } = flow;
      out.push({ wardCode, fieldCode, instant, counter, n });
    }
  };
  for (const flow of after) add(flow, flow.n);
  for (const flow of before) add(flow, -flow.n);
  let kept = from;
  for (let i = from; i < out.length; i++) {
    const entry = out[i];
    if (entry && entry.n !== 0) out[kept++] = entry;
  }
  out.length = kept;
}

/** Where the entry of a flow stands, or where it comes to stand: at the end. */
type Place = (flow: Flow, end: number) => number;

function placeByWalk(out: readonly EntryRow[], from: number): Place {
  return (flow, end) => {
    for (let i = from; i < end; i++) {
      const entry = out[i];
      if (
        entry &&
        entry.instant === flow.instant &&
        entry.counter === flow.counter &&
        entry.wardCode === flow.wardCode &&
        entry.fieldCode === flow.fieldCode
      ) {
        return i;
      }
    }
    return end;
  };
}

/** Counters are below this: with the instant they make one number, which is found far faster than a text. */
const COUNTER_STEP = 32;

function placeByMap(): Place {
  const units = new Map<string, Map<number, number>>();
  return ({ instant, counter, wardCode, fieldCode }, end) => {
    const unit = `${wardCode} ${fieldCode}`;
    const places = units.get(unit) ?? new Map<number, number>();
    units.set(unit, places);
    const cell = instant * COUNTER_STEP + counter;
    const known = places.get(cell);
    if (known !== undefined) return known;
    places.set(cell, end);
    return end;
  };
}
