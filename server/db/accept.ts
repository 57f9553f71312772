import { flows } from '../../shared/flows';
import { compareReports, orderTimeline } from '../../shared/timeline';
import type { QuarantinedReport, ReportBatch } from '../ingest/batch';
import { type BatchLine, batchLines, type LoggedReport, wardCodeOf } from './batchLines';
import type { CalendarOf } from './calendarBook';
import { differenceOf, type EntryRow } from './difference';
import { fillDossiers } from './dossierBook';
import { createLedgerStatements, type LedgerStatements, type StoredReport } from './ledgerStatements';
import type { Connection } from './open';
import { addToTallies } from './tallies';
import { type AcceptedLine, tickerLine } from './tickerLine';

/** What one request brought, as it waits for its transaction. */
export interface AcceptRequest {
  readonly sourceId: number;
  /** The server's time when it came. */
  readonly now: number;
  readonly batch: ReportBatch;
}

export interface AcceptAnswer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly quarantined: readonly QuarantinedReport[];
}

/** One transaction: the answers in order, and all that changed. */
export interface AcceptedGroup {
  readonly answers: readonly AcceptAnswer[];
  readonly recordedAt: number;
  readonly lastEntrySeq: number;
  readonly entries: readonly EntryRow[];
  readonly ticker: readonly AcceptedLine[];
  /** Per source the wards it sent something new for. */
  readonly heard: readonly { readonly sourceId: number; readonly wards: readonly number[] }[];
}

interface Dossier {
  readonly id: number;
  readonly isNew: boolean;
  readonly key: Uint8Array;
  hint: string;
  readonly before: readonly LoggedReport[];
  readonly added: LoggedReport[];
}

export interface Ledger {
  readonly accept: (group: readonly AcceptRequest[]) => AcceptedGroup;
  /** Counts what waited for an agency that has its ward now, up to a limit; null: nothing does. */
  readonly replay: (now: number, limit: number) => AcceptedGroup | null;
  /** Records differences that no report brings: of a new calendar, of a recount. `entriesOf` runs in the transaction. */
  readonly amend: (now: number, entriesOf: (recordedAt: number) => readonly EntryRow[]) => AcceptedGroup;
  /** From now on everything is recorded after this instant: a figure read as of it is final. Returns the instant. */
  readonly seal: (instant: number) => number;
}

/** The one way into the log: dedupe, append, recompute the touched dossiers' flows, add the difference. */
export function createLedger(db: Connection, calendarOf: CalendarOf): Ledger {
  let statements = createLedgerStatements(db);
  fillDossiers(db, statements.reportsOf);
  let lastRecordedAt = statements.lastRecordedAt();
  const acceptNow = (group: readonly AcceptRequest[]): AcceptedGroup => {
    const recordedAt = Math.max(lastRecordedAt + 1, ...group.map((request) => request.now));
    return acceptGroup({ statements, calendarOf, recordedAt }, group);
  };
  const accept = db.transaction(acceptNow);
  // Accepted and no longer waiting in one transaction: a crash leaves each report in one of the two places.
  const replay = db.transaction((now: number, limit: number): AcceptedGroup | null => {
    const waiting = statements.agencies.replayable(limit);
    if (!waiting) return null;
    const accepted = acceptNow(waiting.requests.map((request) => ({ ...request, now })));
    waiting.done();
    return accepted;
  });
  const amend = db.transaction((now: number, entriesOf: (recordedAt: number) => readonly EntryRow[]): AcceptedGroup => {
    const recordedAt = Math.max(lastRecordedAt + 1, now);
    const entries = entriesOf(recordedAt);
    const lastEntrySeq = statements.appendEntries(entries);
    addToTallies(statements, entries);
    statements.markRecording(recordedAt, statements.nextReportSeq() - 1, lastEntrySeq);
    return { answers: [], recordedAt, lastEntrySeq, entries, ticker: [], heard: [] };
  });
  const kept = <T extends AcceptedGroup | null>(run: () => T): T => {
    try {
      const accepted = run();
      if (accepted) lastRecordedAt = accepted.recordedAt;
      return accepted;
    } catch (cause) {
      // Rolled back: numbers that were handed out meanwhile must not be remembered.
      statements = createLedgerStatements(db);
      throw cause;
    }
  };
  return {
    accept: (group) => kept(() => accept.immediate(group)),
    replay: (now, limit) => kept(() => replay.immediate(now, limit)),
    amend: (now, entriesOf) => kept(() => amend.immediate(now, entriesOf)),
    seal: (instant) => {
      lastRecordedAt = Math.max(lastRecordedAt, instant);
      return lastRecordedAt;
    },
  };
}

interface GroupContext {
  readonly statements: LedgerStatements;
  readonly calendarOf: CalendarOf;
  readonly recordedAt: number;
}

function acceptGroup(context: GroupContext, group: readonly AcceptRequest[]): AcceptedGroup {
  const { statements, recordedAt } = context;
  const dossiers = new Map<string, Dossier>();
  const heard = new Map<number, Set<number>>();
  const firstSeq = statements.nextReportSeq();
  const appended = { seq: firstSeq };
  const answers = group.map((request) => acceptBatch(context, request, dossiers, heard, appended));
  const news = newestOf(dossiers.values());
  const entries: EntryRow[] = [];
  const ticker: AcceptedLine[] = [];
  for (const dossier of dossiers.values()) {
    if (dossier.added.length === 0) continue;
    const after = orderTimeline([...dossier.before, ...dossier.added]);
    const calendar = context.calendarOf(dossier.id);
    const flowsAfter = flows(after, calendar);
    differenceOf(dossier.isNew ? [] : flows(dossier.before, calendar), flowsAfter, entries);
    statements.saveDossier(dossier, after, recordedAt);
    if (news.has(dossier)) {
      const line = tickerLine(dossier.added, after, flowsAfter);
      if (line) ticker.push(line);
    }
  }
  const lastEntrySeq = statements.appendEntries(entries);
  addToTallies(statements, entries);
  for (const [sourceId, wards] of heard) statements.markCoverage(sourceId, wards, recordedAt);
  if (appended.seq > firstSeq) statements.markRecording(recordedAt, appended.seq - 1, lastEntrySeq);
  return {
    answers,
    recordedAt,
    lastEntrySeq,
    entries,
    ticker: ticker.sort((a, b) => a.at - b.at),
    heard: [...heard].map(([sourceId, wards]) => ({ sourceId, wards: [...wards] })),
  };
}

/** The event line shows at most one item in four seconds: of a large batch only the latest few can matter. */
const TICKER_LIMIT = 20;

function newestOf(dossiers: Iterable<Dossier>): ReadonlySet<Dossier> {
  const told = [...dossiers].filter((dossier) => dossier.added.length > 0);
  if (told.length <= TICKER_LIMIT) return new Set(told);
  const lastAt = (dossier: Dossier) => dossier.added.reduce((at, report) => Math.max(at, report.occurredAt), 0);
  const newest = told.map((dossier) => ({ dossier, at: lastAt(dossier) })).sort((a, b) => b.at - a.at);
  return new Set(newest.slice(0, TICKER_LIMIT).map((one) => one.dossier));
}

function acceptBatch(
  context: GroupContext,
  { sourceId, batch }: AcceptRequest,
  dossiers: Map<string, Dossier>,
  heard: Map<number, Set<number>>,
  appended: { seq: number },
): AcceptAnswer {
  const { statements, recordedAt } = context;
  const quarantined: QuarantinedReport[] = batch.refused.map(({ index, reason }) => ({ index, reason }));
  for (const { reason, bodyHash } of batch.refused) statements.quarantine(sourceId, reason, bodyHash, recordedAt);
  const rows = batchLines(batch, sourceId);
  let accepted = 0;
  let duplicates = 0;
  const wards = heard.get(sourceId) ?? new Set<number>();
  for (const line of rows) {
    const row = line.agency === '' ? line : atWard(line, statements.agencies.wardOf(line.agency));
    if (row === null) {
      const { reason, hash } = statements.agencies.keepWaiting(sourceId, line, recordedAt);
      quarantined.push({ index: line.index, reason });
      statements.quarantine(sourceId, reason, hash, recordedAt);
      continue;
    }
    const dossier = dossierOf(statements, dossiers, row.key);
    if (!row.report.hasId && isKnown(row.report, dossier)) {
      duplicates++;
      continue;
    }
    if (!statements.appendReport(appended.seq, recordedAt, sourceId, dossier.id, row)) {
      const known = statements.findReport(sourceId, row.idHash);
      if (!known) throw new Error('the log refused a report that it does not know');
      if (isSame(known, row, dossier.id)) duplicates++;
      else {
        quarantined.push({ index: row.index, reason: 'id-reused' });
        statements.quarantine(sourceId, 'id-reused', row.idHash, recordedAt);
      }
      continue;
    }
    appended.seq++;
    dossier.added.push(row.report);
    dossier.hint = row.hint;
    wards.add(row.ward);
    accepted++;
  }
  if (wards.size > 0) heard.set(sourceId, wards);
  quarantined.sort((a, b) => a.index - b.index);
  return { accepted, duplicates, quarantined };
}

/** The line with the ward of its agency; null when nobody has said which it is. */
function atWard(line: BatchLine, ward: number | null): BatchLine | null {
  return ward === null ? null : { ...line, ward, report: { ...line.report, wardCode: wardCodeOf(ward) } };
}

function dossierOf(statements: LedgerStatements, dossiers: Map<string, Dossier>, key: Uint8Array): Dossier {
  const name = Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
  let dossier = dossiers.get(name);
  if (!dossier) {
    const id = statements.findDossier(key);
    const before = id === undefined ? [] : statements.reportsOf(id).sort(compareReports);
    dossier = { id: id ?? statements.nextDossierId(), isNew: id === undefined, key, hint: '', before, added: [] };
    dossiers.set(name, dossier);
  }
  return dossier;
}

/** Without an id of its own a report is the same as another of its source if it says the same of the same dossier. */
function isKnown(report: LoggedReport, { before, added }: Dossier): boolean {
  const says = (other: LoggedReport): boolean =>
    other.occurredAt === report.occurredAt &&
    other.status === report.status &&
    other.sourceId === report.sourceId &&
    !other.hasId &&
    other.wardCode === report.wardCode &&
    other.contentText === report.contentText;
  return before.some(says) || added.some(says);
}

function isSame(known: StoredReport, row: BatchLine, dossierId: number): boolean {
  return (
    known.dossierId === dossierId &&
    known.occurredAt === row.report.occurredAt &&
    known.status === row.report.status &&
    known.wardCode === row.report.wardCode &&
    known.content === row.report.contentText
  );
}
