import { flows } from '../../shared/flows';
import { orderTimeline } from '../../shared/timeline';
import type { QuarantinedReport, ReportBatch } from '../ingest/batch';
import { lineHash } from './agencyBook';
import { type Barrier, createBarrier } from './barrier';
import { type BatchLine, batchLines, wardCodeOf } from './batchLines';
import type { CalendarOf } from './calendarBook';
import { differenceOf, type EntryRow } from './difference';
import { fillDossiers } from './dossierBook';
import { createGroupDossiers, newestOf } from './groupDossiers';
import { LEDGER_LIMITS, type LedgerLimits, TOO_MANY_FIELDS, TOO_MANY_REPORTS } from './ledgerLimits';
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
  /** What was left out of reports that are not quarantined for it: `dropped-field:NAME`. */
  readonly findings: readonly QuarantinedReport[];
}

/** One transaction: the answers in order, and all that changed. */
export interface AcceptedGroup {
  readonly answers: readonly AcceptAnswer[];
  readonly recordedAt: number;
  /** False: it held nothing new, and the log knows nothing of its instant. */
  readonly isRecorded: boolean;
  readonly lastEntrySeq: number;
  readonly entries: readonly EntryRow[];
  readonly ticker: readonly AcceptedLine[];
  /** Per source the wards it sent something new for. */
  readonly heard: readonly { readonly sourceId: number; readonly wards: readonly number[] }[];
  /** Per source how many reports were refused because their dossier has too many. */
  readonly overfull: readonly { readonly sourceId: number; readonly reports: number }[];
}

export interface Ledger {
  readonly accept: (group: readonly AcceptRequest[]) => AcceptedGroup;
  /** Counts what waited for an agency that has its ward now, up to a limit; null: nothing does. */
  readonly replay: (now: number, limit: number) => AcceptedGroup | null;
  /** Records differences that no report brings: of a new calendar, of a recount. `entriesOf` runs in the transaction. */
  readonly amend: (now: number, entriesOf: (recordedAt: number) => readonly EntryRow[]) => AcceptedGroup;
  readonly barrier: Barrier;
}

/** The one way into the log: dedupe, append, recompute the touched dossiers' flows, add the difference. */
export function createLedger(db: Connection, calendarOf: CalendarOf, limits: LedgerLimits = LEDGER_LIMITS): Ledger {
  let prepared: LedgerStatements | null = createLedgerStatements(db, limits);
  fillDossiers(db, prepared.reportsOf);
  const barrier = createBarrier(db, prepared.lastRecordedAt());
  const current = (): LedgerStatements => {
    prepared ??= createLedgerStatements(db, limits);
    return prepared;
  };
  const acceptNow = (group: readonly AcceptRequest[]): AcceptedGroup => {
    const recordedAt = barrier.next(Math.max(...group.map((request) => request.now)));
    return acceptGroup({ statements: current(), calendarOf, limits, recordedAt }, group);
  };
  const accept = db.transaction(acceptNow);
  // Accepted and no longer waiting in one transaction: a crash leaves each report in one of the two places.
  const replay = db.transaction((now: number, limit: number): AcceptedGroup | null => {
    const waiting = current().agencies.replayable(limit);
    if (!waiting) return null;
    const accepted = acceptNow(waiting.requests.map((request) => ({ ...request, now })));
    waiting.done();
    return accepted;
  });
  const amend = db.transaction((now: number, entriesOf: (recordedAt: number) => readonly EntryRow[]): AcceptedGroup => {
    const statements = current();
    const recordedAt = barrier.next(now);
    const entries = entriesOf(recordedAt);
    const lastEntrySeq = statements.appendEntries(entries, statements.fields.number);
    addToTallies(statements, entries);
    statements.markRecording(recordedAt, statements.nextReportSeq() - 1, lastEntrySeq);
    const nothing = { answers: [], ticker: [], heard: [], overfull: [] };
    return { recordedAt, isRecorded: true, lastEntrySeq, entries, ...nothing };
  });
  const kept = <T extends AcceptedGroup | null>(run: () => T): T => {
    try {
      const accepted = run();
      if (accepted?.isRecorded) barrier.recorded(accepted.recordedAt);
      return accepted;
    } catch (cause) {
      // Rolled back: numbers that were handed out meanwhile must not be remembered. Prepared anew when they are next
      // needed, for a disk that fails may not let them be read now.
      prepared = null;
      throw cause;
    }
  };
  return {
    accept: (group) => kept(() => accept.immediate(group)),
    replay: (now, limit) => kept(() => replay.immediate(now, limit)),
    amend: (now, entriesOf) => kept(() => amend.immediate(now, entriesOf)),
    barrier,
  };
}

interface GroupContext {
  readonly statements: LedgerStatements;
  readonly calendarOf: CalendarOf;
  readonly limits: LedgerLimits;
  readonly recordedAt: number;
}

/** What one transaction gathers over its requests. */
interface Gathered {
  readonly dossiers: ReturnType<typeof createGroupDossiers>;
  readonly heard: Map<number, Set<number>>;
  /** Reports refused because their dossier has too many, by source. */
  readonly overfull: Map<number, number>;
  nextSeq: number;
}

function acceptGroup(context: GroupContext, group: readonly AcceptRequest[]): AcceptedGroup {
  const { statements, recordedAt } = context;
  const { longDossiers } = statements;
  const firstSeq = statements.nextReportSeq();
  const dossiers = createGroupDossiers(statements, context.limits);
  const gathered: Gathered = { dossiers, heard: new Map(), overfull: new Map(), nextSeq: firstSeq };
  const answers = group.map((request) => acceptBatch(context, request, gathered));
  const changed = dossiers.changed();
  const news = newestOf(changed);
  const entries: EntryRow[] = [];
  const ticker: AcceptedLine[] = [];
  for (const dossier of changed) {
    const before = dossier.before();
    const after = orderTimeline([...before, ...dossier.added]);
    const calendar = context.calendarOf(dossier.id);
    const flowsAfter = flows(after, calendar);
    differenceOf(dossier.isNew ? [] : longDossiers.flowsOf(dossier.id, before, calendar), flowsAfter, entries);
    longDossiers.keep(dossier.id, { timeline: after, flows: flowsAfter, calendar });
    statements.saveDossier(dossier, after, recordedAt);
    if (news.has(dossier)) {
      const line = tickerLine(dossier.added, after, flowsAfter);
      if (line) ticker.push(line);
    }
  }
  const lastEntrySeq = statements.appendEntries(entries, statements.fields.number);
  addToTallies(statements, entries);
  for (const [sourceId, wards] of gathered.heard) statements.markCoverage(sourceId, wards, recordedAt);
  statements.quarantine.flush(recordedAt);
  const isRecorded = gathered.nextSeq > firstSeq;
  if (isRecorded) statements.markRecording(recordedAt, gathered.nextSeq - 1, lastEntrySeq);
  return {
    answers,
    recordedAt,
    isRecorded,
    lastEntrySeq,
    entries,
    ticker: ticker.sort((a, b) => a.at - b.at),
    heard: [...gathered.heard].map(([sourceId, wards]) => ({ sourceId, wards: [...wards] })),
    overfull: [...gathered.overfull].map(([sourceId, reports]) => ({ sourceId, reports })),
  };
}

/** What became of one line: `accepted` and `duplicate`, else why it is quarantined, and the hash to know it again by. */
type Outcome = 'accepted' | 'duplicate' | { readonly reason: string; readonly hash: Uint8Array };

function acceptBatch(context: GroupContext, { sourceId, batch }: AcceptRequest, gathered: Gathered): AcceptAnswer {
  const { statements, recordedAt } = context;
  const quarantined: QuarantinedReport[] = [];
  const quarantine = (index: number, reason: string, hash: Uint8Array): void => {
    quarantined.push({ index, reason });
    statements.quarantine.keep(sourceId, reason, hash, recordedAt);
  };
  for (const { index, reason, bodyHash } of batch.refused) quarantine(index, reason, bodyHash);
  for (const { reason, bodyHash } of batch.findings) {
    statements.quarantine.keep(sourceId, reason, bodyHash, recordedAt);
  }
  const counted = { accepted: 0, duplicate: 0 };
  const wards = gathered.heard.get(sourceId) ?? new Set<number>();
  for (const line of batchLines(batch, sourceId)) {
    const row = line.agency === '' ? line : atWard(line, statements.agencies.wardOf(line.agency));
    const outcome = row
      ? acceptLine(context, row, gathered)
      : statements.agencies.keepWaiting(sourceId, line, recordedAt);
    if (typeof outcome === 'string') {
      counted[outcome]++;
      if (outcome === 'accepted' && row) wards.add(row.ward);
      continue;
    }
    quarantine(line.index, outcome.reason, outcome.hash);
    if (outcome.reason === TOO_MANY_REPORTS) {
      gathered.overfull.set(sourceId, (gathered.overfull.get(sourceId) ?? 0) + 1);
    }
  }
  if (wards.size > 0) gathered.heard.set(sourceId, wards);
  quarantined.sort((a, b) => a.index - b.index);
  const findings = batch.findings.map(({ index, reason }) => ({ index, reason }));
  return { accepted: counted.accepted, duplicates: counted.duplicate, quarantined, findings };
}

/** A repetition is one whatever the limits say; only then they are asked. */
function acceptLine({ statements, recordedAt }: GroupContext, row: BatchLine, gathered: Gathered): Outcome {
  const { report } = row;
  const dossier = gathered.dossiers.of(row.key);
  if (!report.hasId && dossier.holds(report)) return 'duplicate';
  const { fieldCode } = report.content;
  const isOver = dossier.isFull(report);
  if (isOver || (typeof fieldCode === 'string' && !statements.fields.isFree(fieldCode))) {
    const known = report.hasId ? knownAs(statements, row, dossier.id) : null;
    return known ?? { reason: isOver ? TOO_MANY_REPORTS : TOO_MANY_FIELDS, hash: lineHash(row) };
  }
  // Read before it holds what is added here.
  dossier.before();
  if (!statements.appendReport(gathered.nextSeq, recordedAt, report.sourceId, dossier.id, row)) {
    const known = knownAs(statements, row, dossier.id);
    if (!known) throw new Error('the log refused a report that it does not know');
    return known;
  }
  gathered.nextSeq++;
  if (typeof fieldCode === 'string') statements.fields.number(fieldCode);
  dossier.add(report, row.hint);
  return 'accepted';
}

/** What a report is whose source has sent its id before; null: it has not. */
function knownAs(statements: LedgerStatements, row: BatchLine, dossierId: number): Outcome | null {
  const known = statements.findReport(row.report.sourceId, row.idHash);
  if (!known) return null;
  return isSame(known, row, dossierId) ? 'duplicate' : { reason: 'id-reused', hash: row.idHash };
}

/** The line with the ward of its agency; null when nobody has said which it is. */
function atWard(line: BatchLine, ward: number | null): BatchLine | null {
  return ward === null ? null : { ...line, ward, report: { ...line.report, wardCode: wardCodeOf(ward) } };
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
