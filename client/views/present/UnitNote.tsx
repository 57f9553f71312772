import './unitNote.css';
import { Show } from 'solid-js';
import { parseInstant } from '../../../shared/localTime';
import { notesOf, type WardNote } from '../../../shared/wardNotes';
import { NoteText } from '../../board/NoteText';
import { useBoard } from '../../board/store';
import { createReading } from '../../reading/reading';
import { useNoteWords } from '../../ui/words/notes';
import { pathOf } from './figures';
import type { Asked } from './presentState';

/** What a line under the map holds, at the size that the last row can read. */
const CHARACTERS_A_LINE = 44;
const MOST_LINES = 6;
const LINE_PX = 44;
const MARGIN_PX = 20;

/** What a unit told last about the period: it explains a dip. While the figures are held: what was told by then. */
export function useUnitNote(asked: () => Asked, code: () => string): () => WardNote | null {
  const { state } = useBoard();
  const { words } = useNoteWords();
  const notes = createReading<{ readonly notes: readonly WardNote[] }>({
    title: words.notesOfPeriod,
    ask: () => pathOf(`wards/${code()}/notes`, { from: asked().from, to: asked().to, at: null, until: null }),
    // Asked again whenever the unit says something more.
    news: () => JSON.stringify(notesOf(state.board?.notes ?? [], code())),
  });
  const known = (told: string): boolean => {
    const { at } = asked();
    return at === null || (parseInstant(told) ?? 0) <= (parseInstant(at) ?? 0);
  };
  return () => {
    const [note] = notesOf(notes.data()?.notes ?? [], code()).filter((one) => known(one.recordedAt));
    return note?.answer && !known(note.answer.recordedAt) ? { ...note, answer: null } : (note ?? null);
  };
}

/** How much of the map's height a note takes. */
export function noteHeight(note: WardNote | null): number {
  if (!note) return 0;
  const characters = 40 + note.text.length + (note.answer ? 14 + note.answer.text.length : 0);
  return MARGIN_PX + LINE_PX * Math.min(MOST_LINES, Math.ceil(characters / CHARACTERS_A_LINE));
}

export function UnitNote(props: { readonly note: WardNote | null }) {
  const { words } = useNoteWords();
  return (
    <Show when={props.note}>
      {(note) => (
        <p class="unit-note" title={words.notesOfPeriod}>
          <NoteText note={note()} withDay={true} />
        </p>
      )}
    </Show>
  );
}
