import { isPause } from './flows';
import { STATUS, type TimelineReport } from './report';
import { type DossierState, dossierState } from './timeline';

/** Where a dossier stood at an instant, by all that is known now (D4). */
export interface StandingAt {
  /** Its latest report before then says 1. */
  readonly awaiting: boolean;
  /** Null: it was not open. */
  readonly open: 'in-time' | 'overdue' | 'paused' | null;
  /** What its latest report before then says. */
  readonly status: number;
  /** The due date that was in force. */
  readonly dueAt: number | null;
}

export type StandingFacts = Pick<DossierState, 'status' | 'receivedAt' | 'endedAt' | 'dueAt' | 'retracted'>;

/**
 * D4 for a dossier whose reports all lie before t: its last word is the one in force, so that no report need be read.
 * flows() says the same in entries; a property test holds both to the same SQL.
 */
export function standingOf(facts: StandingFacts, t: number): StandingAt {
  return standAt(facts, { status: facts.status, dueAt: facts.dueAt, isSaid: true }, t);
}

/** The same for a dossier of which there are reports at t or later. */
export function standingThen(timeline: readonly TimelineReport[], t: number): StandingAt | null {
  const facts = dossierState(timeline);
  if (!facts) return null;
  const before = timeline.filter((report) => report.occurredAt < t);
  const saysDue = (report: TimelineReport) => report.content.dueAt !== undefined;
  const status = before.at(-1)?.status ?? timeline[0]?.status ?? facts.status;
  const dueAt = (before.findLast(saysDue) ?? timeline.find(saysDue))?.content.dueAt ?? null;
  return standAt(facts, { status, dueAt, isSaid: before.length > 0 }, t);
}

interface InForce {
  readonly status: number;
  readonly dueAt: number | null;
  /** There is a report before t. */
  readonly isSaid: boolean;
}

function standAt(facts: StandingFacts, { status, dueAt, isSaid }: InForce, t: number): StandingAt {
  const awaiting = !facts.retracted && isSaid && status === STATUS.submitted;
  if (!isOpen(facts, t)) return { awaiting, open: null, status, dueAt };
  const open = isPause(status) ? 'paused' : dueAt !== null && dueAt < t ? 'overdue' : 'in-time';
  return { awaiting, open, status, dueAt };
}

function isOpen({ status, receivedAt, endedAt, retracted }: StandingFacts, t: number): boolean {
  if (retracted || status === STATUS.submitted || status === STATUS.rejected) return false;
  if (receivedAt === null || receivedAt >= t) return false;
  return endedAt === null || Math.max(receivedAt, endedAt) >= t;
}
