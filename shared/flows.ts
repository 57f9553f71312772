import { addWorkingDays, addWorkingHours, type WorkingCalendar } from './calendar';
import { COUNTERS } from './counters';
import { dayOf } from './localTime';
import { STATUS, type TimelineReport } from './report';
import { earliest, endedAtOf, lastRunStart, latest, receivedAtOf } from './timeline';

/** One additive entry: `n` more of `counter` from `instant` on. */
export interface Flow {
  readonly wardCode: string;
  readonly fieldCode: string;
  readonly instant: number;
  /** An id of COUNTERS. */
  readonly counter: number;
  readonly n: number;
}

export const INTAKE_LIMIT_HOURS = 8;
export const OVERDUE_LONG_DAYS = 10;

/**
 * The bag of flows of one dossier (rules D1–D5). `timeline` is in D1's order (orderTimeline).
 * Pure: the same reports give the same flows, whatever the order of their arrival. Entries may lie in the future.
 */
export function flows(timeline: readonly TimelineReport[], calendar: WorkingCalendar): readonly Flow[] {
  const last = timeline.at(-1);
  if (!last || latest(timeline, 'retracted') === true) return [];
  const out: Flow[] = [];
  const fieldCode = latest(timeline, 'fieldCode') ?? '';
  const add = (instant: number, counter: number, n: number): void => {
    out.push({ wardCode: last.wardCode, fieldCode, instant, counter, n });
  };
  addIntake(timeline, calendar, add);
  addExtensions(timeline, add);
  if (last.status === STATUS.rejected) {
    add(timeline[lastRunStart(timeline)]?.occurredAt ?? last.occurredAt, COUNTERS.rejected, 1);
  }
  if (last.status !== STATUS.submitted && last.status !== STATUS.rejected) addOpenLife(timeline, last, calendar, add);
  return out;
}

type Add = (instant: number, counter: number, n: number) => void;

/** D4: awaiting intake wherever the latest report before t says 1; overdue 8 working hours after submission. */
function addIntake(timeline: readonly TimelineReport[], calendar: WorkingCalendar, add: Add): void {
  let deadline: number | undefined;
  const deadlineFrom = (from: number): number => {
    const submittedAt =
      latest(timeline, 'submittedAt') ?? earliest(timeline, (r) => r.status === STATUS.submitted)?.occurredAt ?? from;
    return addWorkingHours(calendar, submittedAt, INTAKE_LIMIT_HOURS);
  };
  for (let i = 0; i < timeline.length; i++) {
    const report = timeline[i];
    if (report?.status !== STATUS.submitted) continue;
    const from = report.occurredAt;
    const to = timeline[i + 1]?.occurredAt ?? Number.POSITIVE_INFINITY;
    if (to <= from) continue;
    // One for the whole dossier: asked for at every submission, it would cost its length each time.
    deadline ??= deadlineFrom(from);
    enter(add, COUNTERS.awaitingIntake, from, to);
    enter(add, COUNTERS.intakeOverdue, Math.max(from, deadline), to);
  }
}

/** D5: a report whose due date is later than the one in force just before it. */
function addExtensions(timeline: readonly TimelineReport[], add: Add): void {
  let inForce: number | null | undefined;
  for (const report of timeline) {
    const { dueAt } = report.content;
    if (dueAt === undefined) continue;
    if (typeof inForce === 'number' && dueAt !== null && dueAt > inForce) add(report.occurredAt, COUNTERS.extended, 1);
    inForce = dueAt;
  }
}

function addOpenLife(timeline: readonly TimelineReport[], last: TimelineReport, calendar: WorkingCalendar, add: Add) {
  const receivedAt = receivedAtOf(timeline) ?? last.occurredAt;
  add(receivedAt, channelCounter(timeline), 1);
  const closedAt = addClosing(timeline, last, receivedAt, add);
  if (closedAt > receivedAt) addStanding(timeline, calendar, receivedAt, closedAt, add);
}

function channelCounter(timeline: readonly TimelineReport[]): number {
  switch (latest(timeline, 'channel')) {
    case 'online':
      return COUNTERS.receivedOnline;
    case 'direct':
      return COUNTERS.receivedDirect;
    case 'postal':
      return COUNTERS.receivedPostal;
    default:
      return COUNTERS.receivedUnknown;
  }
}

/** D3, D4, D5: how and when it closes; never is +∞. A closing before the receiving is put at the receiving. */
function addClosing(timeline: readonly TimelineReport[], last: TimelineReport, receivedAt: number, add: Add): number {
  const endedAt = endedAtOf(timeline);
  if (endedAt === null) return Number.POSITIVE_INFINITY;
  const closedAt = Math.max(receivedAt, endedAt);
  if (last.status === STATUS.withdrawn || last.status === STATUS.stopped) {
    add(closedAt, last.status === STATUS.stopped ? COUNTERS.stopped : COUNTERS.withdrawn, 1);
    return closedAt;
  }
  const dueAt = latest(timeline, 'dueAt') ?? null;
  if (dueAt === null) {
    add(closedAt, COUNTERS.resolvedOnTime, 1);
    add(closedAt, COUNTERS.resolvedNoDue, 1);
  } else if (dayOf(endedAt) < dayOf(dueAt)) add(closedAt, COUNTERS.resolvedEarly, 1);
  else add(closedAt, endedAt <= dueAt ? COUNTERS.resolvedOnTime : COUNTERS.resolvedLate, 1);
  return closedAt;
}

/**
 * D4: while open a dossier is paused, overdue or in time. The state at t looks strictly back, so it changes only
 * at the instants of reports and at due dates; walk the segments between those.
 */
function addStanding(
  timeline: readonly TimelineReport[],
  calendar: WorkingCalendar,
  receivedAt: number,
  closedAt: number,
  add: Add,
): void {
  const firstDue = timeline.find((r) => r.content.dueAt !== undefined)?.content.dueAt ?? null;
  let due = firstDue;
  let paused = isPause(timeline[0]?.status);
  let from = receivedAt;
  const segment = (to: number): void => {
    if (to <= from) return;
    if (paused) enter(add, COUNTERS.paused, from, to);
    else addPending(calendar, due, from, to, add);
    from = to;
  };
  for (const report of timeline) {
    if (report.occurredAt >= closedAt) break;
    const nowPaused = isPause(report.status);
    const nowDue = report.content.dueAt === undefined ? due : report.content.dueAt;
    if (nowPaused !== paused || nowDue !== due) segment(report.occurredAt);
    paused = nowPaused;
    due = nowDue;
  }
  segment(closedAt);
}

function addPending(calendar: WorkingCalendar, due: number | null, from: number, to: number, add: Add): void {
  const turns = due === null ? to : Math.min(to, Math.max(from, due));
  enter(add, COUNTERS.pendingInTime, from, turns);
  enter(add, COUNTERS.pendingOverdue, turns, to);
  if (due === null || turns >= to) return;
  enter(add, COUNTERS.overdueLong, Math.max(from, addWorkingDays(calendar, due, OVERDUE_LONG_DAYS)), to);
}

/** The dossier stands in a gauge for t in (from, to]; nothing when that is empty, no leaving when it never ends. */
function enter(add: Add, gauge: number, from: number, to: number): void {
  if (from >= to) return;
  add(from, gauge, 1);
  if (to !== Number.POSITIVE_INFINITY) add(to, gauge, -1);
}

export function isPause(status: number | undefined): boolean {
  return status === STATUS.supplementRequested || status === STATUS.paymentRequested;
}
