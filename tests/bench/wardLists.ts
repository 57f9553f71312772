import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_FILE } from '../../server/dataFiles';
import { openReader } from '../../server/db/open';
import { createWardLateness } from '../../server/db/wardLateness';
import { createWardLists } from '../../server/db/wardLists';
import { type CalendarFile, createCalendar } from '../../shared/calendar';
import { DAY_MS } from '../../shared/localTime';
import { MAX_LIST_ROWS, WARD_LISTS } from '../../shared/wardLists';
import { machineNow, spread } from './workload';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../data/${name}.json`, import.meta.url), 'utf8'));

/** How long each list of a ward takes, and where its lateness arises, on the log of the other benchmarks. */
export function wardListTimes(dataDir: string) {
  const db = openReader(join(dataDir, LOG_FILE));
  const list = createWardLists(db, createCalendar(read('calendar') as CalendarFile));
  const lateness = createWardLateness(db);
  const codes = (read('wards') as { readonly code: string }[]).map((ward) => ward.code);
  const now = machineNow();
  const timed = (run: (ward: string) => void): number[] =>
    codes.map((ward) => {
      const from = performance.now();
      run(ward);
      return performance.now() - from;
    });
  let longest = 0;
  const result = Object.fromEntries([
    ...WARD_LISTS.map((name) => {
      const times = timed((ward) => {
        longest = Math.max(longest, list({ ward, list: name, now, limit: MAX_LIST_ROWS }).total);
      });
      return [name, spread(times)] as const;
    }),
    ['lateness', spread(timed((ward) => void lateness({ ward, start: now - 14 * DAY_MS, end: now })))] as const,
  ]);
  db.close();
  return { ms: result, longest };
}
