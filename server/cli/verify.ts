import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DAY_MS, dayOf, formatInstant, startOfDay } from '../../shared/localTime';
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
import { calendarsAt } from './oracle/calendarsAt';
import { createOracle, ORACLE_COUNTERS, type Oracle, type OracleFigures } from './oracle/oracle';

const HELP = `Recounts everything from the reports with plain SQL and compares it with what the product answers.

  npm run verify               the log in DATA_DIR (default ./data/var)
  npm run verify -- --demo     the demo city's log in DATA_DIR/demo
  npm run verify -- --file F   the log in file F

Prints every difference; exit 0 when there is none, 1 when there is one. The server may go on running.`;

await runCommand(HELP, (args) => {
  const { values } = parseArgs({ args, options: { demo: { type: 'boolean' }, file: { type: 'string' } } });
  const folder = readConfig().dataDir;
  const file = values.file ?? join(folder, values.demo ? join(DEMO_FOLDER, LOG_FILE) : LOG_FILE);
  if (!existsSync(file)) throw new Usage(`There is no log at ${file}; set DATA_DIR, or give --demo or --file.`);
  const db = openReader(file);
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
  let differences = compareTallies(db);
  const middle = db
    // What was read of the time before a recount stays as it was read then.
    .prepare('SELECT recorded_at FROM recordings WHERE last_report_seq >= ? AND recorded_at >= ? LIMIT 1')
    .pluck()
    .get(Math.ceil(extent.reports / 2), lastRecountAt(db)) as number;
  for (const at of [middle, extent.recorded ?? middle]) {
    const started = process.hrtime.bigint();
    console.log(`As known at ${formatInstant(at)}: laying out the reports …`);
    const oracle = createOracle(db, calendarsAt(db, at, calendarFile), at);
    differences += comparePeriods(db, oracle, at, extent.first, Math.max(extent.last, extent.recorded ?? 0));
    if (at === extent.recorded) differences += compareLists(db, oracle, at + 1);
    console.log(`  done in ${Number((process.hrtime.bigint() - started) / 1_000_000n) / 1000} s`);
  }
  console.log(
    differences === 0
      ? `${extent.reports} reports: every figure agrees.`
      : `${extent.reports} reports: ${differences} differences.`,
  );
  return differences === 0 ? 0 : 1;
}

/** The tallies are the entries, summed: asked of SQLite alone. */
function compareTallies(db: Connection): number {
  const widths = { 0: 3_600_000, 1: DAY_MS } as const;
  let differences = 0;
  for (const [span, width] of Object.entries(widths)) {
    const rows = db
      .prepare(
        `SELECT bucket, ward, counter, sum(n) AS n FROM (
           SELECT bucket, ward, counter, n FROM tallies WHERE span = ${span}
           UNION ALL SELECT (instant + 25200000) / ${width}, ward, counter, -n FROM entries)
         GROUP BY bucket, ward, counter HAVING sum(n) <> 0`,
      )
      .all();
    for (const row of rows.slice(0, 20)) console.log('tally differs from its entries:', JSON.stringify(row));
    differences += rows.length;
  }
  console.log(`Tallies against entries: ${differences} differences.`);
  return differences;
}

function comparePeriods(db: Connection, oracle: Oracle, at: number, first: number, last: number): number {
  const periods = createPeriods(db, wardCodes);
  let differences = 0;
  for (const [start, end] of spans(first, last, at)) {
    const answer = periods.summary({ start, end, recordedUpTo: at });
    const expected = oracle.summary(start, end);
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
    console.log(`  ${formatInstant(start)} … ${formatInstant(end)} compared`);
  }
  return differences;
}

/** The whole, the last fortnight, the last days one by one, and two that are cut in the middle of an hour. */
function spans(first: number, last: number, at: number): [number, number][] {
  const end = Math.min(last, at);
  const day = dayOf(end);
  const days = Array.from({ length: 3 }, (_, i): [number, number] => [startOfDay(day - i), startOfDay(day - i + 1)]);
  return [
    [startOfDay(dayOf(first)), end],
    [startOfDay(day - 13), startOfDay(day + 1)],
    [startOfDay(day - 6), end - 12_345_678],
    [startOfDay(day), end],
    ...days,
  ];
}

function sum(
  figures: ReadonlyMap<string, OracleFigures>,
  codes: readonly string[],
  counter: (typeof ORACLE_COUNTERS)[number],
): number {
  return codes.reduce((total, code) => total + (figures.get(code)?.[counter] ?? 0), 0);
}
