import { randomBytes } from 'node:crypto';
import { addWorkingHours, createCalendar, DUE_SOON_HOURS, type WorkingCalendar } from '../shared/calendar';
import { DAY_MS, MINUTE_MS } from '../shared/localTime';
import type { Snapshot } from '../shared/protocol';
import { type AlertWatch, createAlertWatch } from './alerts/alertWatch';
import { closedTo } from './conditions';
import { wardCodeOf } from './db/batchLines';
import { createBoardLog, entriesOf } from './db/boardLog';
import { createDecisionBook } from './db/decisionBook';
import { readLastLines } from './db/lastLines';
import { openReader } from './db/open';
import { createOperatorsBook } from './db/operatorsBook';
import { type Reader, startReader } from './db/reader';
import { createKeyLookup, listSources, readCoverage } from './db/sourceBook';
import { type CommittedGroup, startWriter, type Writer } from './db/writer';
import type { Engine, EngineParts } from './engine';
import { createHistoryCache, historyQuestion } from './historyCache';
import { openAgencyDesk } from './ingest/agencyDesk';
import { type Door, startDoor } from './ingest/door';
import { createNoteDesk, type NoteDesk } from './notes/noteDesk';
import { createLiveBoard, type LiveBoard } from './realtime/liveBoard';
import { createPublisher, type Publisher, TICKER_KEPT } from './realtime/publisher';
import { createSourceWatch } from './realtime/sourceWatch';

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
  live.setConditions(parts.conditions.list());
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
    remembered: readLastLines(db, workingCalendar, TICKER_KEPT),
  });
  onGroup = (group) => {
    const rev = live.apply(entriesOf(group.entries), group.lastEntrySeq);
    for (const { sourceId, wards } of group.heard) watch.reported(sourceId, wards.map(wardCodeOf), group.recordedAt);
    publisher.tell(group.ticker);
    publisher.wake();
    return rev;
  };
  const stopConditions = parts.conditions.onChange((list) => {
    live.setConditions(list);
    publisher.wake();
  });
  const reader = await readerComes;
  const alerts = createAlertWatch({
    db,
    writer,
    reader,
    live,
    calendar: workingCalendar,
    sources: () => watch.states(now()),
    heardAt: watch.heardAt,
    conditions: parts.conditions.list,
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
    stopConditions,
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
  readonly stopConditions: () => void;
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
      const closed = closedTo(parts.conditions);
      if (closed) return { ok: false, busy: closed };
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
    freshSnapshot: async () => {
      await publisher.allPublished();
      return snapshot();
    },
    book: createOperatorsBook(db, parts.file, now),
    agencies,
    backlog: writer.backlog,
    reportCount: log.reportCount,
    close: async () => {
      assembly.stopConditions();
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
