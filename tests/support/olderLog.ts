import { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLedger } from '../../server/db/accept';
import type { CalendarOf } from '../../server/db/calendarBook';
import { openWriter } from '../../server/db/open';
import { parseReports } from '../../server/ingest/parseReports';
import { knownCodes } from '../../server/reference';

/** The last step of the schema before calendars, marks of keys and horizons were kept in the log … */
const LAST_BEFORE = '0006_agencies';
/** … and what the steps since have brought. */
const TABLES_SINCE = [
  ...['calendar_versions', 'calendar_steps', 'log_requests', 'recounts', 'log_checks'],
  ...['horizon', 'quarantine_beyond', 'clock_acceptances', 'key_marks'],
];

/** Makes the log in a folder one that an older version wrote. No server may run on it. */
export function makeOlder(dataDir: string): void {
  const db = openWriter(join(dataDir, 'ioc.db'));
  try {
    for (const table of TABLES_SINCE) db.exec(`DROP TABLE ${table}`);
    db.exec('ALTER TABLE ingest_keys DROP COLUMN lent_to');
    const { entries } = JSON.parse(
      readFileSync(new URL('../../server/db/migrations/meta/_journal.json', import.meta.url), 'utf8'),
    ) as { entries: { tag: string; when: number }[] };
    const last = entries.find(({ tag }) => tag === LAST_BEFORE);
    if (!last) throw new Error(`there is no step ${LAST_BEFORE} of the schema`);
    db.prepare('DELETE FROM __drizzle_migrations WHERE created_at > ?').run(last.when);
  } finally {
    db.close();
  }
}

interface Careless {
  readonly now: number;
  readonly codes?: readonly string[];
}

/** Takes reports in as another build of the product would: under any calendar, with any list of units. */
export function sendBeside(
  dataDir: string,
  calendarOf: CalendarOf,
  reports: readonly unknown[],
  { now, codes = knownCodes }: Careless,
): void {
  const db = openWriter(join(dataDir, 'ioc.db'));
  try {
    const key = createSecretKey(readFileSync(join(dataDir, 'hash.key')));
    const parsed = parseReports(JSON.stringify(reports), 'json', { key, knownCodes: new Set(codes), now });
    if (!parsed.ok) throw new Error(parsed.fault.detail);
    const [answer] = createLedger(db, calendarOf).accept([{ sourceId: 1, now, batch: parsed.batch }]).answers;
    if (answer?.accepted !== reports.length) throw new Error(JSON.stringify(answer));
  } finally {
    db.close();
  }
}
