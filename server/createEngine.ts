import { randomBytes } from 'node:crypto';
import { addWorkingHours, DUE_SOON_HOURS } from '../shared/calendar';
import { MINUTE_MS } from '../shared/localTime';
import type { SourceState } from '../shared/protocol';
import { CITY_LEVEL_CODE } from '../shared/wards';
import { createAlertSaver } from './alerts/alertSaver';
import { createAlertWatch } from './alerts/alertWatch';
import { createOverfullSources } from './alerts/overfullSources';
import { assembleEngine } from './assembleEngine';
import { createCalendarDesk } from './calendar/calendarDesk';
import { heldToClock, openClockDesk } from './clockDesk';
import { wardCodeOf } from './db/batchLines';
import { createBoardLog, entriesOf } from './db/boardLog';
import { readLastLines } from './db/lastLines';
import { openReader } from './db/open';
import { startReader } from './db/reader';
import { listSources, readCoverage } from './db/sourceBook';
import { type CommittedGroup, startWriter, type Writer } from './db/writer';
import type { Engine, EngineParts } from './engine';
import { startDoor } from './ingest/door';
import { createNoteDesk } from './notes/noteDesk';
import { createLiveBoard } from './realtime/liveBoard';
import { createPublisher, TICKER_KEPT } from './realtime/publisher';
import { createSourceWatch } from './realtime/sourceWatch';
import { createSteadily } from './steadily';

/** Screens are told of so many units that they do not know; where there are more, the log is another city's. */
const UNKNOWN_UNITS_TOLD = 50;

/** Log, counts and publishing of one database file: everything between a source and a screen. */
export async function createEngine(parts: EngineParts): Promise<Engine> {
  const { file, clock, calendar, wardCodes, knownCodes, hashKey, onDeath } = parts;
  const known = new Set([...wardCodes, CITY_LEVEL_CODE]);
  const isKnown = (code: string) => known.has(code);
  const epoch = randomBytes(8).toString('hex');
  let onGroup: (group: CommittedGroup) => number = () => 0;
  const { storage } = parts;
  const ownWriter: Writer = await startWriter({
    file,
    calendar,
    onDeath,
    onGroup: (group) => onGroup(group),
    onStorage: (fault) => (fault ? storage.tell('log', fault) : void recovered()),
    onCheckpoints: (why) => storage.tellFailing('checkpoint', why),
  });
  const writer = heldToClock(ownWriter, clock);
  const saver = createAlertSaver({ keep: writer.keep, lost: storage.lost });
  /** What waited in memory is on its way to the log before anything new can be. */
  const recovered = async (): Promise<void> => {
    await saver.flush();
    // A writer that is closed meanwhile has nothing to tell any more.
    if (await writer.canWrite().catch(() => false)) storage.tell('log', null);
  };
  const db = openReader(file);
  const steadily = createSteadily(storage);
  const { conditions } = parts;
  const clockDesk = openClockDesk({ clock, conditions, db, file, head: writer.lastRecordedAt, steadily });
  const log = createBoardLog(db);
  const now = () => Math.max(clock.now(), writer.lastRecordedAt());
  const readerComes = startReader({ file, wardCodes, calendar }, now(), onDeath);
  const calendarDesk = createCalendarDesk({
    db,
    file,
    writer,
    builtIn: calendar,
    conditions,
    storage,
    steadily,
    now,
    onChange: (inForce) => {
      live.setCalendar(inForce);
      live.advance();
      publisher.wake();
    },
  });
  const workingCalendar = calendarDesk.calendar;
  const live = createLiveBoard({
    log,
    wardCodes,
    horizonOf: (at) => addWorkingHours(workingCalendar, at, DUE_SOON_HOURS),
    thresholds: parts.thresholds,
    calendar: calendarDesk.inForce(),
    epoch,
    now,
    speed: clock.speed,
    steadily,
  });
  const tellUnknownUnits = (): void => {
    const codes = live.unknownUnits().slice(0, UNKNOWN_UNITS_TOLD);
    conditions.set('unknown-units', codes.length > 0 ? { kind: 'unknown-units', codes } : null);
  };
  tellUnknownUnits();
  live.setConditions(conditions.list());
  const watch = createSourceWatch({
    sources: () => listSources(db),
    coverage: readCoverage(db),
    calendar: workingCalendar,
    isKnown,
    silentAfterMs: (source) => {
      const minutes = live.thresholds().alerts.sourceSilentMinutes[source];
      return minutes === undefined ? parts.silentAfterMs : minutes * MINUTE_MS;
    },
  });
  let sources: readonly SourceState[] = [];
  const sourcesNow = (): readonly SourceState[] => {
    sources = steadily('sources', () => watch.states(now())) ?? sources;
    return sources;
  };
  const refreshSources = () => live.setSources(sourcesNow());
  refreshSources();
  const noteDesk = createNoteDesk({ db, writer, now, show: live.setNotes });
  const publisher = createPublisher({
    live,
    listeners: parts.listeners,
    send: parts.send,
    everySecond: () => {
      refreshSources();
      noteDesk.refresh();
      calendarDesk.refresh();
      tellUnknownUnits();
    },
    remembered: readLastLines(db, workingCalendar, TICKER_KEPT),
  });
  const overfull = createOverfullSources(db);
  onGroup = (group) => {
    const rev = live.apply(entriesOf(group.entries), group.lastEntrySeq);
    for (const { sourceId, wards } of group.heard) watch.reported(sourceId, wards.map(wardCodeOf), group.recordedAt);
    for (const { sourceId, reports } of group.overfull) {
      steadily('overfull dossiers', () => overfull.refused(sourceId, reports, group.recordedAt));
    }
    publisher.tell(group.ticker);
    publisher.wake();
    return rev;
  };
  const stopConditions = conditions.onChange((list) => {
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
    isKnown,
    conditions: conditions.list,
    builtIn: parts.thresholds,
    now,
    wake: publisher.wake,
  });
  const door = startDoor({ writer, hashKey, knownCodes, onRestart: parts.onRestart, onDeath });
  return assembleEngine({
    parts,
    alerts,
    saver,
    noteDesk,
    clockDesk,
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
    calendarDesk,
    stopConditions,
  });
}
