import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSystemClock } from '../clock';
import { readConfig } from '../config';
import { LOG_FILE } from '../dataFiles';
import { openCalendars } from '../db/calendarBook';
import { requestMending } from '../db/logRequests';
import { type Connection, openReader, openWriter } from '../db/open';
import { type RecountAnswer, recount, TooManyDifferences } from '../db/recount';
import { calendarFile } from '../reference';
import { runCommand, Usage } from './command';
import { tellAudit } from './commandAudit';
import { NOT_TAKEN_UP, settle, withBar } from './logWork';

const HELP = `Mends a log whose figures are not what its reports say, for instance after data/calendar.json was edited under it.

  npm run recount

Counts every dossier anew under the calendar in force and records the differences, as of now: figures read as of before
stay what they were. The log is the one in DATA_DIR (default ./data/var); a server may run on it, and then records them.
Interrupted, it is simply begun again. "npm run verify" agrees afterwards.`;

const WHO = 'npm run recount';
const clock = createSystemClock();

await runCommand(HELP, async (args) => {
  parseArgs({ args, options: {} });
  const { dataDir } = readConfig();
  const file = join(dataDir, LOG_FILE);
  if (!existsSync(file)) throw new Usage(`There is no log at ${file}; set DATA_DIR.`);
  written(file, (db) => openCalendars(db, calendarFile));
  // What an interrupted one left is recorded first: the differences are found after it.
  if (!(await settle(file))) return giveUp(NOT_TAKEN_UP);
  const found = await find(file);
  if (!found) return giveUp('The log and its reports have nothing to do with each other: restore it from a backup.');
  const { entries, dossiers, lastRecount } = found;
  if (!written(file, (db) => requestMending(db, WHO, entries, lastRecount))) {
    return giveUp('Another recount came between; begin again.');
  }
  if (entries.length > 0) tellAudit(dataDir, WHO, 'log-recounted', String(entries.length), clock.now());
  if (!(await settle(file))) return giveUp(NOT_TAKEN_UP);
  if (entries.length === 0) console.log('The log is what its reports say: nothing to mend.');
  else {
    console.log(`${entries.length} differences of about ${dossiers} dossiers recorded.`);
    console.log('Figures read as of before stay what they were.');
  }
  return 0;
});

async function find(file: string): Promise<RecountAnswer | null> {
  const db = openReader(file);
  try {
    return await withBar('recounting', (tell) => recount(db, tell));
  } catch (cause) {
    if (cause instanceof TooManyDifferences) return null;
    throw cause;
  } finally {
    db.close();
  }
}

function written<T>(file: string, write: (db: Connection) => T): T {
  const db = openWriter(file);
  try {
    return write(db);
  } finally {
    db.close();
  }
}

function giveUp(why: string): number {
  console.error(why);
  return 1;
}
