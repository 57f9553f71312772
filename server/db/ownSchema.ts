/** What a log keeps about itself and its server, beside the reports: tables as drizzle sees them. */
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Which keys beside the log belong to it: what only the holder of the right one can work out (server/db/keyMark.ts). */
export const keyMarks = sqliteTable('key_marks', {
  name: text().primaryKey(),
  mark: blob({ mode: 'buffer' }).notNull(),
});

/** That somebody took the clock's new time for right; append-only by use. */
export const clockAcceptances = sqliteTable('clock_acceptances', {
  id: integer().primaryKey(),
  /** The time that was accepted. */
  at: integer().notNull(),
  /** The last instant that was recorded or answered by then. */
  head: integer().notNull(),
});
