import type { AlertRule } from './alertRule';

/**
 * A source goes on sending reports of dossiers that have as many as a dossier may have: a test number, or a loop. What
 * it sends beyond is not counted, so somebody has to ask it to stop.
 */
export const tooManyReports = {
  name: 'too-many-reports',
  severity: 'act',
  holdMs: 0,
  clearMs: 0,
  findings: ({ overfull }) =>
    [...overfull].map(([source, refused]) => ({
      subject: source,
      wards: [],
      level: refused > 0 ? 'over' : 'under',
    })),
} as const satisfies AlertRule;
