import { createSignal, Show } from 'solid-js';
import type { BoardView } from '../../../shared/protocol';
import { MAX_NOTE_LENGTH, type WardNote } from '../../../shared/wardNotes';
import { useMoments } from '../../board/moments';
import { wardName } from '../../board/reference';
import { useBoard } from '../../board/store';
import { KeyedList } from '../../ui/KeyedList';
import { Shape } from '../../ui/Shape';
import { useOpsWords } from '../../ui/words/ops';
import type { OpsCalls } from './opsCalls';
import { whenText } from './opsTexts';
import { Section, type SectionProps } from './Section';

/** What wards told the centre of their figures: those that still wait for an answer first. */
export function NotesDesk(props: SectionProps) {
  const { words } = useOpsWords();
  const { state } = useBoard();
  const notes = () =>
    [...notesOf(state.board)].sort(
      (a, b) => Number(a.answer !== null) - Number(b.answer !== null) || b.recordedAt.localeCompare(a.recordedAt),
    );
  const waiting = () => notes().filter(({ answer }) => answer === null).length;
  return (
    <Section name="notes" title={words.notes} waits={waiting()} count={waiting()}>
      <Show when={notes().length > 0} fallback={<p>{words.notesNone}</p>}>
        <ul class="ops-notes">
          <KeyedList each={notes()} by={(note) => note.id}>
            {(note) => <NoteRow note={note()} calls={props.calls} />}
          </KeyedList>
        </ul>
      </Show>
    </Section>
  );
}

function NoteRow(props: { readonly note: WardNote; readonly calls: OpsCalls }) {
  const { words } = useOpsWords();
  const { minute } = useMoments();
  const [text, setText] = createSignal('');
  const held = () =>
    [
      props.note.from === null ? '' : `${words.noteSince} ${whenText(props.note.from, minute())}`,
      props.note.until === null ? words.noteHolds : `${words.noteEnded} ${whenText(props.note.until, minute())}`,
    ]
      .filter(Boolean)
      .join(' · ');
  const answer = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (await props.calls.send(`/api/v1/ops/notes/${props.note.id}/answer`, { text: text().trim() })) setText('');
  };
  return (
    <li data-note={props.note.id} data-answered={props.note.answer ? 'yes' : 'no'}>
      <Shape tone={props.note.answer ? 'small' : 'watch'} />
      <div>
        <p>
          <b>{wardName(props.note.ward)}</b> “{props.note.text}”
        </p>
        <p class="ops-hint">
          {whenText(props.note.recordedAt, minute())} · {held()}
        </p>
        <Show
          when={props.note.answer}
          fallback={
            <form class="ops-row" onSubmit={answer}>
              <label class="is-wide">
                {words.noteAnswer}
                <input
                  name="answer"
                  required
                  maxlength={MAX_NOTE_LENGTH}
                  value={text()}
                  onInput={(event) => setText(event.currentTarget.value)}
                />
              </label>
              <button type="submit" disabled={text().trim() === ''}>
                {words.noteSend}
              </button>
            </form>
          }
        >
          {(given) => (
            <p>
              {words.noteAnswered}: “{given().text}” <small>{whenText(given().recordedAt, minute())}</small>
            </p>
          )}
        </Show>
      </div>
    </li>
  );
}

/** The board of a server that does not know notes yet has none. */
function notesOf(board: (BoardView & { readonly notes?: readonly WardNote[] }) | null): readonly WardNote[] {
  return board?.notes ?? [];
}
