/**
 * What is not as it should be with the server itself, as opposed to the dossiers: told on every screen and at `/ops`
 * while it lasts. Each kind stands at most once.
 */
export type ServerCondition =
  /** Nothing can be written now: no room, a read-only disk, or one that fails. What is shown stays readable. */
  | { readonly kind: 'storage'; readonly since: string; readonly fault: StorageFault }
  /** Wall clock and monotonic clock disagree: nothing is recorded until they agree, or a person accepts the new time. */
  | { readonly kind: 'clock'; readonly since: string; readonly expected: string; readonly found: string }
  /** The working calendar speaks of no day after `lastDay`: within three months, or already past. */
  | { readonly kind: 'calendar-ends'; readonly lastDay: string; readonly over: boolean }
  /** The log was counted under another calendar than the one in force: `npm run recount` mends it. */
  | { readonly kind: 'calendar-differs'; readonly dossiers: number }
  /** The log holds flows of units that the reference data does not know (any more); they are counted apart. */
  | { readonly kind: 'unknown-units'; readonly codes: readonly string[] };

export const STORAGE_FAULTS = ['full', 'read-only', 'failing'] as const;
export type StorageFault = (typeof STORAGE_FAULTS)[number];

export type ConditionKind = ServerCondition['kind'];

/** The gravest first; also the order in which screens tell them. */
export const CONDITION_KINDS = [
  'storage',
  'clock',
  'calendar-differs',
  'calendar-ends',
  'unknown-units',
] as const satisfies readonly ConditionKind[];

export type ConditionOf<K extends ConditionKind> = Extract<ServerCondition, { readonly kind: K }>;
