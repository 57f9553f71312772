import { createSecretKey } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createLedger } from '../../server/db/accept';
import { openCalendars } from '../../server/db/calendarBook';
import { createCalendarTasks } from '../../server/db/calendarTasks';
import { type Connection, openReader, openWriter } from '../../server/db/open';
import { createPeriods, type PeriodAnswer, type PeriodQuestion } from '../../server/db/periods';
import type { FromWriter, ToWriter } from '../../server/db/writerMessages';
import { createWriterWork } from '../../server/db/writerWork';
import type { ReportBatch } from '../../server/ingest/batch';
import { parseReports } from '../../server/ingest/parseReports';
import { calendarFile } from './histories';
import { TEST_WARDS } from './ledgerWorld';
import { SCRATCH } from './scratch';

/** The writer's own work on a real file, without its thread: what it is sent is done at once. */
export interface WorkWorld {
  readonly db: () => Connection;
  /** What it said to these messages, which came together. */
  readonly send: (...messages: readonly ToWriter[]) => readonly FromWriter[];
  readonly batch: (reports: readonly unknown[]) => ReportBatch;
  readonly summary: (question: PeriodQuestion) => PeriodAnswer;
  /** From now on the file may not grow, or may again: SQLITE_FULL, as of a disk without room. */
  readonly letGrow: (may: boolean) => void;
  /** As after SIGKILL: what was written stays, and what was in memory is gone. */
  readonly crash: () => void;
  /** As after a clean end. */
  readonly restart: () => void;
  readonly close: () => void;
}

const NO_LIMIT = 0xfffffffe;

export function createWorkWorld(): WorkWorld {
  const folder = mkdtempSync(join(SCRATCH, 'ioc-work-'));
  let lives = 0;
  const open = () => {
    const file = join(folder, `${lives}.db`);
    const db = openWriter(file);
    db.pragma('synchronous = OFF');
    const calendars = openCalendars(db, calendarFile);
    const ledger = createLedger(db, calendars.of);
    const said: FromWriter[] = [];
    const work = createWriterWork({
      db,
      file,
      ledger,
      runTask: createCalendarTasks(db, calendars, ledger),
      send: (message) => said.push(message),
      listen: () => undefined,
      hangUp: () => undefined,
      drain: () => undefined,
      close: () => undefined,
    });
    return { file, db, said, work };
  };
  let life = open();
  const key = createSecretKey(Buffer.alloc(32, 7));
  const send: WorkWorld['send'] = (...messages) => {
    const waiting = [...messages];
    while (waiting.length > 0) life.work.next(waiting);
    return life.said.splice(0);
  };
  return {
    db: () => life.db,
    send,
    batch: (reports) => {
      const knownCodes = new Set([...TEST_WARDS, '00046']);
      const parsed = parseReports(JSON.stringify(reports), 'json', { key, knownCodes, now: Number.MAX_SAFE_INTEGER });
      if (!parsed.ok) throw new Error(parsed.fault.detail);
      return parsed.batch;
    },
    summary: (question) => {
      const reader = openReader(life.file);
      try {
        return createPeriods(reader, TEST_WARDS).summary(question);
      } finally {
        reader.close();
      }
    },
    letGrow: (may) => {
      // The journal would take many a page more before the file itself has to grow.
      if (!may) life.db.pragma('wal_checkpoint(TRUNCATE)');
      const pages = Number(life.db.pragma('page_count', { simple: true }));
      life.db.pragma(`max_page_count = ${may ? NO_LIMIT : pages}`);
    },
    crash: () => {
      const { file } = life;
      lives++;
      for (const ending of ['', '-wal']) {
        if (existsSync(`${file}${ending}`)) copyFileSync(`${file}${ending}`, join(folder, `${lives}.db${ending}`));
      }
      life.db.close();
      life = open();
    },
    restart: () => {
      send({ kind: 'close', id: 0 });
      life = open();
    },
    close: () => {
      send({ kind: 'close', id: 0 });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
