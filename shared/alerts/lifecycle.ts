import type { AlertState } from '../protocol';
import type { AlertFinding, AlertRule } from './alertRule';

/** One occurrence of a rule at one subject, from the moment it begins to hold until it is resolved. Instants in ms. */
export interface Alert {
  readonly id: string;
  readonly rule: string;
  readonly subject: string;
  readonly wards: readonly string[];
  readonly state: AlertState;
  /** When the subject went over. */
  readonly since: number;
  /** When it rang; null while it is pending. */
  readonly rangAt: number | null;
  /** Since when it is clear; null while it is not. */
  readonly clearSince: number | null;
  readonly resolvedAt: number | null;
  /** Who takes care of it, why, and when he comes back to it. */
  readonly owner: string | null;
  readonly reason: string | null;
  readonly returnAt: number | null;
  /** The end of its shelf. */
  readonly shelvedUntil: number | null;
}

export interface StepContext {
  readonly now: number;
  readonly rule: AlertRule;
  /** What stands at the first look may have stood for long: its hold time counts as over. */
  readonly firstLook: boolean;
  readonly newId: () => string;
}

/**
 * The states an alert passes through at this look, oldest first; the last is the present one, none if nothing is
 * there. pending → firing → acknowledged | shelved → resolved: none is skipped, and the dead band changes nothing.
 */
export function stepAlert(alert: Alert | null, finding: AlertFinding, context: StepContext): readonly Alert[] {
  const passed: Alert[] = [];
  let at = alert ?? begin(finding, context);
  if (!at) return [];
  if (!alert) passed.push(at);
  for (let next = stepOnce(at, finding, context); next; next = stepOnce(at, finding, context)) {
    passed.push(next);
    at = next;
  }
  return passed;
}

function begin(finding: AlertFinding, { now, rule, newId }: StepContext): Alert | null {
  if (finding.level !== 'over') return null;
  return {
    id: newId(),
    rule: rule.name,
    subject: finding.subject,
    wards: finding.wards,
    state: 'pending',
    since: now,
    rangAt: null,
    clearSince: null,
    resolvedAt: null,
    owner: null,
    reason: null,
    returnAt: null,
    shelvedUntil: null,
  };
}

function stepOnce(alert: Alert, { level }: AlertFinding, { now, rule, firstLook }: StepContext): Alert | null {
  switch (alert.state) {
    case 'resolved':
      return null;
    case 'pending':
      // It never rang, so nobody misses it: resolved without a trace on any screen.
      if (level !== 'over') return { ...alert, state: 'resolved', resolvedAt: now };
      return firstLook || now - alert.since >= rule.holdMs ? { ...alert, state: 'firing', rangAt: now } : null;
    default:
      return stepRung(alert, level === 'under', now, rule);
  }
}

function stepRung(alert: Alert, clear: boolean, now: number, rule: AlertRule): Alert | null {
  if (!clear) {
    if (alert.state === 'shelved' && alert.shelvedUntil !== null && now >= alert.shelvedUntil) {
      return { ...alert, state: 'firing', shelvedUntil: null, clearSince: null };
    }
    return alert.clearSince === null ? null : { ...alert, clearSince: null };
  }
  const clearSince = alert.clearSince ?? now;
  if (now - clearSince >= rule.clearMs) return { ...alert, state: 'resolved', clearSince, resolvedAt: now };
  return alert.clearSince === null ? { ...alert, clearSince } : null;
}

/** What a person says of an alert. */
export type AlertAct =
  | { readonly kind: 'acknowledge'; readonly owner: string; readonly reason: string; readonly returnAt: number | null }
  | { readonly kind: 'shelve'; readonly owner: string; readonly reason: string; readonly until: number }
  | { readonly kind: 'unshelve'; readonly owner: string };

/** The alert after it, or null when its state does not allow it. */
export function actOn(alert: Alert, act: AlertAct, now: number): Alert | null {
  const rung = alert.state === 'firing' || alert.state === 'acknowledged' || alert.state === 'shelved';
  if (!rung) return null;
  const { owner } = act;
  switch (act.kind) {
    case 'acknowledge':
      return { ...alert, state: 'acknowledged', owner, reason: act.reason, returnAt: act.returnAt, shelvedUntil: null };
    case 'shelve':
      if (act.until <= now) return null;
      return { ...alert, state: 'shelved', owner, reason: act.reason, returnAt: null, shelvedUntil: act.until };
    case 'unshelve':
      return alert.state === 'shelved' ? { ...alert, state: 'firing', owner, shelvedUntil: null } : null;
  }
}
