import type { UnitFigures } from '../protocol';
import { onlineRate, onTimeRateA, onTimeRateB, onTimeRateC, type Rate, resolvedOf } from '../rates';

/** What a figure counts: whole numbers of things, or a rate that carries its fraction. */
export type MetricValue =
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'rate'; readonly rate: Rate };

export type MetricWindow = 'today' | 'month' | 'now';

export interface Metric {
  /** Name on the wire of the page: `[data-figure=KEY]`. */
  readonly key: string;
  /** The windows it can be asked for. */
  readonly windows: readonly MetricWindow[];
  readonly of: (unit: UnitFigures, window: MetricWindow) => MetricValue;
}

const span = (unit: UnitFigures, window: MetricWindow) => (window === 'month' ? unit.month : unit.today);
const count = (value: number): MetricValue => ({ kind: 'count', value });
const rateOf = (rate: Rate): MetricValue => ({ kind: 'rate', rate });
const SPANS: readonly MetricWindow[] = ['today', 'month'];
const NOW: readonly MetricWindow[] = ['now'];

/** Every live figure a screen can show; a contract test walks the list. */
export const METRICS = {
  received: { key: 'received', windows: SPANS, of: (unit, window) => count(span(unit, window).received) },
  resolved: { key: 'resolved', windows: SPANS, of: (unit, window) => count(resolvedOf(span(unit, window))) },
  onlineRate: { key: 'onlineRate', windows: SPANS, of: (unit, window) => rateOf(onlineRate(span(unit, window))) },
  onTimeRate: { key: 'onTimeRate', windows: SPANS, of: (unit, window) => rateOf(onTimeRateA(span(unit, window))) },
  onTimeRateB: {
    key: 'onTimeRateB',
    windows: SPANS,
    of: (unit, window) => rateOf(onTimeRateB(span(unit, window), unit.stands)),
  },
  onTimeRateC: { key: 'onTimeRateC', windows: SPANS, of: (unit, window) => rateOf(onTimeRateC(span(unit, window))) },
  open: {
    key: 'open',
    windows: NOW,
    of: ({ stands }) => count(stands.pendingInTime + stands.pendingOverdue),
  },
  dueSoon: { key: 'dueSoon', windows: NOW, of: (unit) => count(unit.stands.dueSoon) },
  pendingOverdue: { key: 'pendingOverdue', windows: NOW, of: (unit) => count(unit.stands.pendingOverdue) },
  awaitingIntake: { key: 'awaitingIntake', windows: NOW, of: (unit) => count(unit.stands.awaitingIntake) },
  paused: { key: 'paused', windows: NOW, of: (unit) => count(unit.stands.paused) },
} as const satisfies Readonly<Record<string, Metric>>;
