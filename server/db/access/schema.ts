/** Who may see what: people, their sessions, paired screens, and the audit. A file of its own, beside the log of reports. */
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable(
  'users',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    /** The name as it is looked up: NFC, small letters. */
    nameKey: text().notNull(),
    role: text().notNull(),
    ward: text(),
    /** server/auth/password.ts; the parameters stand in it. */
    passwordHash: text().notNull(),
    passwordSetAt: integer().notNull(),
    /** The password was given by somebody else: 1. */
    mustChangePassword: integer().notNull(),
    /** Sealed with the server's key; null: no second factor was set up. */
    totpSecret: blob({ mode: 'buffer' }),
    /** When it was confirmed with a first code; null: it does not count yet. */
    totpSince: integer(),
    /** The last time step whose code was used: a code is good once. */
    totpLastStep: integer().notNull(),
    createdAt: integer().notNull(),
    lastSignInAt: integer(),
    disabledAt: integer(),
  },
  (t) => [uniqueIndex('users_name').on(t.nameKey)],
);

/** Sessions of people. Only SHA-256 of the 256-bit tokens are kept. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: integer().primaryKey(),
    tokenHash: blob({ mode: 'buffer' }).notNull(),
    /** The token before the last rotation, good until the new one was seen and for a moment after. */
    previousHash: blob({ mode: 'buffer' }),
    /** When the present token was first shown by its owner; null: it may not have arrived. */
    seenSince: integer(),
    rotatedAt: integer().notNull(),
    /** Null: a guest of the demo, who is only what this row says. */
    userId: integer().references(() => users.id),
    guestName: text(),
    guestRole: text(),
    guestWard: text(),
    createdAt: integer().notNull(),
    lastSeenAt: integer().notNull(),
    expiresAt: integer().notNull(),
    endedAt: integer(),
  },
  (t) => [
    uniqueIndex('sessions_token').on(t.tokenHash),
    index('sessions_previous').on(t.previousHash),
    index('sessions_user').on(t.userId),
  ],
);

/** Screens that nobody types on. Their keys rotate as the tokens of sessions do. */
export const devices = sqliteTable(
  'devices',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    view: text().notNull(),
    ward: text(),
    tokenHash: blob({ mode: 'buffer' }).notNull(),
    previousHash: blob({ mode: 'buffer' }),
    seenSince: integer(),
    rotatedAt: integer().notNull(),
    createdAt: integer().notNull(),
    lastSeenAt: integer().notNull(),
    endedAt: integer(),
  },
  (t) => [uniqueIndex('devices_token').on(t.tokenHash), index('devices_previous').on(t.previousHash)],
);

/** Wrong passwords in a row, by name and by name and address (keyed hashes of them). */
export const failures = sqliteTable('failures', {
  key: text().primaryKey(),
  count: integer().notNull(),
  lastAt: integer().notNull(),
  lockedUntil: integer().notNull(),
});

/** Who did or saw what, when, from where. Append-only, held by triggers. */
export const audit = sqliteTable(
  'audit',
  {
    seq: integer().primaryKey(),
    at: integer().notNull(),
    who: text().notNull(),
    role: text().notNull(),
    address: text().notNull(),
    action: text().notNull(),
    ward: text(),
    detail: text(),
  },
  (t) => [index('audit_at').on(t.at)],
);

/** Which key beside this file belongs to it (server/db/keyMark.ts). */
export const keyMarks = sqliteTable('key_marks', {
  name: text().primaryKey(),
  mark: blob({ mode: 'buffer' }).notNull(),
});
