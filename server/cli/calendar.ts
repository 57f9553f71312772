import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type CalendarFile, createCalendar } from '../../shared/calendar';
import { calendarEnd } from '../../shared/calendarChange';
import { formatDay, formatInstant } from '../../shared/localTime';
import { problemSentence, readCalendarText } from '../calendar/calendarFile';
import { createSystemClock } from '../clock';
import { readConfig } from '../config';
import { LOG_FILE } from '../dataFiles';
import { ALL_DOSSIERS, isRecorded, listCalendars, openCalendars, readChangeState } from '../db/calendarBook';
import { type CalendarPreview, previewCalendar } from '../db/calendarPreview';
import { requestCalendar } from '../db/logRequests';
import { type Connection, openWriter } from '../db/open';
import { readCheck, recount, saveCheck } from '../db/recount';
import { calendarFile } from '../reference';
import { runCommand, Usage } from './command';
import { tellAudit } from './commandAudit';
import { NOT_TAKEN_UP, settle, withBar } from './logWork';

const HELP = `The working calendar: holidays, working Saturdays, office hours. The log keeps every one that was recorded.

  npm run calendar -- show            the one in force, the day it reaches to, and those before it
  npm run calendar -- record FILE     puts the calendar in FILE in force from now on; figures read as of before stay
      --yes                           without asking; what changes is said all the same
  npm run calendar -- check [FILE]    what FILE would change, recording nothing; without FILE: whether the log agrees
                                      with the calendar it was counted under (exit 1 if not: npm run recount)

FILE is as data/calendar.json: the whole calendar for all days, those gone by included. "coversTo" says its last day.
The log is the one in DATA_DIR (default ./data/var). A server that runs on it does the recording, and its screens follow.`;

const WHO = 'npm run calendar';
const VERSIONS_SHOWN = 10;
const clock = createSystemClock();

await runCommand(HELP, async (args) => {
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { yes: { type: 'boolean' } } });
  const [verb, path, ...rest] = positionals;
  if (rest.length > 0) throw new Usage(`"${rest.join(' ')}" is one word too many.`);
  const { dataDir } = readConfig();
  const file = join(dataDir, LOG_FILE);
  if (!existsSync(file)) throw new Usage(`There is no log at ${file}; set DATA_DIR.`);
  const wanted = path === undefined ? null : readFile(path);
  const db = openWriter(file);
  try {
    openCalendars(db, calendarFile);
    if ((verb === undefined || verb === 'show') && wanted === null) return show(db);
    if (verb === 'check') return wanted ? await tellChange(db, wanted) : await checkLog(db);
    if (verb !== 'record' || !wanted) throw new Usage('Say what to do: show, record FILE or check [FILE].');
    return await record(db, { dataDir, file, wanted, isSure: values.yes === true });
  } finally {
    if (db.open) db.close();
  }
});

interface Recording {
  readonly dataDir: string;
  readonly file: string;
  readonly wanted: CalendarFile;
  readonly isSure: boolean;
}

async function record(db: Connection, { dataDir, file, wanted, isSure }: Recording): Promise<number> {
  if ((readChangeState(db)?.upTo ?? ALL_DOSSIERS) < ALL_DOSSIERS) {
    console.error('The calendar before is still being put in force; ask again when that is done ("show" says so).');
    return 1;
  }
  await tellChange(db, wanted);
  if (!isSure && !(await agrees())) {
    console.error('Nothing was recorded.');
    return 1;
  }
  requestCalendar(db, WHO, wanted);
  db.close();
  const lastDay = formatDay(createCalendar(wanted).lastCoveredDay);
  tellAudit(dataDir, WHO, 'calendar-recorded', lastDay, clock.now());
  if (!(await settle(file))) {
    console.error(NOT_TAKEN_UP);
    return 1;
  }
  console.log(`Recorded and in force; it reaches to ${lastDay}.`);
  return 0;
}

async function tellChange(db: Connection, wanted: CalendarFile): Promise<number> {
  const change: CalendarPreview = await withBar('looking', (tell) => previewCalendar(db, wanted, tell));
  const lastDay = formatDay(createCalendar(wanted).lastCoveredDay);
  const guess = wanted.coversTo === undefined ? ' (the last day it names; "coversTo" would say it)' : '';
  console.log(`It reaches to ${lastDay}${guess}.`);
  if (change.first === null || change.last === null) console.log('No day differs from the calendar in force.');
  else {
    console.log(`${change.days} day(s) differ, ${change.first} … ${change.last}.`);
    console.log(`${change.dossiers} dossier(s) are then counted otherwise.`);
  }
  return 0;
}

async function agrees(): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Usage('Nobody can be asked here: give --yes.');
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await asked.question('Put it in force? [y/N] ')).trim());
  } finally {
    asked.close();
  }
}

function show(db: Connection): number {
  const [inForce, ...before] = listCalendars(db, VERSIONS_SHOWN);
  if (!inForce) throw new Error('a log without a calendar');
  const calendar = createCalendar(inForce.file);
  const end = calendarEnd(calendar, clock.now());
  const guess = inForce.file.coversTo === undefined ? ', the last day it names' : '';
  console.log(`In force: ${nameOf(inForce)}`);
  console.log(`It reaches to ${formatDay(calendar.lastCoveredDay)}${guess}${endText(end)}`);
  const upTo = readChangeState(db)?.upTo ?? ALL_DOSSIERS;
  if (upTo < ALL_DOSSIERS) console.log(`It is still being put in force: dossiers up to number ${upTo} are done.`);
  const { due, dossiers } = readCheck(db);
  if (due) console.log('Whether the log agrees with it is still to be found out: a running server does, or "check".');
  if (dossiers > 0) console.log(`The log differs from its reports by about ${dossiers} dossiers: npm run recount`);
  if (!isRecorded(db, calendarFile)) console.log('data/calendar.json is none of these, and is ignored.');
  for (const version of before) console.log(`Before: ${nameOf(version)}`);
  return 0;
}

async function checkLog(db: Connection): Promise<number> {
  const { dossiers, entries } = await withBar('recounting', (tell) => recount(db, tell));
  saveCheck(db, dossiers);
  if (entries.length === 0) console.log('The log is what its reports say.');
  else console.log(`The log differs from its reports by about ${dossiers} dossiers. To mend it: npm run recount`);
  return entries.length === 0 ? 0 : 1;
}

function nameOf({ id, recordedAt, person }: { id: number; recordedAt: number; person: string }): string {
  const since = recordedAt === 0 ? 'known from the beginning' : `recorded ${formatInstant(recordedAt)}`;
  return `version ${id}, ${since} (${person})`;
}

function endText(end: ReturnType<typeof calendarEnd>): string {
  if (!end) return '.';
  return end.over ? ': that day is past, and only weekends are off since.' : ': soon. Record the next one in time.';
}

function readFile(path: string): CalendarFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Usage(`${path} cannot be read.`);
  }
  const read = readCalendarText(text);
  if (read.ok) return read.file;
  throw new Usage(`${path} is no calendar:\n${read.problems.map((one) => `- ${problemSentence(one)}`).join('\n')}`);
}
