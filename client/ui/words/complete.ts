import { EN, TONES_EN, WHAT_EN } from './en.ts';
import { EXPLAIN_EN, RULES_EN, STATES_EN } from './enMeanings.ts';
import { COUNTERS_EN, PERIODS_EN, PRESENT_EN } from './enPresent.ts';
import { WALL_EN } from './enWall.ts';
import { TONES_VI, VI, WHAT_VI } from './vi.ts';
import { EXPLAIN_VI, RULES_VI, STATES_VI } from './viMeanings.ts';
import { COUNTERS_VI, PERIODS_VI, PRESENT_VI } from './viPresent.ts';
import { WALL_VI } from './viWall.ts';

export type Catalogue = Readonly<Record<string, string>>;

/** Every catalogue in both languages: a new pair is one line here. */
export const CATALOGUES: Readonly<Record<string, readonly [vi: Catalogue, en: Catalogue]>> = {
  words: [VI, EN],
  tones: [TONES_VI, TONES_EN],
  ticker: [WHAT_VI, WHAT_EN],
  rules: [RULES_VI, RULES_EN],
  states: [STATES_VI, STATES_EN],
  explain: [EXPLAIN_VI, EXPLAIN_EN],
  present: [PRESENT_VI, PRESENT_EN],
  periods: [PERIODS_VI, PERIODS_EN],
  counters: [COUNTERS_VI, COUNTERS_EN],
  wall: [WALL_VI, WALL_EN],
};

/** What one language says and the other does not: the build stops at it. */
export function missingWords(catalogues: typeof CATALOGUES): readonly string[] {
  return Object.entries(catalogues).flatMap(([name, [vi, en]]) => [
    ...lacking(vi, en).map((key) => `${name}.${key} is missing in English`),
    ...lacking(en, vi).map((key) => `${name}.${key} is missing in Vietnamese`),
  ]);
}

function lacking(from: Catalogue, other: Catalogue): readonly string[] {
  return Object.keys(from).filter((key) => (other[key] ?? '').trim() === '');
}
