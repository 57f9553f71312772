import { createSecretKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createLedger, type Ledger } from '../../server/db/accept';
import { openCalendars } from '../../server/db/calendarBook';
import { type CalendarTasks, createCalendarTasks } from '../../server/db/calendarTasks';
import { LEDGER_LIMITS, type LedgerLimits } from '../../server/db/ledgerLimits';
import { type Connection, openReader, openWriter } from '../../server/db/open';
import { createPeriods, type Periods } from '../../server/db/periods';
import type { BodyKind } from '../../server/ingest/connectors';
import { parseReports } from '../../server/ingest/parseReports';
import { calendarFile } from './histories';
import { SCRATCH } from './scratch';

export const TEST_WARDS = ['19753', '19789', '20101'];

/** A real log on a real file, without threads or HTTP. */
export interface LedgerWorld {
  readonly db: Connection;
  readonly ledger: Ledger;
  /** What the writer does with calendars; two dossiers a step. */
  readonly runTask: CalendarTasks;
  readonly periods: Periods;
  /** Parses and accepts one batch at an instant of the server's clock; returns what was answered. */
  readonly send: (sent: unknown, now: number, sourceId?: number, kind?: BodyKind) => ReturnType<Ledger['accept']>;
  /** The same into another ledger on the same log. */
  readonly sendTo: (
    ledger: Ledger,
    sent: unknown,
    now: number,
    sourceId?: number,
    kind?: BodyKind,
  ) => ReturnType<Ledger['accept']>;
  /** As after a restart. */
  readonly reopen: () => void;
  readonly file: string;
  readonly close: () => void;
}

export function createLedgerWorld(limits: Partial<LedgerLimits> = {}): LedgerWorld {
  const folder = mkdtempSync(join(SCRATCH, 'ioc-'));
  const file = join(folder, 'ioc.db');
  const db = openWriter(file);
  db.pragma('synchronous = OFF');
  const reader = openReader(file);
  const open = () => {
    const calendars = openCalendars(db, calendarFile);
    const ledger = createLedger(db, calendars.of, { ...LEDGER_LIMITS, ...limits });
    return { ledger, runTask: createCalendarTasks(db, calendars, ledger, { computed: 2, looked: 2, atOnce: 1 }) };
  };
  let opened = open();
  const key = createSecretKey(Buffer.alloc(32, 7));
  const sendTo: LedgerWorld['sendTo'] = (to, sent, now, sourceId = 1, kind = 'json') => {
    const knownCodes = new Set([...TEST_WARDS, '00046']);
    const parsed = parseReports(JSON.stringify(sent), kind, { key, knownCodes, now: Number.MAX_SAFE_INTEGER });
    if (!parsed.ok) throw new Error(parsed.fault.detail);
    return to.accept([{ sourceId, now, batch: parsed.batch }]);
  };
  return {
    db,
    get ledger() {
      return opened.ledger;
    },
    runTask: (task, now) => opened.runTask(task, now),
    reopen: () => {
      opened = open();
    },
    file,
    periods: createPeriods(reader, TEST_WARDS),
    send: (sent, now, sourceId, kind) => sendTo(opened.ledger, sent, now, sourceId, kind),
    sendTo,
    close: () => {
      reader.close();
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
