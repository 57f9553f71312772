import { STATUS } from '../../shared/report';
import { type StandingFacts, standingOf, standingThen } from '../../shared/standing';
import { orderTimeline } from '../../shared/timeline';
import type { FieldLateness, LatenessCounts, ProcedureLateness } from '../../shared/wardLists';
import { createReportsOf } from './dossierReports';
import type { Connection } from './open';

export interface LatenessQuestion {
  readonly ward: string;
  /** P = [start, end); overdue is what stands so at `end`. */
  readonly start: number;
  readonly end: number;
}

export interface LatenessFigures {
  readonly fields: readonly FieldLateness[];
  readonly procedures: readonly ProcedureLateness[];
}

interface Row extends Omit<StandingFacts, 'retracted'> {
  readonly id: number;
  readonly field: string;
  readonly procedure: string;
  readonly occurredAt: number;
}

/** Where lateness arises: the dossiers of one ward by procedure and field. One pass, as they are known now. */
export function createWardLateness(db: Connection): (question: LatenessQuestion) => LatenessFigures {
  const reportsOf = createReportsOf(db);
  const read = db.prepare<{ ward: string; start: number; end: number }, Row>(
    `SELECT id, coalesce(field_code, '') AS field, coalesce(procedure_code, '') AS procedure, status,
       occurred_at AS occurredAt, received_at AS receivedAt, ended_at AS endedAt, due_at AS dueAt
     FROM dossiers
     WHERE ward_code = :ward AND retracted = 0 AND status NOT IN (1, 3) AND received_at < :end
       AND (ended_at IS NULL OR max(ended_at, received_at) >= :start)`,
  );
  const isOverdueAt = (row: Row, end: number): boolean => {
    const at =
      row.occurredAt < end
        ? standingOf({ ...row, retracted: false }, end)
        : standingThen(orderTimeline(reportsOf(row.id)), end);
    return at?.open === 'overdue';
  };
  const countsOf = (row: Row, start: number, end: number): LatenessCounts | null => {
    const { status, receivedAt, endedAt, dueAt } = row;
    const closedAt = endedAt === null ? Number.POSITIVE_INFINITY : Math.max(endedAt, receivedAt ?? 0);
    if (closedAt >= end) return isOverdueAt(row, end) ? { resolved: 0, late: 0, overdue: 1 } : null;
    if (closedAt < start || (status !== STATUS.completed && status !== STATUS.returned)) return null;
    const isLate = endedAt !== null && dueAt !== null && endedAt > dueAt;
    return { resolved: 1, late: isLate ? 1 : 0, overdue: 0 };
  };
  return db.transaction(({ ward, start, end }: LatenessQuestion): LatenessFigures => {
    const fields = new Map<string, FieldLateness>();
    const procedures = new Map<string, ProcedureLateness>();
    for (const row of read.all({ ward, start, end })) {
      const counts = countsOf(row, start, end);
      if (!counts) continue;
      const { field, procedure } = row;
      const key = `${procedure}\n${field}`;
      fields.set(field, { field, ...plus(fields.get(field), counts) });
      procedures.set(key, { procedure, field, ...plus(procedures.get(key), counts) });
    }
    return { fields: [...fields.values()].sort(byLateness), procedures: [...procedures.values()].sort(byLateness) };
  }).deferred;
}

function plus(a: LatenessCounts | undefined, b: LatenessCounts): LatenessCounts {
  if (!a) return b;
  return { resolved: a.resolved + b.resolved, late: a.late + b.late, overdue: a.overdue + b.overdue };
}

function byLateness(a: FieldLateness, b: FieldLateness): number {
  return b.late + b.overdue - (a.late + a.overdue) || b.resolved - a.resolved || (a.field < b.field ? -1 : 1);
}
