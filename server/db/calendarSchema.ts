/** What the log keeps of the working calendar, and of its own mending. Part of schema.ts. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Versions of the working calendar, append-only: each is the whole calendar for all days, known from its recording on. */
export const calendarVersions = sqliteTable('calendar_versions', {
  id: integer().primaryKey(),
  /** 0: known from the beginning. */
  recordedAt: integer().notNull(),
  person: text().notNull(),
  content: text().notNull(),
});

/**
 * How a version came to hold, append-only: from `recordedAt` on the dossiers up to `upTo` are counted under it, the others
 * under the one before.
 */
export const calendarSteps = sqliteTable('calendar_steps', {
  recordedAt: integer().primaryKey(),
  version: integer().notNull(),
  upTo: integer().notNull(),
});

/** What commands ask of whoever has the log open for writing; done in order, each in one transaction with its removal. */
export const logRequests = sqliteTable('log_requests', {
  id: integer().primaryKey(),
  kind: text().notNull(),
  person: text().notNull(),
  content: text().notNull(),
});

/** Differences that a recount recorded, one row a recording; what was read of the time before stays as it was read. */
export const recounts = sqliteTable('recounts', { recordedAt: integer().primaryKey(), entries: integer().notNull() });

/** Whether the entries are what the reports say: one row, once it was asked. */
export const logChecks = sqliteTable('log_checks', {
  id: integer().primaryKey(),
  /** By how many dossiers they differ; null: still to be found out. */
  dossiers: integer(),
});
