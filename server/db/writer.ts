import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { CalendarFile } from '../../shared/calendar';
import type { StorageFault } from '../../shared/conditions';
import { Busy } from '../busy';
import { type ReportBatch, transferables } from '../ingest/batch';
import { startThread, THREADS } from '../thread';
import type { AcceptAnswer } from './accept';
import type { AgencyChange } from './agencyBook';
import type { DeskNote } from './alertBook';
import type { CalendarTask } from './calendarTasks';
import type { DecisionNote, DecisionSaved } from './decisionBook';
import type { NoteOutcome, NoteRow } from './noteBook';
import type { FromWriter, ToWriter, WriterStart } from './writerMessages';

export type CommittedGroup = Extract<FromWriter, { kind: 'group' }>;

/** Whatever is asked of it rejects with a StoreFailure when nothing of it was done. */
export interface Writer {
  /** Resolves when the batch is durable; what it changed was handed to `onGroup` before. */
  readonly accept: (sourceId: number, now: number, batch: ReportBatch) => Promise<Accepted>;
  /** Waits for a batch that another thread sends through `doorPort` under this number. */
  readonly expect: (id: number, count: number) => Promise<Accepted>;
  readonly nextId: () => number;
  /**
   * All that is accepted later is recorded after the returned instant. It is not before the given one, but while nothing
   * can be written: then it is the last that was written down. `aheadMs`: so much of the log's time shares one write.
   */
  readonly seal: (instant: number, aheadMs: number) => Promise<number>;
  /** Resolves when what the operators' desk has to keep is durable. */
  readonly keep: (note: DeskNote) => Promise<void>;
  /** Resolves when what a ward or the centre says is durable, or with why it was not taken. */
  readonly note: (row: NoteRow) => Promise<NoteOutcome>;
  /** Resolves when a decision, or what became of one, is durable. */
  readonly decide: (note: DecisionNote) => Promise<DecisionSaved>;
  /** Resolves when the changes are durable and all that waited for a known agency is counted. */
  readonly mapAgencies: (now: number, changes: readonly AgencyChange[]) => Promise<void>;
  /** Resolves when a task of the calendar is durable, and its differences were handed to `onGroup`; see TaskOutcome. */
  readonly calendar: (now: number, task: CalendarTask) => Promise<boolean>;
  /** Whether everything can be written; while it cannot, the disk is asked anew. */
  readonly canWrite: () => Promise<boolean>;
  /** A way into the writer for another thread. */
  readonly doorPort: () => DoorPort;
  /** Gives up waiting for a batch that will not come; nothing happens if it is answered already. */
  readonly abandon: (id: number, why: Busy) => void;
  /** Reports sent and not yet answered. */
  readonly backlog: () => number;
  readonly lastRecordedAt: () => number;
  readonly close: () => Promise<void>;
}

export interface DoorPort {
  readonly port: MessagePort;
  /** The thread that held it is dead: resolves when all that it had sent is answered. */
  readonly over: () => Promise<void>;
}

export interface Accepted extends AcceptAnswer {
  /** The first revision of the board that contains the batch. */
  readonly rev: number;
}

/** It could not be stored; nothing of it was taken. */
export class StoreFailure extends Busy {
  constructor(
    detail: string,
    /** What is wrong with the disk; null: that is not the reason. */
    readonly fault: StorageFault | null = null,
  ) {
    super('storage', detail);
  }
}

interface WriterParts extends WriterStart {
  readonly calendar: CalendarFile;
  /** Called in order of commit, before the senders are answered; returns the revision that will contain it. */
  readonly onGroup: (group: CommittedGroup) => number;
  readonly onDeath: (cause: Error) => void;
  /** From now on nothing can be written, or (null) everything can again. */
  readonly onStorage: (fault: StorageFault | null) => void;
  /** Checkpoints fail from now on (why), or (null) no longer. */
  readonly onCheckpoints: (failing: string | null) => void;
}

interface Waiting {
  readonly count: number;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (cause: Error) => void;
}

const STOPPED = 'the writer stopped';

export async function startWriter(parts: WriterParts): Promise<Writer> {
  const { file, calendar, onDeath } = parts;
  const worker = startThread(THREADS.writer, { file, calendar } satisfies WriterStart);
  const calls = createCalls();
  let closing = false;
  let isOpen = false;
  let fault: StorageFault | null = null;
  let lastRecordedAt = 0;
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: FromWriter) => {
      switch (message.kind) {
        case 'ready':
          lastRecordedAt = message.lastRecordedAt;
          isOpen = true;
          return resolve();
        case 'unopened':
          closing = true;
          return reject(new StoreFailure(message.detail, message.fault));
        case 'group': {
          if (message.isRecorded) lastRecordedAt = message.recordedAt;
          const rev = parts.onGroup(message);
          message.ids.forEach((id, i) => {
            calls.resolve(id, { ...message.answers[i], rev });
          });
          return;
        }
        case 'sealed':
          lastRecordedAt = Math.max(lastRecordedAt, message.instant);
          for (const id of message.ids) calls.resolve(id, message.instant);
          return;
        case 'answer':
          return calls.resolve(message.id, message.answer);
        case 'failed':
          for (const id of message.ids) calls.reject(id, new StoreFailure(message.detail, message.fault));
          return;
        case 'storage':
          fault = message.fault;
          return parts.onStorage(fault);
        case 'checkpoints':
          return parts.onCheckpoints(message.failing);
      }
    });
  });
  worker.on('exit', (code) => {
    calls.end();
    if (!closing) onDeath(new Error(`the writer thread stopped with code ${code}`));
  });
  worker.on('error', (cause) => onDeath(cause));
  await ready;
  const ask = <A>(message: (id: number) => ToWriter, count = 0, move: ArrayBuffer[] = []): Promise<A> => {
    const id = calls.nextId();
    const answer = calls.expect<A>(id, count);
    if (isOpen) worker.postMessage(message(id), move);
    return answer;
  };
  return {
    expect: (id, count) => calls.expect<Accepted>(id, count),
    nextId: calls.nextId,
    accept: (sourceId, now, batch) =>
      ask<Accepted>((id) => ({ kind: 'accept', id, sourceId, now, batch }), batch.count, transferables(batch)),
    seal: (instant, aheadMs) => ask<number>((id) => ({ kind: 'seal', id, instant, aheadMs })),
    keep: (note) => ask<void>((id) => ({ kind: 'desk', id, note })),
    note: (row) => ask<NoteOutcome>((id) => ({ kind: 'note', id, row })),
    decide: (note) => ask<DecisionSaved>((id) => ({ kind: 'decide', id, note })),
    mapAgencies: async (now, changes) => void (await ask((id) => ({ kind: 'agencies', id, now, changes }))),
    calendar: (now, task) => ask<boolean>((id) => ({ kind: 'calendar', id, now, task })),
    canWrite: async () => fault === null || ask<boolean>((id) => ({ kind: 'probe', id })),
    doorPort: () => {
      const { port1, port2 } = new MessageChannel();
      const number = calls.nextId();
      worker.postMessage({ kind: 'port', number, port: port2 } satisfies ToWriter, [port2]);
      return { port: port1, over: () => ask<void>((id) => ({ kind: 'port-over', id, number, isDrained: false })) };
    },
    abandon: (id, why) => calls.reject(id, why),
    backlog: calls.backlog,
    lastRecordedAt: () => lastRecordedAt,
    close: async () => {
      if (closing) return;
      closing = true;
      // What could not be closed is told by the thread's own messages; it ends all the same.
      const closed = ask((id) => ({ kind: 'close', id })).catch(() => undefined);
      isOpen = false;
      await closed;
      calls.end();
      await worker.terminate();
    },
  };
}

/** The calls that wait for their answer. None waits for ever: when the writer ends, so do they. */
function createCalls() {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let backlog = 0;
  let isOver = false;
  const settle = (id: number): Waiting | undefined => {
    const one = waiting.get(id);
    waiting.delete(id);
    backlog -= one?.count ?? 0;
    return one;
  };
  return {
    nextId: () => ++lastId,
    /** Reports sent and not yet answered. */
    backlog: () => backlog,
    expect: <A>(id: number, count: number): Promise<A> =>
      new Promise((resolve, reject) => {
        if (isOver) return reject(new StoreFailure(STOPPED));
        backlog += count;
        waiting.set(id, { count, resolve: (answer) => resolve(answer as A), reject });
      }),
    resolve: (id: number, answer: unknown) => settle(id)?.resolve(answer),
    reject: (id: number, cause: Error) => settle(id)?.reject(cause),
    end: () => {
      isOver = true;
      for (const id of [...waiting.keys()]) settle(id)?.reject(new StoreFailure(STOPPED));
    },
  };
}
