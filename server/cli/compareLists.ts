import type { WardList } from '../../shared/wardLists';
import { calendarInForce } from '../db/calendarBook';
import type { Connection } from '../db/open';
import { createWardLists } from '../db/wardLists';
import { calendarFile, wardCodes } from '../reference';
import type { OracleFigures, OracleSummary } from './oracle/oracle';

/** Lists that hold exactly what a gauge of D4 counts. */
const GAUGE_OF: Readonly<Partial<Record<WardList, keyof OracleFigures>>> = {
  overdue: 'pendingOverdue',
  'awaiting-intake': 'awaitingIntake',
  paused: 'paused',
};

/** Every ward's lists hold as many dossiers as plain SQL counted of all that is recorded, at the same instant. */
export function compareLists(db: Connection, expected: OracleSummary, at: number): number {
  const columns = db.prepare<[], string>("SELECT name FROM pragma_table_info('dossiers')").pluck().all();
  if (!columns.includes('listed')) {
    console.log('Lists of wards: made when the server next opens this log.');
    return 0;
  }
  const list = createWardLists(db, calendarInForce(db, calendarFile).calendar);
  let differences = 0;
  for (const ward of wardCodes) {
    for (const [name, gauge] of Object.entries(GAUGE_OF)) {
      const { total } = list({ ward, list: name as WardList, now: at, limit: 1 });
      const counted = expected.get(ward)?.[gauge] ?? 0;
      if (total === counted) continue;
      differences++;
      console.log(`List ${name} of ${ward}: ${total}, recounted ${counted}`);
    }
  }
  console.log(`Lists of wards: ${differences} differences.`);
  return differences;
}
