import { SqliteError } from 'better-sqlite3';
import { desc } from 'drizzle-orm';
import { Busy } from '../busy';
import { asDrizzle, type Connection, openWriter } from './open';
import { clockAcceptances } from './ownSchema';

/** Somebody took the clock's time for right, whatever the log said before. */
export interface ClockAcceptance {
  readonly id: number;
  /** The time that was accepted. */
  readonly at: number;
  /** The last instant of the log then. */
  readonly head: number;
}

export function lastAcceptance(db: Connection): ClockAcceptance | null {
  return asDrizzle(db).select().from(clockAcceptances).orderBy(desc(clockAcceptances.id)).limit(1).get() ?? null;
}

/** The last instant that was recorded. */
export function lastRecordedIn(db: Connection): number {
  return db.prepare<[], number>('SELECT coalesce(max(recorded_at), 0) FROM recordings').pluck().get() ?? 0;
}

/** Durable when it returns. It is once in a while: a connection for the moment, beside the writer's. */
export function keepAcceptance(file: string, { at, head }: Omit<ClockAcceptance, 'id'>): ClockAcceptance {
  try {
    const db = openWriter(file);
    try {
      return asDrizzle(db).insert(clockAcceptances).values({ at, head }).returning().get();
    } finally {
      db.close();
    }
  } catch (cause) {
    if (cause instanceof SqliteError) throw new Busy('storage');
    throw cause;
  }
}
