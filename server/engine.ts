import { randomBytes } from 'node:crypto';
import { type CalendarFile, createCalendar } from '../shared/calendar';
import type { Snapshot } from '../shared/protocol';
import type { Clock } from './clock';
import { wardCodeOf } from './db/batchLines';
import { createBoardLog, entriesOf } from './db/boardLog';
import { openReader } from './db/open';
import type { PeriodAnswer, SeriesBucket } from './db/periods';
import { type Reader, startReader } from './db/reader';
import { createKeyLookup, type KnownSource, listSources, readCoverage } from './db/sourceBook';
import { type CommittedGroup, startWriter, type Writer } from './db/writer';
import { type Door, type DoorAnswer, type SentBody, startDoor } from './ingest/door';
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
  /** The board as of its revision, as every replica that has all frames knows it. */
  readonly snapshot: () => Snapshot;
  /** The same after everything known has become a frame. */
  readonly freshSnapshot: () => Snapshot;
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
  const live = createLiveBoard({ log, wardCodes, epoch, now, speed: clock.speed });
  const watch = createSourceWatch({
    sources: () => listSources(db),
    coverage: readCoverage(db),
    calendar: createCalendar(calendar),
    silentAfterMs: parts.silentAfterMs,
  });
  const refreshSources = () => live.setSources(watch.states(now()));
  refreshSources();
  const publisher = createPublisher({
    live,
    listeners: parts.listeners,
    send: parts.send,
    everySecond: refreshSources,
  });
  onGroup = (group) => {
    const rev = live.apply(entriesOf(group.entries), group.lastEntrySeq);
    for (const { sourceId, wards } of group.heard) watch.reported(sourceId, wards.map(wardCodeOf), group.recordedAt);
    publisher.tell(group.ticker);
    publisher.wake();
    return rev;
  };
  const reader = startReader({ file, wardCodes }, onDeath);
  const door = startDoor({ writer, hashKey, knownCodes, onDeath });
  return assemble({ parts, epoch, writer, reader, door, live, publisher, now, watch, db, log });
}

interface Assembly {
  readonly parts: EngineParts;
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
}

function assemble({ parts, epoch, writer, reader, door, live, publisher, now, watch, db, log }: Assembly): Engine {
  const snapshot = (): Snapshot => ({
    ...live.beat(),
    ...live.view(),
    simulated: parts.simulated,
    ticker: publisher.latest(),
  });
  return {
    epoch,
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
    snapshot,
    freshSnapshot: () => {
      live.advance();
      publisher.flush();
      return snapshot();
    },
    backlog: writer.backlog,
    reportCount: log.reportCount,
    close: async () => {
      publisher.stop();
      await door.close();
      await writer.close();
      await reader.close();
      db.close();
    },
  };
}
