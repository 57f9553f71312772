import { COUNTERS } from '../../shared/counters';
import type { Flow } from '../../shared/flows';
import type { TickerWhat } from '../../shared/protocol';
import { STATUS, type TimelineReport } from '../../shared/report';
import { compareReports, latest } from '../../shared/timeline';

/** One line of the event line: when, where, which field, what happened. No dossier, no person. */
export interface AcceptedLine {
  readonly at: number;
  readonly wardCode: string;
  readonly fieldCode: string;
  readonly what: TickerWhat;
}

const WHAT: Readonly<Record<number, TickerWhat>> = {
  [STATUS.submitted]: 'submitted',
  [STATUS.rejected]: 'rejected',
  [STATUS.processing]: 'processing',
  [STATUS.supplementRequested]: 'supplement-requested',
  [STATUS.paymentRequested]: 'payment-requested',
  [STATUS.withdrawn]: 'withdrawn',
  [STATUS.stopped]: 'stopped',
  [STATUS.returned]: 'returned',
};

/** The newest of a dossier's added reports, unless something newer was already known: old news is no news. */
export function tickerLine(
  added: readonly TimelineReport[],
  after: readonly TimelineReport[],
  flowsAfter: readonly Flow[],
): AcceptedLine | null {
  const last = after.at(-1);
  if (!last || !added.some((report) => compareReports(report, last) === 0)) return null;
  if (latest(after, 'retracted') === true) return null;
  return {
    at: last.occurredAt,
    wardCode: last.wardCode,
    fieldCode: latest(after, 'fieldCode') ?? '',
    what: whatOf(last, after, flowsAfter),
  };
}

function whatOf(last: TimelineReport, after: readonly TimelineReport[], flowsAfter: readonly Flow[]): TickerWhat {
  if (last.status === STATUS.received) return latest(after, 'channel') === 'online' ? 'received-online' : 'received';
  if (last.status !== STATUS.completed) return WHAT[last.status] ?? 'processing';
  if (flowsAfter.some((flow) => flow.counter === COUNTERS.resolvedEarly)) return 'resolved-early';
  return flowsAfter.some((flow) => flow.counter === COUNTERS.resolvedLate) ? 'resolved-late' : 'resolved-on-time';
}
