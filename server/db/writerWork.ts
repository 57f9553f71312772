import type { MessagePort } from 'node:worker_threads';
import type { AcceptedGroup, Ledger } from './accept';
import { saveAgencies } from './agencyBook';
import { saveDeskNote } from './alertBook';
import type { CalendarTasks } from './calendarTasks';
import { saveDecision } from './decisionBook';
import { type DiskWatch, watchDisk } from './diskWatch';
import { columnsOf } from './entryColumns';
import { saveNote } from './noteBook';
import type { Connection } from './open';
import type { FromWriter, ToWriter } from './writerMessages';

/** A group is bounded, so that one commit never holds everybody up for long (I10). */
const MAX_REPORTS_A_GROUP = 20_000;
/** What waited for an agency is counted in parts, and what arrives meanwhile goes between them. */
const REPLAYED_AT_ONCE = 5000;

type Accept = Extract<ToWriter, { kind: 'accept' }>;
type Seal = Extract<ToWriter, { kind: 'seal' }>;

interface WorkParts {
  readonly db: Connection;
  readonly file: string;
  readonly ledger: Ledger;
  readonly runTask: CalendarTasks;
  readonly send: (message: FromWriter, move?: ArrayBuffer[]) => void;
  /** Takes messages from another thread, too. */
  readonly listen: (number: number, port: MessagePort) => void;
  /** Whoever held the other end of such a port is dead. */
  readonly hangUp: (number: number) => void;
  /** Puts what lies in the ports into the queue. */
  readonly drain: () => void;
  /** Listens to nobody any more. */
  readonly close: () => void;
}

export interface WriterWork {
  /** Takes what is first in the queue off it, with what goes together with it, does it and answers it. */
  readonly next: (waiting: ToWriter[]) => void;
}

/**
 * What the writing thread does with what it is sent. Every message is answered, by what came of it or by why nothing
 * did. A disk that is full, read-only or failing is a state here: told once, probed, and over when a probe gets through.
 */
export function createWriterWork(parts: WorkParts): WriterWork {
  const { db, file, ledger, send } = parts;
  const disk = watchDisk({ db, file, probe: ledger.barrier.probe, send });
  const fail = (ids: readonly number[], cause: unknown): void => {
    const detail = cause instanceof Error ? cause.message : String(cause);
    send({ kind: 'failed', ids, detail, fault: disk.faultOf(cause) });
  };
  const context: Context = { ...parts, disk, fail };
  return {
    next: (waiting) => {
      const message = waiting.shift();
      if (!message) return;
      const stuck = disk.rollBack();
      if (stuck && 'id' in message && !ALWAYS_DONE.has(message.kind)) fail([message.id], stuck);
      else work(context, message, waiting);
    },
  };
}

/** What asks nothing of the disk is done whatever state it is in. */
const ALWAYS_DONE: ReadonlySet<ToWriter['kind']> = new Set(['close', 'port-over']);

interface Context extends WorkParts {
  readonly disk: DiskWatch;
  /** Answers them with what stopped them; what it says of the disk is noted. */
  readonly fail: (ids: readonly number[], cause: unknown) => void;
}

function work(context: Context, message: ToWriter, waiting: ToWriter[]): void {
  const { db, disk } = context;
  switch (message.kind) {
    case 'accept':
      commit(context, [message, ...takeGroup(waiting, message.batch.count)]);
      break;
    case 'seal':
      seal(context, [message, ...takeWhile(waiting, (next): next is Seal => next.kind === 'seal')]);
      break;
    case 'desk':
      answer(context, message.id, () => saveDeskNote(db, message.note));
      break;
    case 'note':
      answer(context, message.id, () => saveNote(db, message.row));
      break;
    case 'decide':
      answer(context, message.id, () => saveDecision(db, message.note));
      break;
    case 'agencies':
      replay(context, message, waiting);
      break;
    case 'calendar':
      runCalendar(context, message);
      break;
    case 'probe':
      answer(context, message.id, disk.ask);
      break;
    case 'port':
      context.listen(message.number, message.port);
      break;
    case 'port-over':
      endPort(context, message, waiting);
      break;
    case 'close':
      finish(context, message.id, waiting.splice(0));
  }
}

/** What fails together is tried alone: one batch that cannot be stored costs no other its answer. */
function commit(context: Context, group: readonly Accept[]): void {
  const { ledger, disk, send, fail } = context;
  const ids = group.map((request) => request.id);
  const known = disk.fault();
  if (known) {
    send({ kind: 'failed', ids, detail: 'nothing can be written', fault: known });
    return;
  }
  let done: AcceptedGroup;
  try {
    done = ledger.accept(group);
  } catch (cause) {
    if (group.length === 1 || disk.faultOf(cause)) fail(ids, cause);
    else for (const one of group) commit(context, [one]);
    return;
  }
  tell(send, ids, done);
}

/** Readings that wait together share one write. While nothing can be written they are as of what is written down. */
function seal({ ledger: { barrier }, disk, send, fail }: Context, group: readonly Seal[]): void {
  const instant = Math.max(...group.map((one) => one.instant));
  const ids = group.map((one) => one.id);
  let sealed: number;
  try {
    sealed = disk.fault()
      ? barrier.sealWritten(instant)
      : barrier.seal(instant, Math.max(...group.map((one) => one.aheadMs)));
  } catch (cause) {
    if (!disk.faultOf(cause)) {
      fail(ids, cause);
      return;
    }
    sealed = barrier.sealWritten(instant);
  }
  send({ kind: 'sealed', ids, instant: sealed });
}

function answer({ disk, send, fail }: Context, id: number, run: () => unknown): void {
  let answered: unknown;
  try {
    answered = run();
  } catch (cause) {
    fail([id], cause);
    return;
  }
  send({ kind: 'answer', id, answer: answered });
  // What could be written is a reason to ask whether everything can.
  disk.ask();
}

function runCalendar(context: Context, { id, task, now }: Extract<ToWriter, { kind: 'calendar' }>): void {
  answer(context, id, () => {
    const { done, group } = context.runTask(task, now);
    if (group) tell(context.send, [], group);
    return done;
  });
}

/** One part of what waits; the rest goes to the end of the queue. */
function replay(
  { db, ledger, send, fail }: Context,
  message: Extract<ToWriter, { kind: 'agencies' }>,
  waiting: ToWriter[],
): void {
  let replayed: AcceptedGroup | null;
  try {
    if (message.changes.length > 0) saveAgencies(db, message.changes, message.now);
    replayed = ledger.replay(message.now, REPLAYED_AT_ONCE);
  } catch (cause) {
    fail([message.id], cause);
    return;
  }
  if (replayed) {
    tell(send, [], replayed);
    waiting.push({ ...message, changes: [] });
  } else send({ kind: 'answer', id: message.id, answer: null });
}

/** What lies in the port comes before its end: asked again behind it, all of it has been dealt with. */
function endPort(
  { drain, hangUp, send }: Context,
  message: Extract<ToWriter, { kind: 'port-over' }>,
  waiting: ToWriter[],
): void {
  if (!message.isDrained) {
    drain();
    waiting.push({ ...message, isDrained: true });
    return;
  }
  hangUp(message.number);
  send({ kind: 'answer', id: message.id, answer: null });
}

function finish(context: Context, id: number, left: readonly ToWriter[]): void {
  const { db, ledger, disk, fail } = context;
  disk.stop();
  fail(
    left.flatMap((message) => ('id' in message ? [message.id] : [])),
    new Error('the writer is closed'),
  );
  try {
    // Left ahead it is as true: then the next start only begins a little later.
    if (!disk.fault()) ledger.barrier.close();
  } catch (cause) {
    disk.faultOf(cause);
  }
  answer(context, id, () => void db.close());
  context.close();
}

function tell(send: WorkParts['send'], ids: readonly number[], done: AcceptedGroup): void {
  const entries = columnsOf(done.entries);
  const { instant, ward, counter, n } = entries;
  const move = [instant, ward, counter, n].map((column) => column.buffer as ArrayBuffer);
  send({ kind: 'group', ids, ...done, entries }, move);
}

/** The accept requests at the head of the queue that fit into a group that has so many reports already. */
function takeGroup(waiting: ToWriter[], already: number): Accept[] {
  let reports = already;
  return takeWhile(waiting, (next): next is Accept => {
    if (next.kind !== 'accept' || reports + next.batch.count > MAX_REPORTS_A_GROUP) return false;
    reports += next.batch.count;
    return true;
  });
}

function takeWhile<M extends ToWriter>(waiting: ToWriter[], fits: (next: ToWriter) => next is M): M[] {
  const taken: M[] = [];
  for (let next = waiting[0]; next && fits(next); next = waiting[0]) {
    taken.push(next);
    waiting.shift();
  }
  return taken;
}
