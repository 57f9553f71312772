import { DAY_MS } from '../shared/localTime';
import type { Snapshot } from '../shared/protocol';
import type { AlertSaver } from './alerts/alertSaver';
import type { AlertWatch } from './alerts/alertWatch';
import { Busy } from './busy';
import type { CalendarDesk } from './calendar/calendarDesk';
import type { ClockDesk } from './clockDesk';
import { closedTo } from './conditions';
import type { BoardLog } from './db/boardLog';
import { createDecisionBook } from './db/decisionBook';
import type { Connection } from './db/open';
import { createOperatorsBook } from './db/operatorsBook';
import { MAX_READINGS, type Reader } from './db/reader';
import { createKeyLookup } from './db/sourceBook';
import type { Writer } from './db/writer';
import type { Engine, EngineParts } from './engine';
import { createHistoryCache, historyQuestion } from './historyCache';
import { openAgencyDesk } from './ingest/agencyDesk';
import type { Door } from './ingest/door';
import type { NoteDesk } from './notes/noteDesk';
import type { LiveBoard } from './realtime/liveBoard';
import type { Publisher } from './realtime/publisher';
import type { SourceWatch } from './realtime/sourceWatch';

/** Readings within so much real time share one write of how far they may be answered. */
const SEALED_AHEAD_MS = 1000;

interface Assembly {
  readonly parts: EngineParts;
  readonly alerts: AlertWatch;
  readonly saver: AlertSaver;
  readonly noteDesk: NoteDesk;
  readonly clockDesk: ClockDesk;
  readonly epoch: string;
  readonly writer: Writer;
  readonly reader: Reader;
  readonly door: Door;
  readonly live: LiveBoard;
  readonly publisher: Publisher;
  readonly now: () => number;
  readonly watch: SourceWatch;
  readonly db: Connection;
  readonly log: BoardLog;
  readonly calendarDesk: CalendarDesk;
  readonly stopConditions: () => void;
}

/** The calls of an engine whose parts are running. */
export function assembleEngine(assembly: Assembly): Engine {
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
    calendarDesk,
  } = assembly;
  const agencies = openAgencyDesk({ db, writer, now });
  const fixNow = boundedFix(() =>
    writer.seal(
      Math.max(parts.clock.barrier(), writer.lastRecordedAt()),
      SEALED_AHEAD_MS * Math.max(1, parts.clock.speed()),
    ),
  );
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
    clockDesk: assembly.clockDesk,
    findSource: createKeyLookup(db),
    take: async (body) => {
      // Vetted and handed on in one stretch: what is recorded later, at this instant, is recorded at a time that was right.
      const closed = parts.clock.vetted() === null ? 'clock' : closedTo(parts.conditions);
      // A report is a reason to ask the disk again; and the log may be well while another file is not.
      if (closed && !(closed === 'storage' && (await writer.canWrite()) && parts.clock.vetted() !== null)) {
        // Who is turned away is not silent.
        watch.heard(body.sourceId, now());
        return { ok: false, busy: closed };
      }
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
    history: createHistoryCache(async () => reader.history(historyQuestion(calendarDesk.calendar, await fixNow()))),
    snapshot,
    freshSnapshot: async () => {
      await publisher.allPublished();
      return snapshot();
    },
    book: createOperatorsBook(db, parts.file, now),
    agencies,
    calendar: calendarDesk,
    backlog: writer.backlog,
    parserRestarts: door.restarts,
    reportCount: log.reportCount,
    close: async () => {
      assembly.stopConditions();
      assembly.clockDesk.stop();
      agencies.stop();
      await calendarDesk.stop();
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
