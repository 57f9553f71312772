import { type Channel, type ReportContent, STATUS, type TimelineReport } from './report';

/** D1's order: business time, then status, then content. Two reports that compare equal are the same report. */
export function compareReports(a: TimelineReport, b: TimelineReport): number {
  return (
    a.occurredAt - b.occurredAt ||
    a.status - b.status ||
    compareText(a.wardCode, b.wardCode) ||
    compareText(a.contentText, b.contentText)
  );
}

/** The reports of one dossier in D1's order; the input is left alone. */
export function orderTimeline<T extends TimelineReport>(reports: readonly T[]): readonly T[] {
  return reports.length < 2 ? reports : [...reports].sort(compareReports);
}

/** Per field the value of the latest report that supplied it; undefined when none ever did. */
export function latest<K extends keyof ReportContent>(
  timeline: readonly TimelineReport[],
  field: K,
): ReportContent[K] | undefined {
  for (let i = timeline.length - 1; i >= 0; i--) {
    const value = timeline[i]?.content[field];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Index at which the last unbroken run of the closing status begins. */
export function lastRunStart(timeline: readonly TimelineReport[]): number {
  let i = timeline.length - 1;
  const status = timeline[i]?.status;
  while (i > 0 && timeline[i - 1]?.status === status) i--;
  return i;
}

export function earliest(
  timeline: readonly TimelineReport[],
  test: (report: TimelineReport) => boolean,
): TimelineReport | undefined {
  return timeline.find(test);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What is now known of a dossier, for lists: per field the latest word, the receiving by D2. */
export interface DossierState {
  readonly wardCode: string;
  readonly status: number;
  readonly occurredAt: number;
  /** Since when it says so without a break. */
  readonly statusSince: number;
  readonly fieldCode: string | null;
  readonly procedureCode: string | null;
  readonly channel: Channel | null;
  readonly submittedAt: number | null;
  readonly receivedAt: number | null;
  readonly dueAt: number | null;
  readonly finishedAt: number | null;
  readonly returnedAt: number | null;
  /** When it came to its end (D3, D4), be it before the receiving; null while it has none. */
  readonly endedAt: number | null;
  readonly retracted: boolean;
}

export function dossierState(timeline: readonly TimelineReport[]): DossierState | null {
  const last = timeline.at(-1);
  if (!last) return null;
  return {
    wardCode: last.wardCode,
    status: last.status,
    occurredAt: last.occurredAt,
    statusSince: timeline[lastRunStart(timeline)]?.occurredAt ?? last.occurredAt,
    fieldCode: latest(timeline, 'fieldCode') ?? null,
    procedureCode: latest(timeline, 'procedureCode') ?? null,
    channel: latest(timeline, 'channel') ?? null,
    submittedAt: latest(timeline, 'submittedAt') ?? null,
    receivedAt: receivedAtOf(timeline),
    dueAt: latest(timeline, 'dueAt') ?? null,
    finishedAt: latest(timeline, 'finishedAt') ?? null,
    returnedAt: latest(timeline, 'returnedAt') ?? null,
    endedAt: endedAtOf(timeline),
    retracted: latest(timeline, 'retracted') === true,
  };
}

/** D2: the supplied instant, else the earliest report that is neither a submission nor a rejection; null before either. */
export function receivedAtOf(timeline: readonly TimelineReport[]): number | null {
  const supplied = latest(timeline, 'receivedAt');
  if (typeof supplied === 'number') return supplied;
  return earliest(timeline, (r) => r.status !== STATUS.submitted && r.status !== STATUS.rejected)?.occurredAt ?? null;
}

/**
 * D3: the supplied end of 9 and 10, else the earliest report that says 9, else the earliest that says 10.
 * D4: for 7 and 8 the earliest report of their last unbroken run. Every other status has not ended.
 */
export function endedAtOf(timeline: readonly TimelineReport[]): number | null {
  const last = timeline.at(-1);
  switch (last?.status) {
    case STATUS.withdrawn:
    case STATUS.stopped:
      return timeline[lastRunStart(timeline)]?.occurredAt ?? last.occurredAt;
    case STATUS.completed:
    case STATUS.returned:
      return (
        latest(timeline, 'finishedAt') ??
        (
          earliest(timeline, (r) => r.status === STATUS.completed) ??
          earliest(timeline, (r) => r.status === STATUS.returned)
        )?.occurredAt ??
        last.occurredAt
      );
    default:
      return null;
  }
}
