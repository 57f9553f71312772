import type { UnitFigures } from './protocol';
import { onlineRate, onTimeRateA, type Rate } from './rates';

/** The band a unit falls in: a word and a shape before a colour. */
export type Tone = 'act' | 'watch' | 'ok' | 'small' | 'off';

/** Settings with a date of validity (data/thresholds.json); they never follow the data. Percentages are whole numbers. */
export interface Thresholds {
  readonly validFrom: string;
  readonly onTimePercent: { readonly act: number; readonly ok: number };
  readonly onlinePercent: { readonly low: number; readonly ok: number };
  /** More overdue dossiers than this ask for action. */
  readonly overdueAct: number;
  /** A rate over fewer dossiers says nothing. */
  readonly fewBelow: number;
  readonly alerts: AlertLimits;
}

/** Lines of the alert rules that no tone needs. */
export interface AlertLimits {
  /** Counts ring from `ring` on and are clear below `clear`. */
  readonly intakeOverdue: { readonly ring: number; readonly clear: number };
  readonly dueSoon: { readonly ring: number; readonly clear: number };
  /** A rate is clear so many points above the line under which it rings. */
  readonly deadBandPoints: number;
  readonly wardSilentHours: number;
  /** By source name, where it differs from the setting SOURCE_SILENT_MINUTES: minutes of working time. */
  readonly sourceSilentMinutes: Readonly<Record<string, number>>;
}

/** Place in the ladder of the two rates: row by on-time (0 best … 2 act), column by online (0 best … 2 low). */
export interface RateClass {
  readonly row: 0 | 1 | 2;
  readonly column: 0 | 1 | 2;
}

/** Classifies the exact fraction, never the rounded text; null where one of the two rates has too few dossiers. */
export function rateClass(month: UnitFigures['month'], limits: Thresholds): RateClass | null {
  const onTime = onTimeRateA(month);
  const online = onlineRate(month);
  if (onTime.den < limits.fewBelow || online.den < limits.fewBelow) return null;
  const { act, ok } = limits.onTimePercent;
  const { low, ok: okOnline } = limits.onlinePercent;
  return {
    row: atLeast(onTime, ok) ? 0 : atLeast(onTime, act) ? 1 : 2,
    column: atLeast(online, okOnline) ? 0 : atLeast(online, low) ? 1 : 2,
  };
}

export function className({ row, column }: RateClass): string {
  return `bi-${row}${column}`;
}

/** Precedence: off, act by overdue, small, then the rest. A low online rate alone is never "act". */
export function toneOf(unit: UnitFigures, limits: Thresholds, isOff: boolean): Tone {
  if (isOff) return 'off';
  const { pendingOverdue, overdueLong } = unit.stands;
  if (pendingOverdue > limits.overdueAct || overdueLong > 0) return 'act';
  const onTime = onTimeRateA(unit.month);
  const online = onlineRate(unit.month);
  if (onTime.den < limits.fewBelow) return 'small';
  if (!atLeast(onTime, limits.onTimePercent.act)) return 'act';
  const onlineShort = online.den >= limits.fewBelow && !atLeast(online, limits.onlinePercent.ok);
  return pendingOverdue > 0 || onlineShort || !atLeast(onTime, limits.onTimePercent.ok) ? 'watch' : 'ok';
}

function atLeast({ num, den }: Rate, percent: number): boolean {
  return num * 100 >= percent * den;
}
