import { DAY_MS, dayOf, formatInstant, parseInstant, startOfDay } from '../../shared/localTime';
import { MAX_NOTES_A_DAY, NOTE_DAYS, type WardNote } from '../../shared/wardNotes';
import type { Connection } from './open';

/** What somebody said, as it is kept: a ward's note, its end, or the centre's answer. */
export type NoteSaid =
  | { readonly kind: 'note'; readonly text: string; readonly from: number | null }
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'end' };

export interface NoteRow {
  readonly recordedAt: number;
  readonly ward: string;
  /** Null: this is the note itself. */
  readonly noteId: number | null;
  readonly person: string;
  readonly said: NoteSaid;
}

/** Why it was not written down: over the day's number, no such note of this ward, it has ended, answered too often. */
export type NoteRefusal = 'many' | 'unknown' | 'over' | 'answered';
export type NoteOutcome = { readonly id: number } | { readonly refused: NoteRefusal };

const MAX_ANSWERS = 5;
const LAPSE_MS = NOTE_DAYS * DAY_MS;
/** What a ward says of a period at most; the newest. */
const MAX_NOTES_READ = 200;

interface StoredRow {
  readonly id: number;
  readonly recordedAt: number;
  readonly ward: string;
  readonly noteId: number | null;
  readonly person: string;
  readonly content: string;
}

/** Appends one row, if it may be; in the writer's thread, so that no two count the same day at once. */
export function saveNote(db: Connection, row: NoteRow): NoteOutcome {
  return db
    .transaction((): NoteOutcome => {
      const refused = refusalOf(db, row);
      if (refused) return { refused };
      const id = db.prepare<[], number>('SELECT coalesce(max(id), 0) + 1 FROM ward_notes').pluck().get() ?? 1;
      db.prepare(
        'INSERT INTO ward_notes (id, recorded_at, ward_code, note_id, person, content) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(id, row.recordedAt, row.ward, row.noteId, row.person, JSON.stringify(row.said));
      return { id };
    })
    .immediate();
}

function refusalOf(db: Connection, { said, ward, noteId, recordedAt }: NoteRow): NoteRefusal | null {
  if (said.kind === 'note') {
    const today = startOfDay(dayOf(recordedAt));
    const told = db
      .prepare<[number, string], number>(
        'SELECT count(*) FROM ward_notes WHERE recorded_at >= ? AND ward_code = ? AND note_id IS NULL',
      )
      .pluck()
      .get(today, ward);
    return (told ?? 0) >= MAX_NOTES_A_DAY ? 'many' : null;
  }
  const note = db
    .prepare<[number | null], string>('SELECT ward_code FROM ward_notes WHERE id = ? AND note_id IS NULL')
    .pluck()
    .get(noteId);
  if (note !== ward) return 'unknown';
  const after = db
    .prepare<[number | null], string>('SELECT content FROM ward_notes WHERE note_id = ?')
    .pluck()
    .all(noteId);
  const kinds = after.map((content) => (JSON.parse(content) as NoteSaid).kind);
  if (said.kind === 'end') return kinds.includes('end') ? 'over' : null;
  return kinds.filter((kind) => kind === 'answer').length >= MAX_ANSWERS ? 'answered' : null;
}

/** The ward that a note is of; null when there is no such note. */
export function wardOfNote(db: Connection, id: number): string | null {
  const find = db.prepare<[number], string>('SELECT ward_code FROM ward_notes WHERE id = ? AND note_id IS NULL');
  return find.pluck().get(id) ?? null;
}

/** Notes that were told in [from, to), of one ward or of all, the newest first. */
export function notesTold(db: Connection, from: number, to: number, ward: string | null, now: number): WardNote[] {
  const columns = 'id, recorded_at AS recordedAt, ward_code AS ward, note_id AS noteId, person, content';
  const notes = db
    .prepare<[number, number, string | null, string | null, number], StoredRow>(
      `SELECT ${columns} FROM ward_notes
       WHERE recorded_at >= ? AND recorded_at < ? AND note_id IS NULL AND (? IS NULL OR ward_code = ?)
       ORDER BY id DESC LIMIT ?`,
    )
    .all(from, to, ward, ward, MAX_NOTES_READ);
  const after = db.prepare<[number], StoredRow>(`SELECT ${columns} FROM ward_notes WHERE note_id = ? ORDER BY id`);
  return notes.map((note) => noteOf(note, after.all(note.id), now));
}

export interface NotesQuestion {
  readonly ward: string;
  /** P = [start, end). */
  readonly start: number;
  readonly end: number;
  readonly now: number;
}

/** What a ward said that speaks for some moment of a period: told in it, or of a reason that held in it. */
export function createNotesOfPeriod(db: Connection) {
  return ({ ward, start, end, now }: NotesQuestion): readonly WardNote[] =>
    // A reason reaches back at most NOTE_DAYS before it is told, and holds at most so long after.
    notesTold(db, start - LAPSE_MS, end + LAPSE_MS, ward, now).filter((note) => {
      const { from, until } = spanOf(note);
      return from < end && until >= start;
    });
}

function spanOf(note: WardNote): { readonly from: number; readonly until: number } {
  const recordedAt = parseInstant(note.recordedAt) ?? 0;
  const from = note.from === null ? recordedAt : Math.min(recordedAt, parseInstant(note.from) ?? recordedAt);
  return { from, until: note.until === null ? Number.POSITIVE_INFINITY : (parseInstant(note.until) ?? 0) };
}

function noteOf(note: StoredRow, after: readonly StoredRow[], now: number): WardNote {
  const said = JSON.parse(note.content) as Extract<NoteSaid, { kind: 'note' }>;
  let until = now >= note.recordedAt + LAPSE_MS ? note.recordedAt + LAPSE_MS : null;
  let answer: WardNote['answer'] = null;
  for (const { content, recordedAt } of after) {
    const more = JSON.parse(content) as NoteSaid;
    if (more.kind === 'end') until = Math.min(recordedAt, until ?? recordedAt);
    else if (more.kind === 'answer') answer = { text: more.text, recordedAt: formatInstant(recordedAt) };
  }
  return {
    id: note.id,
    ward: note.ward,
    text: said.text,
    from: said.from === null ? null : formatInstant(said.from),
    until: until === null ? null : formatInstant(until),
    recordedAt: formatInstant(note.recordedAt),
    answer,
  };
}
