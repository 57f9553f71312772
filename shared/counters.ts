/**
 * What a flow may count. Ids are stored: never reuse or renumber one.
 * A counter of things that happened is read as F(b) − F(a); a gauge of things that stand as F(t),
 * where F(t) sums the flows with instant < t.
 */
export const COUNTERS = {
  receivedOnline: 1,
  receivedDirect: 2,
  receivedPostal: 3,
  receivedUnknown: 4,
  resolvedEarly: 5,
  resolvedOnTime: 6,
  resolvedLate: 7,
  resolvedNoDue: 8,
  stopped: 9,
  withdrawn: 10,
  rejected: 11,
  extended: 12,
  pendingInTime: 13,
  pendingOverdue: 14,
  paused: 15,
  awaitingIntake: 16,
  intakeOverdue: 17,
  overdueLong: 18,
} as const;

export type CounterName = keyof typeof COUNTERS;

export const COUNTER_NAMES = Object.keys(COUNTERS) as readonly CounterName[];
/** Length of an array indexed by counter id. */
export const COUNTER_SLOTS = 1 + Math.max(...Object.values(COUNTERS));

export const GAUGES: readonly CounterName[] = [
  'pendingInTime',
  'pendingOverdue',
  'paused',
  'awaitingIntake',
  'intakeOverdue',
  'overdueLong',
];
