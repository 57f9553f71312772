/** Tables of what was refused, as drizzle sees them. */
import { sql } from 'drizzle-orm';
import { blob, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Refused input waits here with its reason; never a value of it, only a keyed hash to know it again. */
export const quarantine = sqliteTable(
  'quarantine',
  {
    id: integer().primaryKey(),
    sourceId: integer().notNull(),
    reason: text().notNull(),
    bodyHash: blob({ mode: 'buffer' }).notNull(),
    firstAt: integer().notNull(),
    lastAt: integer().notNull(),
    times: integer().notNull().default(sql`1`),
  },
  (t) => [uniqueIndex('quarantine_body').on(t.sourceId, t.reason, t.bodyHash)],
);

/** How many refusals of a source and reason came after the rows of quarantine were full: these are only counted. */
export const quarantineBeyond = sqliteTable(
  'quarantine_beyond',
  {
    sourceId: integer().notNull(),
    reason: text().notNull(),
    firstAt: integer().notNull(),
    lastAt: integer().notNull(),
    times: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.reason] })],
);
