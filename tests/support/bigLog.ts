import { createSecretKey } from 'node:crypto';
import { createLedger } from '../../server/db/accept';
import { openWriter } from '../../server/db/open';
import { createKey, createKeyLookup } from '../../server/db/sourceBook';
import { parseReports } from '../../server/ingest/parseReports';
import { knownCodes } from '../../server/reference';
import { machineNow, workload } from '../bench/workload';
import { calendar } from './histories';

const BATCH = 5000;
/** Made at once, so that the making of ten million does not need the memory of ten million. */
const PART = 250_000;

/** A log of so many reports of dossiers of the last `days`, written without a server as fast as it goes. */
export function makeBigLog(file: string, reports: number, days = 60): void {
  const db = openWriter(file);
  db.pragma('synchronous = OFF');
  const now = machineNow();
  const source = createKeyLookup(db)(createKey(db, { name: 'big', quota: null, at: now }));
  if (!source) throw new Error('no source');
  const ledger = createLedger(db, () => calendar);
  const context = { key: createSecretKey(Buffer.alloc(32, 7)), knownCodes: new Set(knownCodes) };
  for (let made = 0; made < reports; made += PART) {
    const lines = workload(Math.min(PART, reports - made), days, 100 + made / PART);
    for (let i = 0; i < lines.length; i += BATCH) {
      const parsed = parseReports(lines.slice(i, i + BATCH).join('\n'), 'ndjson', { ...context, now });
      if (!parsed.ok) throw new Error(parsed.fault.detail);
      ledger.accept([{ sourceId: source.id, now, batch: parsed.batch }]);
    }
    db.pragma('wal_checkpoint(TRUNCATE)');
  }
  db.close();
}
