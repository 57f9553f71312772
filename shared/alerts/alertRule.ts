import type { ServerCondition } from '../conditions';
import type { SourceState, WardFigures } from '../protocol';
import type { Thresholds } from '../tones';

/** Where a subject stands to a rule: it asks to ring, it is in the dead band where nothing changes, it is clear. */
export type AlertLevel = 'over' | 'between' | 'under';

export type AlertSeverity = 'act' | 'watch';

/** What a rule says of one subject. */
export interface AlertFinding {
  /** Names the subject within its rule: a ward's code, a source's name. */
  readonly subject: string;
  readonly wards: readonly string[];
  readonly level: AlertLevel;
}

/** What rules may look at. */
export interface AlertInput {
  readonly wards: readonly WardFigures[];
  readonly sources: readonly SourceState[];
  /** Per ward the working time since anything was reported of it; wards never heard of are left out. */
  readonly quietMs: ReadonlyMap<string, number>;
  /** Per ward how far its counts of the month are from balancing (D7). */
  readonly unbalanced: ReadonlyMap<string, number>;
  /** By source how many of its reports were refused in the last hour because their dossier has too many. */
  readonly overfull: ReadonlyMap<string, number>;
  /** What is not as it should be with the server itself. */
  readonly conditions: readonly ServerCondition[];
  readonly limits: Thresholds;
}

export interface AlertRule {
  readonly name: string;
  readonly severity: AlertSeverity;
  /** How long a subject must be over before it rings. */
  readonly holdMs: number;
  /** How long it must be clear before the alert is resolved. */
  readonly clearMs: number;
  /** Every subject the rule can judge; what is not known has no finding and changes nothing. */
  readonly findings: (input: AlertInput) => readonly AlertFinding[];
}

/** A count that rings from `ring` on and is clear below `clear`. */
export interface CountLimit {
  readonly ring: number;
  readonly clear: number;
}

export function levelOfCount(value: number, { ring, clear }: CountLimit): AlertLevel {
  if (value >= ring) return 'over';
  return value < clear ? 'under' : 'between';
}

/** One finding a ward, by a count of its own. */
export function countFindings(
  wards: readonly WardFigures[],
  limit: CountLimit,
  countOf: (ward: WardFigures) => number,
): AlertFinding[] {
  return wards.map((ward) => ({
    subject: ward.code,
    wards: [ward.code],
    level: levelOfCount(countOf(ward), limit),
  }));
}
