import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { dayOf, formatInstant, startOfDay } from '../../shared/localTime';
import type { PeriodFigures } from '../../shared/summary';
import { CITY_LEVEL_CODE } from '../../shared/wards';
import { readConfig } from '../config';
import { DEMO_FOLDER, LOG_FILE } from '../dataFiles';
import { lastRecountAt } from '../db/logRequests';
import { type Connection, openReader } from '../db/open';
import { createPeriods } from '../db/periods';
import { calendarFile, wardCodes } from '../reference';
import { runCommand, Usage } from './command';
import { compareLists } from './compareLists';
import { compareTallies } from './compareTallies';
import { calendarsAt } from './oracle/calendarsAt';
import { lastDossier, ORACLE_COUNTERS, type OracleSpan, type OracleSummary, recount } from './oracle/oracle';

/** How much of the progress is told for the tallies. */
const TALLIES_SHARE = 0.1;
/** Everything is read once, in order: more would be held for nothing. */
const CACHE_KIB = 16 * 1024;

const HELP = `Recounts everything from the reports with plain SQL and compares it with what the product answers.

  npm run verify               the log in DATA_DIR (default ./data/var)
  npm run verify -- --demo     the demo city's log in DATA_DIR/demo
  npm run verify -- --file F   the log in file F

Prints every difference; exit 0 when there is none, 1 when there is one. The server may go on running: everything is
compared as of the instant at which this begins. Memory does not grow with the log; the log's -wal file does while this
runs, by what is written meanwhile.`;

await runCommand(HELP, (args) => {
  const { values } = parseArgs({ args, options: { demo: { type: 'boolean' }, file: { type: 'string' } } });
  const folder = readConfig().dataDir;
  const file = values.file ?? join(folder, values.demo ? join(DEMO_FOLDER, LOG_FILE) : LOG_FILE);
  if (!existsSync(file)) throw new Usage(`There is no log at ${file}; set DATA_DIR, or give --demo or --file.`);
  const db = openReader(file);
  // Pages of the file that are mapped would count as this process's memory, up to all of it.
  db.pragma('mmap_size = 0');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  try {
    // One read transaction: what is appended meanwhile is not seen by either side.
    return db.transaction(() => verify(db))();
  } finally {
    db.close();
  }
});

interface Extent {
  readonly reports: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly recorded: number | null;
}

function verify(db: Connection): number {
  const extent = db
    .prepare(
      `SELECT (SELECT count(*) FROM reports) AS reports, (SELECT min(instant) FROM entries) AS first,
              (SELECT max(occurred_at) FROM reports) AS last, (SELECT max(recorded_at) FROM recordings) AS recorded`,
    )
    .get() as Extent;
  if (extent.reports === 0 || extent.first === null || extent.last === null) {
    console.log('The log is empty: nothing to compare.');
    return 0;
  }
  const bar = progressBar();
  let differences = compareTallies(db, (part) => bar.update(part * TALLIES_SHARE));
  const middle = db
    // What was read of the time before a recount stays as it was read then.
    .prepare('SELECT recorded_at FROM recordings WHERE last_report_seq >= ? AND recorded_at >= ? LIMIT 1')
    .pluck()
    .get(Math.ceil(extent.reports / 2), lastRecountAt(db)) as number;
  const present = extent.recorded ?? middle;
  const known = [...new Set([middle, present])];
  const dossiers = lastDossier(db) * known.length;
  for (const [round, at] of known.entries()) {
    const compared = spans(extent.first, Math.max(extent.last, present), at);
    // The lists of wards are of the present: of the moment after all that is recorded.
    const lists: OracleSpan[] = at === present ? [[at + 1, at + 1]] : [];
    const before = (round * dossiers) / known.length;
    const sums = recount(db, calendarsAt(db, at, calendarFile), { at, spans: [...compared, ...lists] }, (done) =>
      bar.update(TALLIES_SHARE + (1 - TALLIES_SHARE) * ((before + done) / dossiers)),
    );
    differences += comparePeriods(db, at, compared, sums);
    const expected = sums[compared.length];
    if (expected) differences += compareLists(db, expected, at + 1);
  }
  bar.stop();
  console.error(`Most memory used: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB.`);
  console.log(
    differences === 0
      ? `${extent.reports} reports: every figure agrees.`
      : `${extent.reports} reports: ${differences} differences.`,
  );
  return differences === 0 ? 0 : 1;
}

/** On a terminal only; what differs is printed as it is found. */
function progressBar(): SingleBar {
  const bar = new SingleBar({
    format: 'recounting {bar} {percentage} % · {duration_formatted} · about {eta_formatted} left',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(1, 0);
  return bar;
}

function comparePeriods(
  db: Connection,
  at: number,
  compared: readonly OracleSpan[],
  sums: readonly OracleSummary[],
): number {
  const periods = createPeriods(db, wardCodes);
  let differences = 0;
  for (const [i, [start, end]] of compared.entries()) {
    const answer = periods.summary({ start, end, recordedUpTo: at });
    const expected: OracleSummary = sums[i] ?? new Map();
    const compare = (figures: PeriodFigures, codes: readonly string[], name: string): void => {
      for (const counter of ORACLE_COUNTERS) {
        const counted = sum(expected, codes, counter);
        if (figures[counter] === counted) continue;
        differences++;
        console.log(
          `${formatInstant(start)} … ${formatInstant(end)}, ${name}, ${counter}: ${figures[counter]}, recounted ${counted}`,
        );
      }
    };
    for (const ward of answer.wards) compare(ward, [ward.code], ward.code);
    compare(answer.cityLevel, [CITY_LEVEL_CODE], CITY_LEVEL_CODE);
    compare(answer.city, wardCodes, 'city');
  }
  console.log(`As known at ${formatInstant(at)}, ${compared.length} periods: ${differences} differences.`);
  return differences;
}

/** The whole, the last fortnight, the last days one by one, and two that are cut in the middle of an hour. */
function spans(first: number, last: number, at: number): OracleSpan[] {
  const end = Math.min(last, at);
  const day = dayOf(end);
  const days = Array.from({ length: 3 }, (_, i): OracleSpan => [startOfDay(day - i), startOfDay(day - i + 1)]);
  return [
    [startOfDay(dayOf(first)), end],
    [startOfDay(day - 13), startOfDay(day + 1)],
    [startOfDay(day - 6), end - 12_345_678],
    [startOfDay(day), end],
    ...days,
  ];
}

function sum(figures: OracleSummary, codes: readonly string[], counter: (typeof ORACLE_COUNTERS)[number]): number {
  return codes.reduce((total, code) => total + (figures.get(code)?.[counter] ?? 0), 0);
}
