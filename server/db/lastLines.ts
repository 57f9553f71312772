import type { WorkingCalendar } from '../../shared/calendar';
import { flows } from '../../shared/flows';
import type { ReportContent, TimelineReport } from '../../shared/report';
import { orderTimeline } from '../../shared/timeline';
import type { Connection } from './open';
import { type AcceptedLine, tickerLine } from './tickerLine';

/** So many transactions are looked back through: most tell something, but one of repetitions or old news tells nothing. */
const RECORDINGS_READ = 200;
/** A dossier with more reports is no news that is worth reading them all at start. */
const MOST_REPORTS = 1000;

interface ReportRow extends Omit<TimelineReport, 'content'> {
  readonly seq: number;
}

/**
 * The last lines of the event line as the log tells them, oldest first: transaction by transaction, each dossier as it was
 * known by then. So a restart does not empty the line. A few indexed reads.
 */
export function readLastLines(db: Connection, calendar: WorkingCalendar, wanted: number): readonly AcceptedLine[] {
  const ends = db
    .prepare<[number], number>('SELECT last_report_seq FROM recordings ORDER BY recorded_at DESC LIMIT ?')
    .pluck()
    .all(RECORDINGS_READ + 1);
  const newest = db
    .prepare<[number, number, number], number>(
      `SELECT dossier_id FROM reports WHERE seq > ? AND seq <= ? GROUP BY dossier_id
       ORDER BY max(occurred_at) DESC, min(seq) LIMIT ?`,
    )
    .pluck();
  const reportsOf = db.prepare<[number, number, number], ReportRow>(
    `SELECT seq, occurred_at AS occurredAt, status, ward_code AS wardCode, content AS contentText FROM reports
     WHERE dossier_id = ? AND seq <= ? LIMIT ?`,
  );
  let lines: readonly AcceptedLine[] = [];
  for (let i = 0; i < Math.min(ends.length, RECORDINGS_READ) && lines.length < wanted; i++) {
    const [from, to] = [ends[i + 1] ?? 0, ends[i] ?? 0];
    const told = newest.all(from, to, wanted).flatMap((dossierId) => {
      const rows = reportsOf.all(dossierId, to, MOST_REPORTS + 1);
      return rows.length > MOST_REPORTS ? [] : (lineOf(rows, from, calendar) ?? []);
    });
    lines = [...told.sort((a, b) => a.at - b.at), ...lines];
  }
  return lines.slice(-wanted);
}

/** What the reports after `from` brought to their dossier. */
function lineOf(rows: readonly ReportRow[], from: number, calendar: WorkingCalendar): AcceptedLine | null {
  const reports = rows.map(({ seq, ...row }) => ({
    isAdded: seq > from,
    report: { ...row, content: JSON.parse(row.contentText) as ReportContent },
  }));
  const after = orderTimeline(reports.map(({ report }) => report));
  const added = reports.flatMap(({ isAdded, report }) => (isAdded ? [report] : []));
  return tickerLine(added, after, flows(after, calendar));
}
