import { HOUR_MS } from '../localTime';
import type { AlertRule } from './alertRule';

/** Nothing was reported of a ward for so many working hours, although its sources speak. */
export const wardSilent = {
  name: 'ward-silent',
  severity: 'watch',
  holdMs: 0,
  clearMs: 0,
  findings: ({ quietMs, sources, limits }) => {
    const off = new Set(sources.flatMap((source) => (source.state === 'silent' ? source.wards : [])));
    return [...quietMs]
      .filter(([code]) => !off.has(code))
      .map(([code, ms]) => ({
        subject: code,
        wards: [code],
        level: ms > limits.alerts.wardSilentHours * HOUR_MS ? 'over' : 'under',
      }));
  },
} as const satisfies AlertRule;

/** A source is silent in working hours: the wards that only it speaks for are blind. */
export const sourceSilent = {
  name: 'source-silent',
  severity: 'act',
  holdMs: 0,
  clearMs: 0,
  findings: ({ sources }) =>
    // Outside office hours a silence neither begins nor ends.
    sources.map((source) => ({
      subject: source.name,
      wards: source.wards,
      level: source.state === 'silent' ? 'over' : source.state === 'off-hours' ? 'between' : 'under',
    })),
} as const satisfies AlertRule;

/** The counts of a ward do not balance (D7): something is wrong with the figures themselves. */
export const countsUnbalanced = {
  name: 'unbalanced',
  severity: 'act',
  holdMs: 0,
  clearMs: 0,
  findings: ({ unbalanced }) =>
    [...unbalanced].map(([code, by]) => ({ subject: code, wards: [code], level: by === 0 ? 'under' : 'over' })),
} as const satisfies AlertRule;
