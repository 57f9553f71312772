import type { CalendarFile } from '../../shared/calendar';
import type { CalendarTask } from './calendarTasks';
import type { EntryRow } from './difference';
import type { Connection } from './open';

/** A task as a command leaves it in the log, for the server that has it open, or for itself. */
export type LogRequest = Extract<CalendarTask, { readonly do: 'record' | 'mend' }>;

interface RequestRow {
  readonly id: number;
  readonly kind: LogRequest['do'];
  readonly person: string;
  readonly content: string;
}

/** What is to be done next; null: nothing. */
export function nextRequest(db: Connection): LogRequest | null {
  const row = db
    .prepare<[], RequestRow>('SELECT id, kind, person, content FROM log_requests ORDER BY id LIMIT 1')
    .get();
  if (!row) return null;
  const request = row.id;
  if (row.kind === 'record') {
    return { do: 'record', person: row.person, file: JSON.parse(row.content) as CalendarFile, request };
  }
  const { entries, last } = JSON.parse(row.content) as { entries: EntryRow[]; last: boolean };
  return { do: 'mend', entries, last, request };
}

export function countRequests(db: Connection): number {
  return db.prepare<[], number>('SELECT count(*) FROM log_requests').pluck().get() ?? 0;
}

export function requestCalendar(db: Connection, person: string, file: CalendarFile): void {
  add(db, 'record', person, JSON.stringify(file));
}

/** Entries a recording: about a tenth of a second of the writer's time. */
const MENDED_AT_ONCE = 5000;

/**
 * Leaves differences to be recorded, part by part. False when another recount came between: they were found before it,
 * and would be recorded twice.
 */
export function requestMending(
  db: Connection,
  person: string,
  entries: readonly EntryRow[],
  lastRecount: number,
): boolean {
  return db
    .transaction((): boolean => {
      if (countRequests(db) > 0 || lastRecountAt(db) !== lastRecount) return false;
      for (let from = 0; from === 0 || from < entries.length; from += MENDED_AT_ONCE) {
        const part = entries.slice(from, from + MENDED_AT_ONCE);
        const last = from + MENDED_AT_ONCE >= entries.length;
        add(db, 'mend', person, JSON.stringify({ entries: part, last }));
      }
      return true;
    })
    .immediate();
}

/** When a recount last recorded anything; 0: never. */
export function lastRecountAt(db: Connection): number {
  const has = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'recounts'").get();
  if (has === undefined) return 0;
  return db.prepare<[], number>('SELECT coalesce(max(recorded_at), 0) FROM recounts').pluck().get() ?? 0;
}

function add(db: Connection, kind: LogRequest['do'], person: string, content: string): void {
  db.prepare('INSERT INTO log_requests (kind, person, content) VALUES (?, ?, ?)').run(kind, person, content);
}
