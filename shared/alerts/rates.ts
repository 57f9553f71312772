import { MINUTE_MS } from '../localTime';
import type { UnitFigures, WardFigures } from '../protocol';
import { onlineRate, onTimeRateA, type Rate } from '../rates';
import type { Thresholds } from '../tones';
import type { AlertFinding, AlertLevel, AlertRule } from './alertRule';

/** Under its target, and clear only half a point above it: a rate that trembles at the line rings once. */
function rateFindings(
  wards: readonly WardFigures[],
  limits: Thresholds,
  percent: number,
  rateOf: (month: UnitFigures['month']) => Rate,
): AlertFinding[] {
  return wards.flatMap((ward) => {
    const { num, den } = rateOf(ward.month);
    // Too few say nothing, and nobody can act on it: an alert of the month before ends with its month.
    if (den < limits.fewBelow) return [{ subject: ward.code, wards: [ward.code], level: 'under' }];
    const level: AlertLevel =
      num * 100 < percent * den
        ? 'over'
        : num * 100 >= (percent + limits.alerts.deadBandPoints) * den
          ? 'under'
          : 'between';
    return [{ subject: ward.code, wards: [ward.code], level }];
  });
}

/** On-time rate A of the month under the line where action is asked for. */
export const onTimeLow = {
  name: 'on-time-low',
  severity: 'act',
  holdMs: 5 * MINUTE_MS,
  clearMs: 30_000,
  findings: ({ wards, limits }) => rateFindings(wards, limits, limits.onTimePercent.act, onTimeRateA),
} as const satisfies AlertRule;

/** Online rate of the month under its lower line. Nobody can mend it within the hour, so it is only watched. */
export const onlineLow = {
  name: 'online-low',
  severity: 'watch',
  holdMs: 5 * MINUTE_MS,
  clearMs: 30_000,
  findings: ({ wards, limits }) => rateFindings(wards, limits, limits.onlinePercent.low, onlineRate),
} as const satisfies AlertRule;
