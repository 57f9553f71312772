import type { ConditionKind } from '../conditions';
import type { AlertFinding, AlertInput, AlertRule } from './alertRule';

/** What the alerts about the server itself are about. */
export const SERVER_SUBJECT = 'server';

/** Nothing can be written: what sources send is turned away until there is room again. */
export const serverStorage = {
  name: 'server-storage',
  severity: 'act',
  holdMs: 0,
  clearMs: 0,
  findings: (input) => stands(input, 'storage'),
} as const satisfies AlertRule;

/** The server's clock jumped: nothing is recorded until it is right again, or somebody accepts the new time. */
export const serverClock = {
  name: 'server-clock',
  severity: 'act',
  holdMs: 0,
  clearMs: 0,
  findings: (input) => stands(input, 'clock'),
} as const satisfies AlertRule;

function stands({ conditions }: AlertInput, kind: ConditionKind): readonly AlertFinding[] {
  const level = conditions.some((one) => one.kind === kind) ? 'over' : 'under';
  return [{ subject: SERVER_SUBJECT, wards: [], level }];
}
