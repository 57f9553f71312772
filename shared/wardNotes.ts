/** What a ward tells the centre about its figures, and the centre's answer; shown to all, so who wrote it stands in the log and the audit only. */
export interface WardNote {
  readonly id: number;
  readonly ward: string;
  readonly text: string;
  /** Since when the reason holds (RFC 3339), as the ward says; null: not said. */
  readonly from: string | null;
  /** Until when: as the ward said, or NOTE_DAYS after it was told; null: it still holds. */
  readonly until: string | null;
  readonly recordedAt: string;
  readonly answer: { readonly text: string; readonly recordedAt: string } | null;
}

export const MAX_NOTE_LENGTH = 140;
/** A reason that nobody ended is taken to be over after so many days: a forgotten note must not explain a dip for ever. */
export const NOTE_DAYS = 7;
export const MAX_NOTES_A_DAY = 20;
/** The board carries the newest so many. */
export const MAX_NOTES_SHOWN = 60;

/** Why a text is not taken: nothing in it, too long, a character that is no text, or something like a number of a person. */
export type NoteFault = 'empty' | 'long' | 'control' | 'number';

/** Line breaks, control and invisible characters, those that turn the direction of writing, and halves of characters. */
const NO_TEXT = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;
/** Nine digits with nothing but blanks, dots and dashes between them: a telephone, an identity or a dossier number. */
const LIKE_A_NUMBER = /(?:\p{Nd}[\s.,·_+()\-‐-―]*){9}/u;

/** A note or an answer as it is kept: trimmed, NFC. Dates written with strokes (24/11/2026 9:00) pass. */
export function readNote(
  raw: string,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: NoteFault } {
  const text = raw.normalize('NFC').trim();
  const fault = faultOf(text);
  return fault === null ? { ok: true, text } : { ok: false, fault };
}

function faultOf(text: string): NoteFault | null {
  if (text === '') return 'empty';
  if ([...text].length > MAX_NOTE_LENGTH) return 'long';
  if (NO_TEXT.test(text)) return 'control';
  return LIKE_A_NUMBER.test(text) ? 'number' : null;
}

/** What a ward says of itself on this board, the newest first: what still holds before what is over. */
export function notesOf(notes: readonly WardNote[], ward: string): readonly WardNote[] {
  const own = notes.filter((note) => note.ward === ward);
  return [...own.filter((note) => note.until === null), ...own.filter((note) => note.until !== null)];
}
