import type { AlertRule } from './alertRule';
import { dueSoon, intakeOverdue, overdueCount, overdueLong } from './counts';
import { tooManyReports } from './overfull';
import { onlineLow, onTimeLow } from './rates';
import { serverClock, serverStorage } from './server';
import { countsUnbalanced, sourceSilent, wardSilent } from './silences';

/** What the product rings for, the gravest first: a new rule is one file and one line here. */
export const ALERT_RULES = [
  serverStorage,
  serverClock,
  countsUnbalanced,
  sourceSilent,
  tooManyReports,
  overdueLong,
  overdueCount,
  intakeOverdue,
  onTimeLow,
  dueSoon,
  wardSilent,
  onlineLow,
] as const satisfies readonly AlertRule[];

export type RuleName = (typeof ALERT_RULES)[number]['name'];

export function alertRule(name: string): AlertRule | undefined {
  return ALERT_RULES.find((rule) => rule.name === name);
}
