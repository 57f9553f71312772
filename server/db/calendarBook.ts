import { type CalendarFile, createCalendar, followCalendar, type WorkingCalendar } from '../../shared/calendar';
import { calendarText } from '../calendar/calendarFile';
import type { Connection } from './open';

/** A calendar as the log knows it. */
export interface CalendarVersion {
  readonly id: number;
  /** 0: known from the beginning. */
  readonly recordedAt: number;
  readonly person: string;
  readonly file: CalendarFile;
}

/** Under which calendar a dossier is counted. */
export type CalendarOf = (dossierId: number) => WorkingCalendar;

/** How far the latest version has come: dossiers up to `upTo` are counted under it, the others under the one before. */
export interface ChangeState {
  readonly inForce: CalendarVersion;
  readonly before: CalendarVersion;
  readonly upTo: number;
}

/** A version that has come so far holds for every dossier, also for those that come. */
export const ALL_DOSSIERS = Number.MAX_SAFE_INTEGER;
const SEEDED_BY = 'data/calendar.json';

interface VersionRow extends Omit<CalendarVersion, 'file'> {
  readonly content: string;
}

const VERSION = 'SELECT id, recorded_at AS recordedAt, person, content FROM calendar_versions';

/** The last recorded ones, newest first; none in a log that was written before there were versions. */
export function listCalendars(db: Connection, limit: number): CalendarVersion[] {
  return hasVersions(db)
    ? db.prepare<[number], VersionRow>(`${VERSION} ORDER BY id DESC LIMIT ?`).all(limit).map(versionOf)
    : [];
}

/** Null in a log without versions. */
export function readChangeState(db: Connection): ChangeState | null {
  const [inForce, before = inForce] = listCalendars(db, 2);
  if (!inForce || !before) return null;
  const reached = db
    .prepare<[number], number>('SELECT coalesce(max(up_to), 0) FROM calendar_steps WHERE version = ?')
    .pluck()
    .get(inForce.id);
  return { inForce, before, upTo: reached ?? 0 };
}

/** Whether any version was ever this calendar. */
export function isRecorded(db: Connection, file: CalendarFile): boolean {
  if (!hasVersions(db)) return false;
  return db.prepare('SELECT 1 FROM calendar_versions WHERE content = ? LIMIT 1').get(calendarText(file)) !== undefined;
}

/** The calendar in force in a log, as of the last `refresh`; `builtIn` where the log knows none yet. */
export function calendarInForce(db: Connection, builtIn: CalendarFile) {
  let id = 0;
  let known = createCalendar(builtIn);
  const refresh = (): void => {
    const [version] = listCalendars(db, 1);
    if (!version || version.id === id) return;
    id = version.id;
    known = createCalendar(version.file);
  };
  refresh();
  return { calendar: followCalendar(() => known), refresh };
}

/** What the accepting transaction needs to know: which calendar each dossier is counted under, as of the last commit. */
export interface Calendars {
  readonly of: CalendarOf;
  readonly state: () => ChangeState;
  /** What a transaction has changed is read anew when it is next needed: the disk may not let it be read just now. */
  readonly reload: () => void;
}

/**
 * Opens the calendars of a log. A new log begins with `seed`; so does one that was written before there were versions, and
 * whether its entries were counted under that calendar is then still to be found out.
 */
export function openCalendars(db: Connection, seed: CalendarFile): Calendars {
  db.transaction(() => {
    if (listCalendars(db, 1).length > 0) return;
    saveVersion(db, { recordedAt: 0, person: SEEDED_BY, file: seed });
    saveStep(db, { recordedAt: 0, version: 1, upTo: ALL_DOSSIERS });
    const isOlder = db.prepare('SELECT 1 FROM reports LIMIT 1').get() !== undefined;
    if (isOlder) db.prepare('INSERT INTO log_checks (id, dossiers) VALUES (1, NULL)').run();
  }).immediate();
  const read = (): { state: ChangeState; inForce: WorkingCalendar; before: WorkingCalendar } => {
    const state = readChangeState(db);
    if (!state) throw new Error('a log without a calendar');
    return { state, inForce: createCalendar(state.inForce.file), before: createCalendar(state.before.file) };
  };
  let known: ReturnType<typeof read> | null = read();
  const now = (): ReturnType<typeof read> => {
    known ??= read();
    return known;
  };
  return {
    of: (dossierId) => (dossierId <= now().state.upTo ? now().inForce : now().before),
    state: () => now().state,
    reload: () => {
      known = null;
    },
  };
}

export function saveVersion(db: Connection, { recordedAt, person, file }: Omit<CalendarVersion, 'id'>): void {
  db.prepare('INSERT INTO calendar_versions (recorded_at, person, content) VALUES (?, ?, ?)').run(
    recordedAt,
    person,
    calendarText(file),
  );
}

interface ChangeStep {
  readonly recordedAt: number;
  readonly version: number;
  readonly upTo: number;
}

export function saveStep(db: Connection, { recordedAt, version, upTo }: ChangeStep): void {
  db.prepare('INSERT INTO calendar_steps (recorded_at, version, up_to) VALUES (?, ?, ?)').run(
    recordedAt,
    version,
    upTo,
  );
}

function versionOf({ content, ...row }: VersionRow): CalendarVersion {
  return { ...row, file: JSON.parse(content) as CalendarFile };
}

function hasVersions(db: Connection): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'calendar_versions'").get() !== undefined;
}
