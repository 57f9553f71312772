import { COUNTERS, type CounterName } from './counters';
import { onlineRate, onTimeRateA, onTimeRateB, onTimeRateC, type Rate } from './rates';

/** F(t): per counter id the sum of all flows with instant < t. */
export type Prefix = ArrayLike<number>;

export interface PeriodCounters {
  readonly carriedOver: number;
  readonly received: number;
  readonly receivedOnline: number;
  readonly receivedDirect: number;
  readonly receivedPostal: number;
  readonly receivedUnknown: number;
  readonly awaitingIntake: number;
  readonly intakeOverdue: number;
  readonly rejected: number;
  readonly resolvedEarly: number;
  readonly resolvedOnTime: number;
  readonly resolvedLate: number;
  readonly resolvedNoDue: number;
  readonly pendingInTime: number;
  readonly pendingOverdue: number;
  readonly overdueLong: number;
  readonly paused: number;
  readonly stopped: number;
  readonly withdrawn: number;
  readonly extended: number;
  /** carried over + received − everything it became (D7); 0 unless something is wrong. */
  readonly unbalanced: number;
}

export interface PeriodFigures extends PeriodCounters {
  readonly onlineRate: Rate;
  readonly onTimeRate: { readonly A: Rate; readonly B: Rate; readonly C: Rate };
}

/** Figures of P = [a, b) from the prefix sums at its two ends (D2–D7). */
export function periodFigures(atStart: Prefix, atEnd: Prefix): PeriodFigures {
  const happened = (name: CounterName) => (atEnd[COUNTERS[name]] ?? 0) - (atStart[COUNTERS[name]] ?? 0);
  const stands = (name: CounterName) => atEnd[COUNTERS[name]] ?? 0;
  const stood = (name: CounterName) => atStart[COUNTERS[name]] ?? 0;
  const channels = {
    receivedOnline: happened('receivedOnline'),
    receivedDirect: happened('receivedDirect'),
    receivedPostal: happened('receivedPostal'),
    receivedUnknown: happened('receivedUnknown'),
  };
  const received =
    channels.receivedOnline + channels.receivedDirect + channels.receivedPostal + channels.receivedUnknown;
  const counters = {
    carriedOver: stood('pendingInTime') + stood('pendingOverdue') + stood('paused'),
    received,
    ...channels,
    awaitingIntake: stands('awaitingIntake'),
    intakeOverdue: stands('intakeOverdue'),
    rejected: happened('rejected'),
    resolvedEarly: happened('resolvedEarly'),
    resolvedOnTime: happened('resolvedOnTime'),
    resolvedLate: happened('resolvedLate'),
    resolvedNoDue: happened('resolvedNoDue'),
    pendingInTime: stands('pendingInTime'),
    pendingOverdue: stands('pendingOverdue'),
    overdueLong: stands('overdueLong'),
    paused: stands('paused'),
    stopped: happened('stopped'),
    withdrawn: happened('withdrawn'),
    extended: happened('extended'),
  };
  return { ...counters, unbalanced: unbalanced(counters), ...ratesOf(counters) };
}

/** D7: what came in less what it became. */
export function unbalanced(c: Omit<PeriodCounters, 'unbalanced'>): number {
  const came = c.carriedOver + c.received;
  const closed = c.resolvedEarly + c.resolvedOnTime + c.resolvedLate + c.stopped + c.withdrawn;
  return came - closed - c.pendingInTime - c.pendingOverdue - c.paused;
}

/** D6: divided last, from whole numbers. */
export function ratesOf(c: Omit<PeriodCounters, 'unbalanced'>): Pick<PeriodFigures, 'onlineRate' | 'onTimeRate'> {
  return {
    onlineRate: onlineRate(c),
    onTimeRate: { A: onTimeRateA(c), B: onTimeRateB(c, c), C: onTimeRateC(c) },
  };
}

/** D8: the city is the sum of its wards, prefix by prefix. */
export function addPrefix(into: number[] | Float64Array, prefix: Prefix): void {
  for (let id = 0; id < into.length; id++) into[id] = (into[id] ?? 0) + (prefix[id] ?? 0);
}
