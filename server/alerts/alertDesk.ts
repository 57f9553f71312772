import type { AlertInput, AlertRule } from '../../shared/alerts/alertRule';
import { type Alert, type AlertAct, actOn, stepAlert } from '../../shared/alerts/lifecycle';
import { formatInstant } from '../../shared/localTime';
import type { AlertView } from '../../shared/protocol';
import type { AlertEvent, DeskNote } from '../db/alertBook';

/** How long a resolved alert is still shown, so that it is not just gone. */
export const RESOLVED_SHOWN_MS = 30_000;
/** More open alerts than this say nothing that the first ones do not (I10). */
export const MAX_ALERTS = 400;

export interface AlertDesk {
  /** Judges every rule at every subject, as things stand. */
  readonly look: () => void;
  /** What a person says of an alert; a sentence when it cannot be. */
  readonly act: (id: string, act: AlertAct) => string | null;
  readonly views: () => readonly AlertView[];
}

interface DeskParts {
  readonly rules: readonly AlertRule[];
  readonly stored: readonly Alert[];
  /** Nothing was ever judged here: what stands now may have stood for long. */
  readonly firstLook: boolean;
  readonly now: () => number;
  readonly input: () => AlertInput;
  readonly save: (note: Pick<DeskNote, 'alerts' | 'forgotten' | 'events'>) => void;
  readonly onChange: (views: readonly AlertView[]) => void;
  readonly newId: () => string;
}

/** Keeps the alerts of all rules from look to look, and tells store and board what changed. */
export function createAlertDesk(parts: DeskParts): AlertDesk {
  const { rules, now, input, save, onChange, newId } = parts;
  const open = new Map(parts.stored.map((alert) => [keyOf(alert.rule, alert.subject), alert]));
  let resolved: Alert[] = [];
  let firstLook = parts.firstLook;

  const views = (): readonly AlertView[] => {
    const order = new Map(rules.map((rule, i) => [rule.name, i]));
    const byGravity = (a: Alert, b: Alert) =>
      (order.get(a.rule) ?? 0) - (order.get(b.rule) ?? 0) || a.since - b.since || compare(a.subject, b.subject);
    return [...open.values(), ...resolved]
      .sort(byGravity)
      .slice(0, MAX_ALERTS)
      .map((alert) => viewOf(alert, rules));
  };
  const tell = (passed: readonly Alert[], forgotten: readonly string[], person: string | null): void => {
    save({
      alerts: lastStates(passed),
      forgotten,
      events: passed.filter(isTold).map((alert) => eventOf(alert, now(), person)),
    });
    onChange(views());
  };
  const look = (): void => {
    const at = now();
    const seen = input();
    const passed: Alert[] = [];
    const forgotten: string[] = [];
    for (const rule of rules) {
      for (const finding of rule.findings(seen)) {
        const key = keyOf(rule.name, finding.subject);
        const steps = stepAlert(open.get(key) ?? null, finding, { now: at, rule, firstLook, newId });
        const last = steps.at(-1);
        if (!last) continue;
        if (last.state !== 'resolved') open.set(key, last);
        else open.delete(key);
        if (last.state === 'resolved' && last.rangAt === null) forgotten.push(last.id);
        else {
          passed.push(...steps);
          if (last.state === 'resolved') resolved.push(last);
        }
      }
    }
    firstLook = false;
    const faded = resolved.filter((alert) => at - (alert.resolvedAt ?? at) <= RESOLVED_SHOWN_MS);
    const anyFaded = faded.length !== resolved.length;
    resolved = faded;
    if (passed.length > 0 || forgotten.length > 0 || anyFaded) tell(passed, forgotten, null);
  };
  const act: AlertDesk['act'] = (id, said) => {
    const found = [...open.values()].find((alert) => alert.id === id);
    if (!found) return 'There is no such alert, or it is over.';
    const next = actOn(found, said, now());
    if (!next) return `An alert that is ${found.state} does not allow that.`;
    open.set(keyOf(next.rule, next.subject), next);
    tell([next], [], said.owner);
    return null;
  };
  return { look, act, views };
}

function keyOf(rule: string, subject: string): string {
  return `${rule}|${subject}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Of each alert the state it ended in. */
function lastStates(passed: readonly Alert[]): readonly Alert[] {
  return [...new Map(passed.map((alert) => [alert.id, alert])).values()];
}

/** What never rang is no news, and a clear that has just begun is none yet. */
function isTold(alert: Alert): boolean {
  return alert.rangAt !== null && (alert.clearSince === null || alert.state === 'resolved');
}

function eventOf(alert: Alert, at: number, person: string | null): AlertEvent {
  const { id, rule, subject, state, reason } = alert;
  return { alertId: id, rule, subject, at, state, person, reason: person === null ? null : reason };
}

function viewOf(alert: Alert, rules: readonly AlertRule[]): AlertView {
  const instant = (ms: number | null) => (ms === null ? null : formatInstant(ms));
  return {
    id: alert.id,
    rule: alert.rule,
    state: alert.state,
    wards: alert.wards,
    since: formatInstant(alert.since),
    owner: alert.owner,
    subject: alert.subject,
    severity: rules.find((rule) => rule.name === alert.rule)?.severity ?? 'act',
    rangAt: instant(alert.rangAt),
    reason: alert.reason,
    returnAt: instant(alert.returnAt),
    shelvedUntil: instant(alert.shelvedUntil),
  };
}
