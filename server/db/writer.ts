import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { CalendarFile } from '../../shared/calendar';
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

export interface Writer {
  /** Resolves when the batch is durable; what it changed was handed to `onGroup` before. */
  readonly accept: (sourceId: number, now: number, batch: ReportBatch) => Promise<Accepted>;
  /** Waits for a batch that another thread sends through `doorPort` under this number. */
  readonly expect: (id: number, count: number) => Promise<Accepted>;
  readonly nextId: () => number;
  /** All that is accepted later is recorded after the returned instant, which is not before the given one. */
  readonly seal: (instant: number) => Promise<number>;
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
  /** A way into the writer for another thread. */
  readonly doorPort: () => MessagePort;
  /** Reports sent and not yet answered. */
  readonly backlog: () => number;
  readonly lastRecordedAt: () => number;
  readonly close: () => Promise<void>;
}

export interface Accepted extends AcceptAnswer {
  /** The first revision of the board that contains the batch. */
  readonly rev: number;
}

/** The batch could not be stored; nothing of it was taken. */
export class StoreFailure extends Busy {
  constructor(detail: string) {
    super('storage', detail);
  }
}

interface WriterParts extends WriterStart {
  readonly calendar: CalendarFile;
  /** Called in order of commit, before the senders are answered; returns the revision that will contain it. */
  readonly onGroup: (group: CommittedGroup) => number;
  readonly onDeath: (cause: Error) => void;
}

interface Waiting {
  readonly count: number;
  readonly resolve: (answer: Accepted) => void;
  readonly reject: (cause: Error) => void;
}

function answerAll(group: CommittedGroup, rev: number, settle: (id: number) => Waiting | undefined): void {
  group.ids.forEach((id, i) => {
    const answer = group.answers[i];
    if (answer) settle(id)?.resolve({ ...answer, rev });
  });
}

export async function startWriter({ file, calendar, onGroup, onDeath }: WriterParts): Promise<Writer> {
  const worker = startThread(THREADS.writer, { file, calendar } satisfies WriterStart);
  const waiting = new Map<number, Waiting>();
  const notes = new Map<number, (instant: number) => void>();
  const told = new Map<number, (outcome: NoteOutcome) => void>();
  const decided = new Map<number, (saved: DecisionSaved) => void>();
  const tasks = new Map<
    number,
    { readonly resolve: (done: boolean) => void; readonly reject: (cause: Error) => void }
  >();
  let lastId = 0;
  let backlog = 0;
  let lastRecordedAt = 0;
  let closing = false;
  const post = (message: ToWriter, move: (ArrayBuffer | MessagePort)[] = []) => worker.postMessage(message, move);
  const settle = (id: number): Waiting | undefined => {
    const one = waiting.get(id);
    waiting.delete(id);
    backlog -= one?.count ?? 0;
    return one;
  };
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: FromWriter) => {
      switch (message.kind) {
        case 'ready':
          lastRecordedAt = message.lastRecordedAt;
          return resolve();
        case 'group':
          lastRecordedAt = message.recordedAt;
          answerAll(message, onGroup(message), settle);
          return;
        case 'failed':
          for (const id of message.ids) {
            notes.delete(id);
            settle(id)?.reject(new StoreFailure(message.detail));
            tasks.get(id)?.reject(new StoreFailure(message.detail));
            tasks.delete(id);
          }
          return;
        case 'sealed':
          lastRecordedAt = Math.max(lastRecordedAt, message.instant);
          notes.get(message.id)?.(message.instant);
          notes.delete(message.id);
          return;
        case 'note':
          told.get(message.id)?.(message.outcome);
          told.delete(message.id);
          return;
        case 'decided':
          decided.get(message.id)?.(message.saved);
          decided.delete(message.id);
          return;
        case 'calendar':
          tasks.get(message.id)?.resolve(message.done);
          tasks.delete(message.id);
          return;
        case 'noted':
        case 'closed':
          notes.get(message.id)?.(0);
          notes.delete(message.id);
      }
    });
  });
  worker.on('exit', (code) => {
    for (const id of [...waiting.keys()]) settle(id)?.reject(new StoreFailure('the writer stopped'));
    for (const task of tasks.values()) task.reject(new StoreFailure('the writer stopped'));
    if (!closing) onDeath(new Error(`the writer thread stopped with code ${code}`));
  });
  worker.on('error', (cause) => onDeath(cause));
  await ready;
  const expect: Writer['expect'] = (id, count) =>
    new Promise((resolve, reject) => {
      backlog += count;
      waiting.set(id, { count, resolve, reject });
    });
  return {
    expect,
    nextId: () => ++lastId,
    accept: (sourceId, now, batch) => {
      const id = ++lastId;
      const answer = expect(id, batch.count);
      post({ kind: 'accept', id, sourceId, now, batch }, transferables(batch));
      return answer;
    },
    seal: (instant) =>
      new Promise((resolve) => {
        const id = ++lastId;
        notes.set(id, resolve);
        post({ kind: 'seal', id, instant });
      }),
    keep: (note) =>
      new Promise((resolve) => {
        const id = ++lastId;
        notes.set(id, () => resolve());
        post({ kind: 'desk', id, note });
      }),
    note: (row) =>
      new Promise((resolve) => {
        const id = ++lastId;
        told.set(id, resolve);
        post({ kind: 'note', id, row });
      }),
    decide: (note) =>
      new Promise((resolve) => {
        const id = ++lastId;
        decided.set(id, resolve);
        post({ kind: 'decide', id, note });
      }),
    mapAgencies: (now, changes) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { count: 0, resolve: () => resolve(), reject });
        notes.set(id, () => {
          settle(id);
          resolve();
        });
        post({ kind: 'agencies', id, now, changes });
      }),
    calendar: (now, task) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        tasks.set(id, { resolve, reject });
        post({ kind: 'calendar', id, now, task });
      }),
    doorPort: () => {
      const { port1, port2 } = new MessageChannel();
      post({ kind: 'port', port: port2 }, [port2]);
      return port1;
    },
    backlog: () => backlog,
    lastRecordedAt: () => lastRecordedAt,
    close: async () => {
      if (closing) return;
      closing = true;
      await new Promise<void>((resolve) => {
        const id = ++lastId;
        notes.set(id, () => resolve());
        post({ kind: 'close', id });
      });
      await worker.terminate();
    },
  };
}
