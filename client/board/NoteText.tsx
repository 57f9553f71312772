import './notes.css';
import { Show } from 'solid-js';
import { dayText, minuteText } from '../../shared/formats';
import { dayOf, formatDay, parseInstant } from '../../shared/localTime';
import { notesOf, type WardNote } from '../../shared/wardNotes';
import { useNoteWords } from '../ui/words/notes';
import { useBoard } from './store';

/** The newest note of a ward that still holds, or that it told today. */
export function useNoteOf(ward: () => string | undefined): () => WardNote | undefined {
  const { state } = useBoard();
  return () => {
    const code = ward();
    return code === undefined ? undefined : notesOf(state.board?.notes ?? [], code)[0];
  };
}

/** What a ward says of its figures, when it said so, since when it holds, and what the centre answered. */
export function NoteText(props: { readonly note: WardNote; readonly withDay?: boolean }) {
  const { words } = useNoteWords();
  const instant = (text: string): string => {
    const at = parseInstant(text);
    if (at === null) return '';
    return props.withDay ? `${minuteText(at)} ${dayText(formatDay(dayOf(at)))}` : minuteText(at);
  };
  return (
    <span class="note-text" data-note={props.note.id} data-held={props.note.until === null}>
      <span class="note-lead">
        {words.unitSays} {instant(props.note.recordedAt)}:
      </span>{' '}
      “{props.note.text}”
      <Show when={props.note.from}>
        {(from) => (
          <>
            {' '}
            · {words.since} {instant(from())}
          </>
        )}
      </Show>
      <Show when={props.note.until}>
        {(until) => (
          <>
            {' '}
            {words.until} {instant(until())}
          </>
        )}
      </Show>
      <Show when={props.note.answer}>
        {(answer) => (
          <span class="note-answer">
            {' '}
            · {words.centre}: “{answer().text}”
          </span>
        )}
      </Show>
    </span>
  );
}

/** On the wall: a ward's note, when there is one. */
export function NoteLine(props: { readonly ward: string | undefined }) {
  const note = useNoteOf(() => props.ward);
  return (
    <Show when={note()}>
      {(told) => (
        <p class="note-line">
          <NoteText note={told()} />
        </p>
      )}
    </Show>
  );
}
