import { randomBytes } from 'node:crypto';
import {
  addWorkingHours,
  type CalendarFile,
  createCalendar,
  DUE_SOON_HOURS,
  type WorkingCalendar,
} from '../shared/calendar';
import type { HistoryView } from '../shared/history';
import { DAY_MS, MINUTE_MS } from '../shared/localTime';
import type { Snapshot } from '../shared/protocol';
import type { Thresholds } from '../shared/tones';
import type { WardListAnswer } from '../shared/wardLists';
import type { WardNote } from '../shared/wardNotes';
import { type AlertWatch, createAlertWatch } from './alerts/alertWatch';
import type { Clock } from './clock';
import { wardCodeOf } from './db/batchLines';
import { createBoardLog, entriesOf } from './db/boardLog';
import { createDecisionBook, type DecisionBook } from './db/decisionBook';
import type { FieldFigures } from './db/fieldSums';
import { openReader } from './db/open';
import { createOperatorsBook, type OperatorsBook } from './db/operatorsBook';
import type { PeriodAnswer, SeriesBucket } from './db/periods';
import type { PreviewAnswer } from './db/preview';
import { type Reader, startReader } from './db/reader';
import { createKeyLookup, type KnownSource, listSources, readCoverage } from './db/sourceBook';
import type { LatenessFigures, LatenessQuestion } from './db/wardLateness';
import type { WardListQuestion } from './db/wardLists';
import { type CommittedGroup, startWriter, type Writer } from './db/writer';
import { createHistoryCache, historyQuestion } from './historyCache';
import { type AgencyDesk, openAgencyDesk } from './ingest/agencyDesk';
import { type Door, type DoorAnswer, type SentBody, startDoor } from './ingest/door';
import { createNoteDesk, type NoteDesk } from './notes/noteDesk';
import { createLiveBoard, type LiveBoard } from './realtime/liveBoard';
import { createPublisher, type Outgoing, type Publisher } from './realtime/publisher';
import { createSourceWatch } from './realtime/sourceWatch';

export interface EngineParts {
  readonly file: string;
  readonly clock: Clock;
  readonly calendar: CalendarFile;
  readonly wardCodes: readonly string[];
  readonly knownCodes: readonly string[];
  readonly hashKey: Uint8Array;
  readonly simulated: boolean;
  readonly thresholds: Thresholds;
  readonly silentAfterMs: number;
  readonly send: (message: Outgoing) => void;
  readonly listeners: () => number;
  /** A thread died: nothing can be trusted any more. */
  readonly onDeath: (cause: Error) => void;
}

export interface PeriodWish {
  readonly start: number;
  readonly end: number;
  readonly recordedUpTo: number;
}

export interface Engine {
  readonly epoch: string;
  readonly clock: Clock;
  readonly findSource: (secret: string) => KnownSource | null;
  readonly take: (body: Omit<SentBody, 'now'>) => Promise<DoorAnswer>;
  /** Fixes the present: everything known now is recorded up to the returned instant, everything later after it. */
  readonly fixNow: () => Promise<number>;
  readonly summary: (wish: PeriodWish) => Promise<PeriodAnswer>;
  readonly series: (
    wish: PeriodWish & { readonly by: 'hour' | 'day'; readonly ward: string | null; readonly listTo: number },
  ) => Promise<readonly SeriesBucket[]>;
  /** A period by field, of the city's wards or of one unit. */
  readonly fields: (wish: PeriodWish & { readonly ward: string | null }) => Promise<readonly FieldFigures[]>;
  /** Alerts and limits; judged from `begin` on, when the figures are complete. */
  readonly alerts: AlertWatch;
  /** One list of one ward, as of now; `lateness` and `notes` of a period, as they are known now. */
  readonly wardList: (wish: Omit<WardListQuestion, 'now'>) => Promise<WardListAnswer>;
  readonly lateness: (wish: LatenessQuestion) => Promise<LatenessFigures>;
  readonly notes: (wish: LatenessQuestion) => Promise<readonly WardNote[]>;
  readonly noteDesk: NoteDesk;
  readonly decisions: DecisionBook;
  /** How often a rule would have rung in so many days, under the limits in force. */
  readonly preview: (rule: string, days: number) => Promise<PreviewAnswer>;
  /** Days and hours gone by, for the scenes; at most a second old. */
  readonly history: () => Promise<HistoryView>;
  /** The board as of its revision, as every replica that has all frames knows it. */
  readonly snapshot: () => Snapshot;
  /** The same after everything known has become a frame. */
  readonly freshSnapshot: () => Snapshot;
  /** What operators look up of the log, and the ingest keys. */
  readonly book: OperatorsBook;
  readonly agencies: AgencyDesk;
  readonly backlog: () => number;
  readonly reportCount: () => number;
  readonly close: () => Promise<void>;
}

/** Log, counts and publishing of one database file: everything between a source and a screen. */
export async function createEngine(parts: EngineParts): Promise<Engine> {
  const { file, clock, calendar, wardCodes, knownCodes, hashKey, onDeath } = parts;
  const epoch = randomBytes(8).toString('hex');
  let onGroup: (group: CommittedGroup) => number = () => 0;
  const writer = await startWriter({ file, calendar, onDeath, onGroup: (group) => onGroup(group) });
  const db = openReader(file);
  const log = createBoardLog(db);
  const now = () => Math.max(clock.now(), writer.lastRecordedAt());
  const readerComes = startReader({ file, wardCodes, calendar }, now(), onDeath);
  const workingCalendar = createCalendar(calendar);
  const live = createLiveBoard({
    log,
    wardCodes,
    horizonOf: (at) => addWorkingHours(workingCalendar, at, DUE_SOON_HOURS),
    thresholds: parts.thresholds,
    epoch,
    now,
    speed: clock.speed,
  });
  const watch = createSourceWatch({
    sources: () => listSources(db),
    coverage: readCoverage(db),
    calendar: workingCalendar,
    silentAfterMs: (source) => {
      const minutes = live.thresholds().alerts.sourceSilentMinutes[source];
      return minutes === undefined ? parts.silentAfterMs : minutes * MINUTE_MS;
    },
  });
  const refreshSources = () => live.setSources(watch.states(now()));
  refreshSources();
  const noteDesk = createNoteDesk({ db, writer, now, show: live.setNotes });
  const publisher = createPublisher({
    live,
    listeners: parts.listeners,
    send: parts.send,
    everySecond: () => {
      refreshSources();
      noteDesk.refresh();
    },
  });
  onGroup = (group) => {
    const rev = live.apply(entriesOf(group.entries), group.lastEntrySeq);
    for (const { sourceId, wards } of group.heard) watch.reported(sourceId, wards.map(wardCodeOf), group.recordedAt);
    publisher.tell(group.ticker);
    publisher.wake();
    return rev;
  };
  const reader = await readerComes;
  const alerts = createAlertWatch({
    db,
    writer,
    reader,
    live,
    calendar: workingCalendar,
    sources: () => watch.states(now()),
    heardAt: watch.heardAt,
    builtIn: parts.thresholds,
    now,
    wake: publisher.wake,
  });
  const door = startDoor({ writer, hashKey, knownCodes, onDeath });
  return assemble({
    parts,
    alerts,
    noteDesk,
    epoch,
    writer,
    reader,
    door,
    live,
    publisher,
    now,
    watch,
    db,
    log,
    calendar: workingCalendar,
  });
}

interface Assembly {
  readonly parts: EngineParts;
  readonly alerts: AlertWatch;
  readonly noteDesk: NoteDesk;
  readonly epoch: string;
  readonly writer: Writer;
  readonly reader: Reader;
  readonly door: Door;
  readonly live: LiveBoard;
  readonly publisher: Publisher;
  readonly now: () => number;
  readonly watch: ReturnType<typeof createSourceWatch>;
  readonly db: ReturnType<typeof openReader>;
  readonly log: ReturnType<typeof createBoardLog>;
  readonly calendar: WorkingCalendar;
}

function assemble(assembly: Assembly): Engine {
  const { parts, alerts, noteDesk, epoch, writer, reader, door, live, publisher, now, watch, db, log, calendar } =
    assembly;
  const agencies = openAgencyDesk({ db, writer, now });
  const snapshot = (): Snapshot => ({
    ...live.beat(),
    ...live.view(),
    simulated: parts.simulated,
    ticker: publisher.latest(),
  });
  return {
    epoch,
    alerts,
    noteDesk,
    clock: parts.clock,
    findSource: createKeyLookup(db),
    take: async (body) => {
      const at = now();
      const answer = await door.take({ ...body, now: at });
      if (answer.ok) watch.heard(body.sourceId, at);
      return answer;
    },
    fixNow: () => writer.seal(now()),
    summary: (wish) => reader.summary(wish),
    series: (wish) => reader.series(wish),
    fields: ({ ward, ...wish }) => reader.fields({ ...wish, wards: ward === null ? parts.wardCodes : [ward] }),
    wardList: (wish) => reader.wardList({ ...wish, now: now() }),
    lateness: (wish) => reader.lateness(wish),
    notes: (wish) => reader.notes({ ...wish, now: now() }),
    decisions: createDecisionBook(db, writer),
    preview: (rule, days) => {
      const to = now();
      return reader.preview({ rule, from: to - days * DAY_MS, to, limits: live.thresholds() });
    },
    history: createHistoryCache((at) => reader.history(historyQuestion(calendar, at)), now),
    snapshot,
    freshSnapshot: () => {
      live.advance();
      publisher.flush();
      return snapshot();
    },
    book: createOperatorsBook(db, parts.file, now),
    agencies,
    backlog: writer.backlog,
    reportCount: log.reportCount,
    close: async () => {
      agencies.stop();
      alerts.stop();
      publisher.stop();
      await door.close();
      await writer.close();
      await reader.close();
      db.close();
    },
  };
}
