import { EN, TONES_EN, WHAT_EN } from './en.ts';
import { ACCESS_EN, ROLES_EN } from './enAccess.ts';
import { CALENDAR_EN, CALENDAR_FAULTS_EN } from './enCalendar.ts';
import { CONDITIONS_EN, STORAGE_EN } from './enConditions.ts';
import { DESK_EN } from './enDesk.ts';
import { EXPLAIN_EN } from './enExplain.ts';
import { CAUSES_EN, CHECKS_EN, LINE_EN } from './enLine.ts';
import { RULES_EN, STATES_EN } from './enMeanings.ts';
import { NOTES_EN } from './enNotes.ts';
import { AUDIT_EN, OPS_EN, REASONS_EN } from './enOps.ts';
import { COUNTERS_EN, PERIODS_EN, PRESENT_EN } from './enPresent.ts';
import { DECISION_FIGURES_EN, DECISIONS_EN } from './enPresentDecisions.ts';
import { FACT_FORMULAS_EN, FACTS_EN } from './enPresentFacts.ts';
import { READING_EN } from './enReading.ts';
import { WALL_EN } from './enWall.ts';
import { CHANNELS_EN, LISTS_EN, SUSPICIONS_EN, WARD_EN } from './enWard.ts';
import { TONES_VI, VI, WHAT_VI } from './vi.ts';
import { ACCESS_VI, ROLES_VI } from './viAccess.ts';
import { CALENDAR_FAULTS_VI, CALENDAR_VI } from './viCalendar.ts';
import { CONDITIONS_VI, STORAGE_VI } from './viConditions.ts';
import { DESK_VI } from './viDesk.ts';
import { EXPLAIN_VI } from './viExplain.ts';
import { CAUSES_VI, CHECKS_VI, LINE_VI } from './viLine.ts';
import { RULES_VI, STATES_VI } from './viMeanings.ts';
import { NOTES_VI } from './viNotes.ts';
import { AUDIT_VI, OPS_VI, REASONS_VI } from './viOps.ts';
import { COUNTERS_VI, PERIODS_VI, PRESENT_VI } from './viPresent.ts';
import { DECISION_FIGURES_VI, DECISIONS_VI } from './viPresentDecisions.ts';
import { FACT_FORMULAS_VI, FACTS_VI } from './viPresentFacts.ts';
import { READING_VI } from './viReading.ts';
import { WALL_VI } from './viWall.ts';
import { CHANNELS_VI, LISTS_VI, SUSPICIONS_VI, WARD_VI } from './viWard.ts';

export type Catalogue = Readonly<Record<string, string>>;

/** Every catalogue in both languages: a new pair is one line here. */
export const CATALOGUES: Readonly<Record<string, readonly [vi: Catalogue, en: Catalogue]>> = {
  words: [VI, EN],
  desk: [DESK_VI, DESK_EN],
  tones: [TONES_VI, TONES_EN],
  ticker: [WHAT_VI, WHAT_EN],
  rules: [RULES_VI, RULES_EN],
  states: [STATES_VI, STATES_EN],
  explain: [EXPLAIN_VI, EXPLAIN_EN],
  present: [PRESENT_VI, PRESENT_EN],
  periods: [PERIODS_VI, PERIODS_EN],
  counters: [COUNTERS_VI, COUNTERS_EN],
  reading: [READING_VI, READING_EN],
  wall: [WALL_VI, WALL_EN],
  line: [LINE_VI, LINE_EN],
  causes: [CAUSES_VI, CAUSES_EN],
  checks: [CHECKS_VI, CHECKS_EN],
  conditions: [CONDITIONS_VI, CONDITIONS_EN],
  storage: [STORAGE_VI, STORAGE_EN],
  access: [ACCESS_VI, ACCESS_EN],
  roles: [ROLES_VI, ROLES_EN],
  notes: [NOTES_VI, NOTES_EN],
  ops: [OPS_VI, OPS_EN],
  calendar: [CALENDAR_VI, CALENDAR_EN],
  calendarFaults: [CALENDAR_FAULTS_VI, CALENDAR_FAULTS_EN],
  audit: [AUDIT_VI, AUDIT_EN],
  reasons: [REASONS_VI, REASONS_EN],
  decisions: [DECISIONS_VI, DECISIONS_EN],
  decisionFigures: [DECISION_FIGURES_VI, DECISION_FIGURES_EN],
  facts: [FACTS_VI, FACTS_EN],
  factFormulas: [FACT_FORMULAS_VI, FACT_FORMULAS_EN],
  ward: [WARD_VI, WARD_EN],
  lists: [LISTS_VI, LISTS_EN],
  channels: [CHANNELS_VI, CHANNELS_EN],
  suspicions: [SUSPICIONS_VI, SUSPICIONS_EN],
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
