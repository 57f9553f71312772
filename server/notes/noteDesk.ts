import { DAY_MS, dayOf, parseInstant } from '../../shared/localTime';
import { MAX_NOTES_SHOWN, NOTE_DAYS, type WardNote } from '../../shared/wardNotes';
import { type NoteOutcome, type NoteRow, notesTold, wardOfNote } from '../db/noteBook';
import type { Connection } from '../db/open';
import type { Writer } from '../db/writer';

export interface NoteDesk {
  /** Resolves when it is durable and on the board, or tells why it was not taken. */
  readonly say: (row: Omit<NoteRow, 'recordedAt'>) => Promise<NoteOutcome>;
  /** The ward that a note is of; null when there is none. */
  readonly wardOf: (noteId: number) => string | null;
  /** Lets time pass: days end, and reasons that nobody ended lapse. */
  readonly refresh: () => void;
}

interface NoteDeskParts {
  readonly db: Connection;
  readonly writer: Writer;
  readonly now: () => number;
  /** Called with what the board carries, whenever that may have changed. */
  readonly show: (notes: readonly WardNote[]) => void;
}

/** Keeps what wards say to the centre, and the board in step with it. */
export function createNoteDesk({ db, writer, now, show }: NoteDeskParts): NoteDesk {
  let told: readonly WardNote[] = [];
  const read = (): void => {
    const at = now();
    told = notesTold(db, at - NOTE_DAYS * DAY_MS, Number.MAX_SAFE_INTEGER, null, at);
  };
  const refresh = (): void => show(shownAt(told, now()));
  read();
  refresh();
  return {
    say: async (row) => {
      const outcome = await writer.note({ ...row, recordedAt: now() });
      if ('refused' in outcome) return outcome;
      read();
      refresh();
      return outcome;
    },
    wardOf: (noteId) => wardOfNote(db, noteId),
    refresh,
  };
}

/** The notes of today and those that still hold. */
function shownAt(told: readonly WardNote[], now: number): readonly WardNote[] {
  const today = dayOf(now);
  return told
    .filter((note) => {
      const at = parseInstant(note.recordedAt) ?? 0;
      return dayOf(at) === today || (note.until === null && now < at + NOTE_DAYS * DAY_MS);
    })
    .slice(0, MAX_NOTES_SHOWN);
}
