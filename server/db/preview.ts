import { alertRule } from '../../shared/alerts';
import { type Alert, stepAlert } from '../../shared/alerts/lifecycle';
import { createBoard } from '../../shared/board';
import { addWorkingHours, DUE_SOON_HOURS, type WorkingCalendar } from '../../shared/calendar';
import { formatInstant, MINUTE_MS } from '../../shared/localTime';
import type { Thresholds } from '../../shared/tones';
import { createBoardLog } from './boardLog';
import type { Connection } from './open';

const STEP_MS = 15 * MINUTE_MS;
const TIMES_SHOWN = 50;
/** These need to know when sources spoke, or what was not yet known then: the figures of the past do not tell. */
const NOT_FROM_FIGURES: ReadonlySet<string> = new Set([
  'server-storage',
  'server-clock',
  'source-silent',
  'too-many-reports',
  'ward-silent',
  'unbalanced',
  'due-soon',
]);

export interface PreviewQuestion {
  readonly rule: string;
  readonly from: number;
  readonly to: number;
  readonly limits: Thresholds;
}

/** How often a rule would have rung, under today's knowledge and the given limits. */
export interface PreviewAnswer {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  /** Null: this rule cannot be judged from figures of the past. */
  readonly times: number | null;
  /** The last of them. */
  readonly rang: readonly { readonly at: string; readonly subject: string }[];
}

/** Walks the board through the past, a quarter of an hour a step, and judges one rule at each. */
export function createPreview(db: Connection, wardCodes: readonly string[], calendar: WorkingCalendar) {
  const log = createBoardLog(db);
  return ({ rule: name, from, to, limits }: PreviewQuestion): PreviewAnswer => {
    const rule = alertRule(name);
    const head = { rule: name, from: formatInstant(from), to: formatInstant(to) };
    if (!rule || NOT_FROM_FIGURES.has(name)) return { ...head, times: null, rang: [] };
    const lastSeq = log.lastEntrySeq();
    const board = createBoard({
      wardCodes,
      now: from,
      horizonOf: (at) => addWorkingHours(calendar, at, DUE_SOON_HOURS),
      prefixAt: log.prefixAt,
    });
    const open = new Map<string, Alert>();
    const rang: { at: string; subject: string }[] = [];
    for (let now = from; now <= to; now += STEP_MS) {
      board.advance(now, (a, b) => log.between(a, b, lastSeq));
      const input = {
        wards: board.wards(),
        sources: [],
        quietMs: new Map(),
        unbalanced: new Map(),
        overfull: new Map(),
        conditions: [],
        limits,
      };
      for (const finding of rule.findings(input)) {
        const context = { now, rule, firstLook: false, newId: () => '' };
        const passed = stepAlert(open.get(finding.subject) ?? null, finding, context);
        for (const one of passed) {
          if (one.state === 'firing' && one.rangAt === now) rang.push({ at: formatInstant(now), subject: one.subject });
        }
        const last = passed.at(-1);
        if (last?.state === 'resolved') open.delete(finding.subject);
        else if (last) open.set(finding.subject, last);
      }
    }
    return { ...head, times: rang.length, rang: rang.slice(-TIMES_SHOWN) };
  };
}
