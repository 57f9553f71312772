/** Tables as drizzle sees them. Triggers and the covering index live in the migrations beside this file. */
import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export * from './calendarSchema';
export { horizon } from './horizonSchema';
export * from './quarantineSchema';

/** Systems that send reports. */
export const sources = sqliteTable(
  'sources',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    title: text().notNull(),
    createdAt: integer().notNull(),
  },
  (t) => [uniqueIndex('sources_name').on(t.name)],
);

/** Ingest keys: only a SHA-256 of the 256-bit random secret is kept. */
export const ingestKeys = sqliteTable(
  'ingest_keys',
  {
    id: integer().primaryKey(),
    sourceId: integer()
      .notNull()
      .references(() => sources.id),
    secretHash: blob({ mode: 'buffer' }).notNull(),
    /** Reports a minute; null is no quota. */
    quota: integer(),
    createdAt: integer().notNull(),
    revokedAt: integer(),
    /** The process that it was lent to for one import; null: a system's own, that is waited for. */
    lentTo: integer(),
  },
  (t) => [uniqueIndex('ingest_keys_secret').on(t.secretHash)],
);

/** `unknown`: a row that was written before there were lists; it is filled in when the log is next opened. */
export const LISTED = { no: 0, yes: 1, unknown: 2 } as const;

/** A dossier is its number, whatever the source (D1); kept as a keyed hash and its last four digits. */
export const dossiers = sqliteTable(
  'dossiers',
  {
    id: integer().primaryKey(),
    key: blob({ mode: 'buffer' }).notNull(),
    hint: text().notNull(),
    /** The state as of the latest report, for lists: recomputed whole with every report. */
    wardCode: text().notNull(),
    status: integer().notNull(),
    occurredAt: integer().notNull(),
    fieldCode: text(),
    channel: text(),
    submittedAt: integer(),
    receivedAt: integer(),
    dueAt: integer(),
    finishedAt: integer(),
    retracted: integer().notNull(),
    procedureCode: text(),
    statusSince: integer(),
    returnedAt: integer(),
    endedAt: integer(),
    /** Whether a list of its ward can hold it, now or when time passes (server/db/dossierBook.ts). */
    listed: integer().notNull().default(LISTED.unknown),
  },
  (t) => [
    uniqueIndex('dossiers_key').on(t.key),
    // The key stays the same while a dossier is worked on: the index is written when it begins and when it is over.
    index('dossiers_listed').on(t.wardCode).where(sql`listed <> 0`),
  ],
);

/** The log. Append-only: triggers refuse every change, deletion and insertion out of sequence. */
export const reports = sqliteTable(
  'reports',
  {
    seq: integer().primaryKey(),
    recordedAt: integer().notNull(),
    sourceId: integer().notNull(),
    /** Keyed hash of the id that the source gave; empty without one: such a report is known again by its content. */
    idHash: blob({ mode: 'buffer' }).notNull(),
    dossierId: integer().notNull(),
    occurredAt: integer().notNull(),
    wardCode: text().notNull(),
    status: integer().notNull(),
    /** Canonical JSON of the optional fields that were supplied; instants in ms. */
    content: text().notNull(),
  },
  (t) => [
    // Hashes land at random places of the index, so only those that are needed are in it.
    uniqueIndex('reports_id').on(t.sourceId, t.idHash).where(sql`id_hash <> x''`),
    index('reports_dossier').on(t.dossierId),
  ],
);

/** One row a transaction: what had been recorded by when. Instants rise strictly. */
export const recordings = sqliteTable('recordings', {
  recordedAt: integer().primaryKey(),
  lastReportSeq: integer().notNull(),
  lastEntrySeq: integer().notNull(),
});

/** Field codes, numbered so that an entry stays small. */
export const fields = sqliteTable('fields', { id: integer().primaryKey(), code: text().notNull() }, (t) => [
  uniqueIndex('fields_code').on(t.code),
]);

/** Flows after less flows before, one row a difference, in order of recording. `ward` is the code as a number. */
export const entries = sqliteTable(
  'entries',
  {
    seq: integer().primaryKey(),
    instant: integer().notNull(),
    ward: integer().notNull(),
    counter: integer().notNull(),
    n: integer().notNull(),
    field: integer().notNull(),
  },
  (t) => [index('entries_instant').on(t.instant, t.ward, t.counter, t.n)],
);

/** Entries summed per ward, counter and bucket of local time; span 0 hour, 1 day, 2 month. */
export const tallies = sqliteTable(
  'tallies',
  {
    span: integer().notNull(),
    bucket: integer().notNull(),
    ward: integer().notNull(),
    counter: integer().notNull(),
    n: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.span, t.bucket, t.ward, t.counter] })],
);

/** When a source last sent something new for a ward. */
export const coverage = sqliteTable(
  'coverage',
  {
    sourceId: integer().notNull(),
    wardCode: text().notNull(),
    lastReportAt: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.wardCode] })],
);

/** Alerts as they stand, and those of the past: one row an occurrence, replaced when its state changes. */
export const alerts = sqliteTable('alerts', {
  id: text().primaryKey(),
  rule: text().notNull(),
  state: text().notNull(),
  since: integer().notNull(),
  rangAt: integer(),
  resolvedAt: integer(),
  /** The whole alert as JSON (shared/alerts/lifecycle.ts). */
  content: text().notNull(),
});

/** What happened to alerts, append-only: transitions, and what people said. */
export const alertEvents = sqliteTable(
  'alert_events',
  {
    seq: integer().primaryKey(),
    alertId: text().notNull(),
    rule: text().notNull(),
    subject: text().notNull(),
    at: integer().notNull(),
    state: text().notNull(),
    /** Null: the engine itself. */
    person: text(),
    reason: text(),
  },
  (t) => [index('alert_events_at').on(t.at)],
);

/** Versions of the limits, append-only; the last recorded one whose validity has begun is in force. */
export const thresholdVersions = sqliteTable('threshold_versions', {
  id: integer().primaryKey(),
  validFrom: text().notNull(),
  recordedAt: integer().notNull(),
  person: text().notNull(),
  content: text().notNull(),
});

/** What wards told the centre, and what it answered; append-only, an answer is a row of its own. */
export const wardNotes = sqliteTable(
  'ward_notes',
  {
    id: integer().primaryKey(),
    recordedAt: integer().notNull(),
    wardCode: text().notNull(),
    /** Null: this is the note itself; else the note that this row answers or closes. */
    noteId: integer(),
    person: text().notNull(),
    /** What was said, as JSON. */
    content: text().notNull(),
  },
  (t) => [index('ward_notes_recorded').on(t.recordedAt), index('ward_notes_note').on(t.noteId)],
);

/** What a meeting decided, pinned to a moment and a figure; append-only, what became of it is a row of its own. */
export const decisions = sqliteTable('decisions', {
  id: integer().primaryKey(),
  recordedAt: integer().notNull(),
  /** Null: this is the decision itself; else the decision that this row follows up. */
  decisionId: integer(),
  person: text().notNull(),
  /** What was decided, as JSON. */
  content: text().notNull(),
});

/** Which ward an agency of the exchange with the national portal belongs to; kept by operators. */
export const agencies = sqliteTable('agencies', {
  agencyCode: text().primaryKey(),
  wardCode: text().notNull(),
  changedAt: integer().notNull(),
});

/** Reports of agencies that nobody has mapped yet, hashed and reduced to known fields as every report; replayed in order. */
export const waitingReports = sqliteTable(
  'waiting_reports',
  {
    id: integer().primaryKey(),
    sourceId: integer().notNull(),
    agencyCode: text().notNull(),
    /** Hash of the whole line, to know it again; the same as in quarantine. */
    lineHash: blob({ mode: 'buffer' }).notNull(),
    idHash: blob({ mode: 'buffer' }).notNull(),
    dossierKey: blob({ mode: 'buffer' }).notNull(),
    hint: text().notNull(),
    occurredAt: integer().notNull(),
    status: integer().notNull(),
    content: text().notNull(),
    cameAt: integer().notNull(),
  },
  (t) => [uniqueIndex('waiting_reports_line').on(t.agencyCode, t.sourceId, t.lineHash)],
);
