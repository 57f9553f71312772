import { MINUTE_MS } from '../localTime';
import { type AlertRule, countFindings } from './alertRule';

const CLEAR_MS = 30_000;

/** Waiting for intake for more than 8 working hours. */
export const intakeOverdue = {
  name: 'intake-overdue',
  severity: 'act',
  holdMs: MINUTE_MS,
  clearMs: CLEAR_MS,
  findings: ({ wards, limits }) => countFindings(wards, limits.alerts.intakeOverdue, (w) => w.stands.intakeOverdue),
} as const satisfies AlertRule;

/** Many fall due within the next 4 working hours: there is still time to act. */
export const dueSoon = {
  name: 'due-soon',
  severity: 'watch',
  holdMs: MINUTE_MS,
  clearMs: CLEAR_MS,
  findings: ({ wards, limits }) => countFindings(wards, limits.alerts.dueSoon, (w) => w.stands.dueSoon),
} as const satisfies AlertRule;

/** More overdue dossiers than the limit. */
export const overdueCount = {
  name: 'overdue-count',
  severity: 'act',
  holdMs: 0,
  clearMs: CLEAR_MS,
  findings: ({ wards, limits }) =>
    countFindings(
      wards,
      { ring: limits.overdueAct + 1, clear: Math.max(1, limits.overdueAct) },
      (w) => w.stands.pendingOverdue,
    ),
} as const satisfies AlertRule;

/** Any dossier overdue for more than 10 working days. */
export const overdueLong = {
  name: 'overdue-long',
  severity: 'act',
  holdMs: 0,
  clearMs: CLEAR_MS,
  findings: ({ wards }) => countFindings(wards, { ring: 1, clear: 1 }, (w) => w.stands.overdueLong),
} as const satisfies AlertRule;
