import { dirname } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { SingleBar } from 'cli-progress';
import { holdToLog } from '../clockDesk';
import { createLedger } from '../db/accept';
import { ALL_DOSSIERS, openCalendars, readChangeState } from '../db/calendarBook';
import { createCalendarTasks } from '../db/calendarTasks';
import { lastRecordedIn } from '../db/clockBook';
import { FolderTaken, lockFolder } from '../db/folderLock';
import { countRequests, nextRequest } from '../db/logRequests';
import { type Connection, openReader, openWriter } from '../db/open';
import { calendarFile } from '../reference';
import { createWatchedClock, type WatchedClock } from '../watchedClock';
import { Usage } from './command';
import { vettedBy } from './vetted';

const LOOK_EVERY_MS = 300;
/** A server looks for requests every second; one that has not moved for so long does not run on this log. */
const PATIENCE_MS = 60_000;

export type Tell = (done: number, total: number) => void;

/** Shows how far a long look or work is, on stderr, while `run` goes on. */
export async function withBar<T>(name: string, run: (tell: Tell) => T | Promise<T>): Promise<T> {
  const bar = new SingleBar({
    format: `${name} {bar} {percentage} %`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(1, 0);
  try {
    return await run((done, total) => {
      bar.setTotal(Math.max(1, total));
      bar.update(done);
    });
  } finally {
    bar.stop();
  }
}

/**
 * Lets everything that was asked of the log be done: here when nobody else has it open, else by the server that has.
 * False: somebody has it open and does nothing about it; whoever opens it next will.
 */
export function settle(file: string): Promise<boolean> {
  return withBar('recording', (tell) => {
    const free = takeFolder(dirname(file));
    if (!free) return watch(file, tell);
    const db = openWriter(file);
    try {
      workAlone(db, createWatchedClock(), tell);
      return true;
    } finally {
      db.close();
      free();
    }
  });
}

/** Null: somebody else has it. */
function takeFolder(folder: string): (() => void) | null {
  try {
    return lockFolder(folder, 'a command that records');
  } catch (cause) {
    if (cause instanceof FolderTaken) return null;
    throw cause;
  }
}

/** One transaction after the other: ended in the middle, the rest is done by whoever opens the log next. */
function workAlone(db: Connection, clock: WatchedClock, tell: Tell): void {
  holdToLog(clock.watch, db, lastRecordedIn(db));
  const calendars = openCalendars(db, calendarFile);
  const ledger = createLedger(db, calendars.of);
  const runTask = createCalendarTasks(db, calendars, ledger);
  for (;;) {
    const { upTo } = calendars.state();
    const request = upTo < ALL_DOSSIERS ? ({ do: 'step' } as const) : nextRequest(db);
    if (!request) return;
    runTask(
      request,
      vettedBy(clock, (why) => new Usage(why)),
    );
    tell(Math.min(upTo, lastDossier(db)), lastDossier(db));
  }
}

async function watch(file: string, tell: Tell): Promise<boolean> {
  const db = openReader(file);
  try {
    let seen = '';
    for (let still = 0; still < PATIENCE_MS; still += LOOK_EVERY_MS) {
      const left = countRequests(db);
      const upTo = readChangeState(db)?.upTo ?? ALL_DOSSIERS;
      if (left === 0 && upTo >= ALL_DOSSIERS) return true;
      tell(left > 0 ? 0 : upTo, lastDossier(db));
      if (`${left} ${upTo}` !== seen) still = 0;
      seen = `${left} ${upTo}`;
      await rest(LOOK_EVERY_MS);
    }
    return false;
  } finally {
    db.close();
  }
}

function lastDossier(db: Connection): number {
  return db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM dossiers').pluck().get() ?? 0;
}

export const NOT_TAKEN_UP =
  'Another process has the log open and does not take this up. It is kept, and done by the next server that starts on it.';
