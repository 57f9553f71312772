/** The only thread that writes the log. Whatever waits while a commit runs goes into the next one together. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { type AcceptedGroup, createLedger } from './accept';
import { saveAgencies } from './agencyBook';
import { saveDeskNote } from './alertBook';
import { openCalendars } from './calendarBook';
import { createCalendarTasks, type TaskOutcome } from './calendarTasks';
import { saveDecision } from './decisionBook';
import type { EntryRow } from './difference';
import { saveNote } from './noteBook';
import { openWriter } from './open';
import type { EntryColumns, FromWriter, ToWriter, WriterStart } from './writerMessages';

/** A group is bounded, so that one commit never holds everybody up for long (I10). */
const MAX_REPORTS_A_GROUP = 20_000;
/** What waited for an agency is counted in parts, and what arrives meanwhile goes between them. */
const REPLAYED_AT_ONCE = 5000;
const CHECKPOINT_EVERY_MS = 15_000;

function main(home: MessagePort, { file, calendar }: WriterStart): void {
  const db = openWriter(file);
  const calendars = openCalendars(db, calendar);
  const ledger = createLedger(db, calendars.of);
  const runTask = createCalendarTasks(db, calendars, ledger);
  const ports: MessagePort[] = [home];
  const waiting: ToWriter[] = [];
  let scheduled = false;
  const send = (message: FromWriter, move: ArrayBuffer[] = []): void => home.postMessage(message, move);

  const take = (message: ToWriter): void => {
    waiting.push(message);
    if (scheduled) return;
    scheduled = true;
    setImmediate(work);
  };
  const listen = (port: MessagePort): void => {
    port.on('message', take);
  };
  const drain = (): void => {
    for (const port of ports) {
      for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port)) waiting.push(got.message);
    }
  };
  const work = (): void => {
    scheduled = false;
    drain();
    while (waiting.length > 0) {
      const group = takeGroup(waiting);
      if (group.length > 0) commit(group);
      else other(waiting.shift());
      drain();
    }
  };
  const commit = (group: readonly Extract<ToWriter, { kind: 'accept' }>[]): void => {
    const ids = group.map((request) => request.id);
    let done: AcceptedGroup;
    try {
      done = ledger.accept(group);
    } catch (cause) {
      fail(ids, cause);
      return;
    }
    tell(ids, done);
  };
  const fail = (ids: readonly number[], cause: unknown): void => {
    send({ kind: 'failed', ids, detail: cause instanceof Error ? cause.message : String(cause) });
  };
  /** One part of what waits; the rest goes to the end of the queue. */
  const replay = (message: Extract<ToWriter, { kind: 'agencies' }>): void => {
    let replayed: AcceptedGroup | null;
    try {
      if (message.changes.length > 0) saveAgencies(db, message.changes, message.now);
      replayed = ledger.replay(message.now, REPLAYED_AT_ONCE);
    } catch (cause) {
      fail([message.id], cause);
      return;
    }
    if (!replayed) {
      send({ kind: 'noted', id: message.id });
      return;
    }
    tell([], replayed);
    waiting.push({ ...message, changes: [] });
  };
  const runCalendar = ({ id, task, now }: Extract<ToWriter, { kind: 'calendar' }>): void => {
    let outcome: TaskOutcome;
    try {
      outcome = runTask(task, now);
    } catch (cause) {
      fail([id], cause);
      return;
    }
    if (outcome.group) tell([], outcome.group);
    send({ kind: 'calendar', id, done: outcome.done });
  };
  const tell = (ids: readonly number[], done: AcceptedGroup): void => {
    const entries = columnsOf(done.entries);
    send({ kind: 'group', ids, ...done, entries }, [
      entries.instant.buffer as ArrayBuffer,
      entries.ward.buffer as ArrayBuffer,
      entries.counter.buffer as ArrayBuffer,
      entries.n.buffer as ArrayBuffer,
    ]);
  };
  const other = (message: ToWriter | undefined): void => {
    switch (message?.kind) {
      case 'seal':
        send({ kind: 'sealed', id: message.id, instant: ledger.seal(message.instant) });
        break;
      case 'desk':
        saveDeskNote(db, message.note);
        send({ kind: 'noted', id: message.id });
        break;
      case 'note':
        send({ kind: 'note', id: message.id, outcome: saveNote(db, message.row) });
        break;
      case 'decide':
        send({ kind: 'decided', id: message.id, saved: saveDecision(db, message.note) });
        break;
      case 'agencies':
        replay(message);
        break;
      case 'calendar':
        runCalendar(message);
        break;
      case 'port':
        ports.push(message.port);
        listen(message.port);
        break;
      case 'close':
        clearInterval(checkpoints);
        db.close();
        for (const port of ports) if (port !== home) port.close();
        send({ kind: 'closed', id: message.id });
        home.close();
    }
  };
  const checkpoints = setInterval(() => db.pragma('wal_checkpoint(PASSIVE)'), CHECKPOINT_EVERY_MS);
  listen(home);
  send({ kind: 'ready', lastRecordedAt: ledger.seal(0) });
}

/** The accept requests at the head of the queue, up to the limit; empty when something else is first. */
function takeGroup(waiting: ToWriter[]): Extract<ToWriter, { kind: 'accept' }>[] {
  const group: Extract<ToWriter, { kind: 'accept' }>[] = [];
  let reports = 0;
  for (let first = waiting[0]; first?.kind === 'accept'; first = waiting[0]) {
    if (group.length > 0 && reports + first.batch.count > MAX_REPORTS_A_GROUP) break;
    reports += first.batch.count;
    group.push(first);
    waiting.shift();
  }
  return group;
}

function columnsOf(entries: readonly EntryRow[]): EntryColumns {
  const columns = {
    instant: new Float64Array(entries.length),
    ward: new Int32Array(entries.length),
    counter: new Uint8Array(entries.length),
    n: new Int32Array(entries.length),
  };
  entries.forEach((entry, i) => {
    columns.instant[i] = entry.instant;
    columns.ward[i] = Number(entry.wardCode);
    columns.counter[i] = entry.counter;
    columns.n[i] = entry.n;
  });
  return columns;
}

if (parentPort) main(parentPort, workerData as WriterStart);
