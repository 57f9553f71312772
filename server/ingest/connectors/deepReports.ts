import { type ReportsAt, withoutDeepReports } from '../../jsonDepth';
import { TooDeep } from './connector';

export type SentReports =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Reports that are too deep, by their place in the list; there the value has null. */
      readonly deep: ReadonlyMap<number, string>;
    }
  | { readonly ok: false; readonly deep: boolean };

/** A body that holds a list of reports, without those that are nested too deep. `deep`: it is so outside any report. */
export function readReports(text: string, reportsAt: ReportsAt): SentReports {
  const shallow = withoutDeepReports(text, reportsAt);
  if (!shallow.ok) return { ok: false, deep: shallow.outside };
  try {
    return { ok: true, value: JSON.parse(shallow.text) as unknown, deep: shallow.deep };
  } catch {
    return { ok: false, deep: false };
  }
}

/** The list with each place named, and with what was too deep put back as such. */
export function* placedReports(
  list: readonly unknown[],
  deep: ReadonlyMap<number, string>,
): Generator<readonly [number, unknown]> {
  for (const [i, item] of list.entries()) {
    const text = deep.get(i);
    yield [i, text === undefined ? item : new TooDeep(text)];
  }
}
