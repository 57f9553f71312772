/** The only thread that writes the log. Whatever waits while a commit runs goes into the next one together. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { nameFaults } from '../threadFaults';
import { createLedger, type Ledger } from './accept';
import { openCalendars } from './calendarBook';
import { type CalendarTasks, createCalendarTasks } from './calendarTasks';
import { type Connection, openWriter } from './open';
import { isStorageFault, storageFault } from './storageFault';
import type { FromWriter, ToWriter, WriterStart } from './writerMessages';
import { createWriterWork } from './writerWork';

/** The number of the port that the main thread speaks through; the others are counted from 1. */
const HOME = 0;

function main(home: MessagePort, start: WriterStart): void {
  nameFaults();
  const send = (message: FromWriter, move: ArrayBuffer[] = []): void => home.postMessage(message, move);
  const opened = open(start, send);
  if (!opened) {
    home.close();
    return;
  }
  const { db, ledger, runTask } = opened;
  const ports = new Map<number, MessagePort>([[HOME, home]]);
  const waiting: ToWriter[] = [];
  let scheduled = false;
  const take = (message: ToWriter): void => {
    waiting.push(message);
    if (scheduled) return;
    scheduled = true;
    setImmediate(run);
  };
  const drain = (): void => {
    for (const port of ports.values()) {
      for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port)) waiting.push(got.message);
    }
  };
  const work = createWriterWork({
    db,
    file: start.file,
    ledger,
    runTask,
    send,
    drain,
    listen: (number, port) => {
      ports.set(number, port);
      port.on('message', take);
    },
    hangUp: (number) => {
      ports.get(number)?.close();
      ports.delete(number);
    },
    close: () => {
      for (const port of ports.values()) port.close();
    },
  });
  const run = (): void => {
    scheduled = false;
    drain();
    while (waiting.length > 0) {
      work.next(waiting);
      drain();
    }
  };
  home.on('message', take);
  send({ kind: 'ready', lastRecordedAt: ledger.barrier.lastRecordedAt() });
}

/** Null: the disk does not let it be opened; that was told. */
function open(
  { file, calendar }: WriterStart,
  send: (message: FromWriter) => void,
): { readonly db: Connection; readonly ledger: Ledger; readonly runTask: CalendarTasks } | null {
  try {
    const db = openWriter(file);
    const calendars = openCalendars(db, calendar);
    const ledger = createLedger(db, calendars.of);
    return { db, ledger, runTask: createCalendarTasks(db, calendars, ledger) };
  } catch (cause) {
    if (!isStorageFault(cause)) throw cause;
    const detail = cause instanceof Error ? cause.message : '';
    send({ kind: 'unopened', detail, fault: storageFault(cause, file) ?? 'failing' });
    return null;
  }
}

if (parentPort) main(parentPort, workerData as WriterStart);
