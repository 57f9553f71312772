import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOracle, ORACLE_COUNTERS } from '../../server/cli/oracle/oracle';
import { openReader } from '../../server/db/open';
import { createRandom } from '../../server/demo/cityRandom';
import { percentText, wholeText } from '../../shared/formats';
import { DAY_MS, formatDay, formatInstant, parseDay, parseInstant, startOfDay } from '../../shared/localTime';
import { type CellValue, PERIOD_COLUMNS } from '../../shared/periodTable/columns';
import { calendarFile } from '../support/histories';
import { pdfPages } from '../support/pdfText';
import { type RunningServer, startServer } from '../support/server';
import { xlsxRows } from '../support/unzip';

const SEED = 20_250_714;
const PERIODS = 10;
const INSTANTS = 3;
const STANDS = '2025-07-14T17:30:00+07:00';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: STANDS } });
});
afterAll(() => server.dispose());

const get = async (path: string) => (await fetch(`${server.origin}/api/v1/${path}`)).json();

test(`${PERIODS} random periods: summary, series, fields, brief and table agree with each other and with plain SQL (seed ${SEED})`, async () => {
  const random = createRandom(SEED);
  const db = openReader(join(server.dataDir, 'demo', 'ioc.db'));
  try {
    for (let i = 0; i < PERIODS; i++) {
      const first = parseDay('2025-06-25') ?? 0;
      const [a = 0, b = 0] = [random.whole(0, 19), random.whole(0, 19)].sort((x, y) => x - y);
      const [from, to] = [formatDay(first + a), formatDay(first + b)];
      const query = `from=${from}&to=${to}&at=${encodeURIComponent(STANDS)}`;
      const what = `seed ${SEED}, ${from} – ${to}`;
      const summary = await get(`summary?${query}`);
      const [series, fields, brief] = await Promise.all([
        get(`series?${query}&by=day`),
        get(`fields?${query}`),
        get(`brief?${query}&variant=A`),
      ]);
      const end = Math.min(startOfDay(first + b) + DAY_MS, parseInstant(STANDS) ?? 0);
      const truth = createOracle(db, calendarFile, parseInstant(STANDS) ?? 0).summary(startOfDay(first + a), end);
      for (const unit of summary.wards) {
        for (const counter of ORACLE_COUNTERS) {
          expect(unit[counter], `${what}, ${unit.code}, ${counter}`).toBe(truth.get(unit.code)?.[counter] ?? 0);
        }
      }
      const sum = (rows: readonly Record<string, number>[], name: string) =>
        rows.reduce((total, row) => total + (row[name] ?? 0), 0);
      for (const name of [
        'received',
        'receivedOnline',
        'resolvedEarly',
        'resolvedOnTime',
        'resolvedLate',
        'rejected',
      ]) {
        expect(sum(series.buckets, name), `${what}, series, ${name}`).toBe(summary.city[name]);
        expect(sum(fields.fields, name), `${what}, fields, ${name}`).toBe(summary.city[name]);
      }
      for (const name of ['pendingInTime', 'pendingOverdue', 'paused', 'awaitingIntake']) {
        expect(series.buckets.at(-1)[name], `${what}, last day, ${name}`).toBe(summary.city[name]);
        expect(sum(fields.fields, name), `${what}, fields, ${name}`).toBe(summary.city[name]);
      }
      const fact = (key: string) => brief.facts.find((one: { key: string }) => one.key === key);
      expect(fact('received')?.value ?? 0, what).toBe(summary.city.received);
      if (summary.city.onTimeRate.A.den > 0) expect(fact('onTimeRate'), what).toMatchObject(summary.city.onTimeRate.A);
      expect(fact('overdue')?.value ?? 0, what).toBe(summary.city.pendingOverdue);
      const units = [summary.city, ...summary.wards, summary.cityLevel];
      const wanted = units.map((unit) => PERIOD_COLUMNS.map((column) => column.of(unit)));
      const file = async (format: string) =>
        new Uint8Array(await (await fetch(`${server.origin}/api/v1/export?${query}&format=${format}`)).arrayBuffer());
      const [csv, xlsx, pdf] = await Promise.all([file('csv'), file('xlsx'), file('pdf')]);
      const plain = wanted.map((row) => row.map((value) => (value === null ? '' : String(value))));
      const csvRows = new TextDecoder()
        .decode(csv)
        .split('\r\n')
        .slice(1, units.length + 1)
        .map(splitCsv);
      expect(
        csvRows.map((row) => row.slice(3, 3 + PERIOD_COLUMNS.length)),
        `${what}, CSV`,
      ).toEqual(plain);
      const sheet = xlsxRows(xlsx).slice(1);
      expect(
        sheet.map((row) => PERIOD_COLUMNS.map((_, at) => row[at + 3] ?? '')),
        `${what}, XLSX`,
      ).toEqual(plain);
      const pages = pdfPages(pdf);
      const half = PERIOD_COLUMNS.length / 2;
      for (const [at, row] of wanted.entries()) {
        const read = row.map(asRead);
        for (const [page, part] of [read.slice(0, half), read.slice(half)].entries()) {
          expect(pages[page], `${what}, PDF, row ${at}`).toContain(part.join(''));
        }
      }
      const { num, den } = summary.city.onlineRate;
      if (den > 0) expect(brief.text, what).toContain(percentText(num, den, 2, 'vi').replace(/(,\d)0$|,00$/, '$1'));
    }
  } finally {
    db.close();
  }
});

test(`at random instants of the time machine the summary equals plain SQL, as corrected now and as shown then (seed ${SEED})`, async () => {
  const random = createRandom(SEED);
  const db = openReader(join(server.dataDir, 'demo', 'ioc.db'));
  const start = startOfDay(parseDay('2025-07-01') ?? 0);
  const stands = parseInstant(STANDS) ?? 0;
  try {
    for (let i = 0; i < INSTANTS; i++) {
      const moment = start + random.whole(1, (stands - start) / 1000) * 1000;
      for (const [name, knownUpTo] of [
        ['until', stands],
        ['at', moment],
      ] as const) {
        const cut = name === 'at' ? '' : `&at=${encodeURIComponent(STANDS)}`;
        const asked = `from=2025-07-01&to=2025-07-14${cut}&${name}=${encodeURIComponent(formatInstant(moment))}`;
        const summary = await get(`summary?${asked}`);
        const truth = createOracle(db, calendarFile, knownUpTo).summary(start, moment);
        for (const unit of summary.wards) {
          for (const counter of ORACLE_COUNTERS) {
            const what = `seed ${SEED}, ${name} ${formatInstant(moment)}, ${unit.code}, ${counter}`;
            expect(unit[counter], what).toBe(truth.get(unit.code)?.[counter] ?? 0);
          }
        }
      }
    }
  } finally {
    db.close();
  }
});

/** A cell as it is printed for readers. */
function asRead(value: CellValue): string {
  if (value === null) return '—';
  return typeof value === 'number' ? wholeText(value, 'vi') : value;
}

function splitCsv(line: string): readonly string[] {
  return [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map(([, plain = '', quoted]) => quoted ?? plain);
}
