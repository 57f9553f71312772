import { blob, integer, sqliteTable } from 'drizzle-orm/sqlite-core';

/**
 * One row: how far a reading may be answered. All that is recorded after a restart is recorded after it, so what was
 * read before "never changes again" even if nothing but readings sealed it. Written ahead in steps, exact at a clean close.
 */
export const horizon = sqliteTable('horizon', {
  id: integer().primaryKey(),
  instant: integer().notNull(),
  /** What a probe of the disk fills and clears again. */
  room: blob({ mode: 'buffer' }),
});
