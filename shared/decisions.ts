/** What a meeting decided about a figure: pinned to the moment it was seen, followed up until it is closed. */
import { type PeriodName, type Span, spanOf } from './period/spans';
import type { OnTimeVariant } from './ranking';
import { type Rate, rate } from './rates';
import type { PeriodFigures } from './summary';

/** Which way is better: the eye is told in words, never by colour alone. */
type Better = 'more' | 'less';

export interface DecisionFigure {
  readonly name: string;
  /** A count of dossiers, or a rate. Both carry their fraction; `received` is the whole itself and has none. */
  readonly kind: 'count' | 'rate';
  readonly better: Better;
  readonly of: (figures: PeriodFigures, variant: OnTimeVariant) => FigureValue;
}

/** A figure with its denominator; null: there is none to name. */
export interface FigureValue {
  readonly num: number;
  readonly den: number | null;
}

/** The figures that a decision can be pinned to: a new one is one line here and its words beside the presenter's. */
export const DECISION_FIGURES = [
  { name: 'onTimeRate', kind: 'rate', better: 'more', of: (f, variant) => fraction(f.onTimeRate[variant]) },
  { name: 'onlineRate', kind: 'rate', better: 'more', of: (f) => fraction(f.onlineRate) },
  {
    name: 'pendingOverdue',
    kind: 'count',
    better: 'less',
    of: (f) => ({ num: f.pendingOverdue, den: f.pendingOverdue + f.pendingInTime }),
  },
  {
    name: 'intakeOverdue',
    kind: 'count',
    better: 'less',
    of: (f) => ({ num: f.intakeOverdue, den: f.awaitingIntake }),
  },
  { name: 'received', kind: 'count', better: 'more', of: (f) => ({ num: f.received, den: null }) },
] as const satisfies readonly DecisionFigure[];
export type DecisionFigureName = (typeof DECISION_FIGURES)[number]['name'];

function fraction({ num, den }: Rate): FigureValue {
  return { num, den };
}

/** The moment that a decision is pinned to: what stood on the screen when it was taken. */
export interface DecisionPin {
  /** Both included, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  /** The name of that period, if it had one: it says which days the figure is looked at again. */
  readonly period: PeriodName | null;
  /** As of when the figure was known (RFC 3339). */
  readonly at: string;
  /** Where the time machine stood; null: at the end of the period. */
  readonly until: string | null;
  /** A ward's code; null is the city. */
  readonly ward: string | null;
  readonly figure: DecisionFigureName;
  readonly variant: OnTimeVariant;
}

export interface FollowUp {
  readonly text: string;
  /** The matter is done with. */
  readonly closes: boolean;
  readonly person: string;
  readonly recordedAt: string;
}

/** A decision as it was kept. */
export interface DecisionEntry {
  readonly id: number;
  readonly text: string;
  readonly owner: string;
  /** The day it is looked at again, YYYY-MM-DD. */
  readonly due: string;
  readonly pin: DecisionPin;
  readonly person: string;
  readonly recordedAt: string;
  /** In the order they were said; the last one may close it. */
  readonly followUps: readonly FollowUp[];
}

export interface FigureReading extends FigureValue {
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
}

/** The same with what became of its figure. */
export interface Decision extends DecisionEntry {
  /** As it stood on the screen. */
  readonly seen: FigureReading;
  /** Null when the units had no such figure yet. */
  readonly became: FigureReading | null;
}

export const MAX_DECISION_LENGTH = 300;
export const MAX_OWNER_LENGTH = 80;

export function isClosed(decision: Pick<DecisionEntry, 'followUps'>): boolean {
  return decision.followUps.some((one) => one.closes);
}

export function figureNamed(name: DecisionFigureName): DecisionFigure {
  return DECISION_FIGURES.find((one) => one.name === name) ?? DECISION_FIGURES[0];
}

export function asRate({ num, den }: FigureValue): Rate {
  return rate(num, den ?? 0);
}

/** 1: the figure went the wanted way, −1: the other way, 0: it stands where it stood or cannot be compared. */
export function courseOf(figure: DecisionFigure, seen: FigureValue, became: FigureValue): -1 | 0 | 1 {
  const rises =
    figure.kind === 'rate'
      ? seen.den === null || became.den === null || seen.den === 0 || became.den === 0
        ? 0
        : Math.sign(became.num * seen.den - seen.num * became.den)
      : Math.sign(became.num - seen.num);
  return (figure.better === 'more' ? rises : -rises || 0) as -1 | 0 | 1;
}

/** The days that a pinned figure is looked at again: the same named period of today, or as many days up to today. */
export function spanNow(pin: Pick<DecisionPin, 'period'>, pinned: Span, today: number): Span {
  if (pin.period !== null) return spanOf(pin.period, today);
  return { from: today - (pinned.to - pinned.from), to: today };
}
