import { randomBytes } from 'node:crypto';
import { addWorkingHours, createCalendar, DUE_SOON_HOURS, type WorkingCalendar } from '../shared/calendar';
import { DAY_MS, MINUTE_MS } from '../shared/localTime';
import type { Snapshot, SourceState } from '../shared/protocol';
import { type AlertSaver, createAlertSaver } from './alerts/alertSaver';
import { type AlertWatch, createAlertWatch } from './alerts/alertWatch';
import { createOverfullSources } from './alerts/overfullSources';
import { Busy } from './busy';
import { closedTo } from './conditions';
import { wardCodeOf } from './db/batchLines';
import { createBoardLog, entriesOf } from './db/boardLog';
import { createDecisionBook } from './db/decisionBook';
import { openReader } from './db/open';
import { createOperatorsBook } from './db/operatorsBook';
import { MAX_READINGS, type Reader, startReader } from './db/reader';
import { createKeyLookup, listSources, readCoverage } from './db/sourceBook';
import { type CommittedGroup, startWriter, type Writer } from './db/writer';
import type { Engine, EngineParts } from './engine';
import { createHistoryCache, historyQuestion } from './historyCache';
import { openAgencyDesk } from './ingest/agencyDesk';
import { type Door, startDoor } from './ingest/door';
import { createNoteDesk, type NoteDesk } from './notes/noteDesk';
import { createLiveBoard, type LiveBoard } from './realtime/liveBoard';
import { createPublisher, type Publisher } from './realtime/publisher';
import { createSourceWatch } from './realtime/sourceWatch';
import { createSteadily } from './steadily';

/** Readings within so much real time share one write of how far they may be answered. */
const SEALED_AHEAD_MS = 1000;

/** Log, counts and publishing of one database file: everything between a source and a screen. */
export async function createEngine(parts: EngineParts): Promise<Engine> {
  const { file, clock, calendar, wardCodes, knownCodes, hashKey, onDeath } = parts;
  const epoch = randomBytes(8).toString('hex');
  let onGroup: (group: CommittedGroup) => number = () => 0;
  const { storage } = parts;
  const writer: Writer = await startWriter({
    file,
    calendar,
    onDeath,
    onGroup: (group) => onGroup(group),
    onStorage: (fault) => (fault ? storage.tell('log', fault) : void recovered()),
    onCheckpoints: (why) => storage.tellFailing('checkpoint', why),
  });
  const saver = createAlertSaver({ keep: writer.keep, lost: storage.lost });
  /** What waited in memory is on its way to the log before anything new can be. */
  const recovered = async (): Promise<void> => {
    await saver.flush();
    // A writer that is closed meanwhile has nothing to tell any more.
    if (await writer.canWrite().catch(() => false)) storage.tell('log', null);
  };
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
  const steadily = createSteadily(storage);
  let sources: readonly SourceState[] = [];
  const sourcesNow = (): readonly SourceState[] => {
    steadily(() => {
      sources = watch.states(now());
    });
    return sources;
  };
  const refreshSources = () => live.setSources(sourcesNow());
  refreshSources();
  const noteDesk = createNoteDesk({ db, writer, now, show: live.setNotes });
  const publisher = createPublisher({
    live: { ...live, advance: () => steadily(live.advance) },
    listeners: parts.listeners,
    send: parts.send,
    everySecond: () => {
      refreshSources();
      noteDesk.refresh();
    },
  });
  const overfull = createOverfullSources(db);
  onGroup = (group) => {
    const rev = live.apply(entriesOf(group.entries), group.lastEntrySeq);
    for (const { sourceId, wards } of group.heard) watch.reported(sourceId, wards.map(wardCodeOf), group.recordedAt);
    for (const { sourceId, reports } of group.overfull) overfull.refused(sourceId, reports, group.recordedAt);
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
    saver,
    reader,
    live,
    calendar: workingCalendar,
    sources: sourcesNow,
    heardAt: watch.heardAt,
    overfull,
    conditions: parts.conditions.list,
    builtIn: parts.thresholds,
    now,
    wake: publisher.wake,
  });
  const door = startDoor({ writer, hashKey, knownCodes, onRestart: parts.onRestart, onDeath });
  return assemble({
    parts,
    alerts,
    saver,
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

/** As many wait for the writer as may wait for the reader after it: who asks for a figure waits for one, then the other. */
function boundedFix(seal: () => Promise<number>): Engine['fixNow'] {
  let fixing = 0;
  return async () => {
    if (fixing >= MAX_READINGS) throw new Busy('readings');
    fixing++;
    try {
      return await seal();
    } finally {
      fixing--;
    }
  };
}

interface Assembly {
  readonly parts: EngineParts;
  readonly alerts: AlertWatch;
  readonly saver: AlertSaver;
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
  const {
    parts,
    alerts,
    saver,
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
    calendar,
  } = assembly;
  const agencies = openAgencyDesk({ db, writer, now });
  const fixNow = boundedFix(() => writer.seal(now(), SEALED_AHEAD_MS * Math.max(1, parts.clock.speed())));
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
      // A report is a reason to ask the disk again; and the log may be well while another file is not.
      if (closed && !(closed === 'storage' && (await writer.canWrite()))) return { ok: false, busy: closed };
      const at = now();
      const answer = await door.take({ ...body, now: at });
      if (answer.ok) watch.heard(body.sourceId, at);
      return answer;
    },
    fixNow,
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
    alertsKept: saver.flush,
    history: createHistoryCache(async () => reader.history(historyQuestion(calendar, await fixNow()))),
    snapshot,
    freshSnapshot: () => {
      live.advance();
      publisher.flush();
      return snapshot();
    },
    book: createOperatorsBook(db, parts.file, now),
    agencies,
    backlog: writer.backlog,
    parserRestarts: door.restarts,
    reportCount: log.reportCount,
    close: async () => {
      assembly.stopConditions();
      agencies.stop();
      alerts.stop();
      publisher.stop();
      await door.close();
      saver.stop();
      await saver.flush();
      await writer.close();
      parts.storage.tell('log', null);
      await reader.close();
      db.close();
    },
  };
}
