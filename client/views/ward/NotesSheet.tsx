import { createSignal, onMount, Show } from 'solid-js';
import { minuteText } from '../../../shared/formats';
import { dayOf, formatDay, parseInstant } from '../../../shared/localTime';
import { MAX_NOTE_LENGTH, type WardNote } from '../../../shared/wardNotes';
import { ask } from '../../access/ask';
import { useBoard } from '../../board/store';
import { tabStore } from '../../offline/deviceStore';
import { KeyedList } from '../../ui/KeyedList';
import { useWardWords } from '../../ui/words/ward';
import { Sheet } from './Sheet';

interface NotesSheetProps {
  readonly code: string;
  readonly mayWrite: boolean;
  readonly notes: readonly WardNote[];
  readonly onChanged: () => void;
  readonly onSignIn: () => void;
  readonly onClose: () => void;
}

const DRAFT_KEY = 'ward-note-draft';
/** A time of the day as people write it; the device's own time field follows the device's language, this one does not. */
const CLOCK = /^([01]?\d|2[0-3])[:.hg]([0-5]\d)$/;
/** So many digits with nothing but blanks, dots and dashes between them: a telephone, an identity or a dossier number. */
const LONG_NUMBER = /(?:\d[\s.,·_+()-]*){9}/;

/** What the ward tells the centre, and what the centre answered. */
export function NotesSheet(props: NotesSheetProps) {
  const { words } = useWardWords();
  onMount(() => props.onChanged());
  return (
    <Sheet name="notes" title={words.notes} onClose={props.onClose}>
      <Show
        when={props.mayWrite}
        fallback={
          <div class="own-only">
            <p>{words.noteRights}</p>
            <button type="button" onClick={() => props.onSignIn()}>
              {words.signIn}
            </button>
          </div>
        }
      >
        <NoteForm code={props.code} onSent={props.onChanged} />
      </Show>
      <ul class="notes">
        <KeyedList each={props.notes} by={({ id }) => id} fallback={<li class="empty">{words.noNotes}</li>}>
          {(note) => <NoteLine note={note()} mayEnd={props.mayWrite} code={props.code} onChanged={props.onChanged} />}
        </KeyedList>
      </ul>
    </Sheet>
  );
}

function NoteForm(props: { readonly code: string; readonly onSent: () => void }) {
  const { now } = useBoard();
  const { words } = useWardWords();
  const [text, setText] = createSignal(tabStore.get(DRAFT_KEY) ?? '');
  const [from, setFrom] = createSignal('');
  const [state, setState] = createSignal<'ready' | 'sending' | 'failed'>('ready');
  const write = (fresh: string): void => {
    setText(fresh);
    // A reload into a new build must not cost the words.
    tabStore.set(DRAFT_KEY, fresh);
  };
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setState('sending');
    const [, hour, minute] = CLOCK.exec(from().trim()) ?? [];
    const since = hour && minute ? `${formatDay(dayOf(now() ?? 0))}T${hour.padStart(2, '0')}:${minute}:00+07:00` : null;
    const answer = await ask('POST', `/api/v1/wards/${props.code}/notes`, { text: text().trim(), from: since });
    setState(answer.ok ? 'ready' : 'failed');
    if (!answer.ok) return;
    write('');
    setFrom('');
    props.onSent();
  };
  return (
    <form class="note-form" onSubmit={send}>
      <label>
        {words.noteText}
        <input
          name="text"
          required
          autocomplete="off"
          maxLength={MAX_NOTE_LENGTH}
          placeholder={words.noteExample}
          aria-describedby="note-warning"
          value={text()}
          onInput={(event) => write(event.currentTarget.value)}
        />
      </label>
      <label>
        {words.noteFrom}
        <input
          name="from"
          class="is-short"
          autocomplete="off"
          placeholder="9:00"
          pattern={CLOCK.source}
          value={from()}
          onInput={(event) => setFrom(event.currentTarget.value)}
        />
      </label>
      <p id="note-warning" classList={{ 'is-alarm': LONG_NUMBER.test(text()) }}>
        {LONG_NUMBER.test(text()) ? words.noteDigits : words.noteWarning}
      </p>
      <Show when={state() === 'failed'}>
        <p class="is-alarm" role="alert">
          {words.noteFailed}
        </p>
      </Show>
      <button type="submit" disabled={state() === 'sending' || text().trim() === ''}>
        {words.noteSend}
      </button>
      <p>{words.noteShown}</p>
    </form>
  );
}

interface NoteLineProps {
  readonly code: string;
  readonly note: WardNote;
  readonly mayEnd: boolean;
  readonly onChanged: () => void;
}

function NoteLine(props: NoteLineProps) {
  const { words } = useWardWords();
  const clock = (instant: string) => minuteText(parseInstant(instant) ?? 0);
  const end = async (): Promise<void> => {
    const answer = await ask('POST', `/api/v1/wards/${props.code}/notes/${props.note.id}/end`, {});
    if (answer.ok) props.onChanged();
  };
  return (
    <li data-note={props.note.id} data-answered={props.note.answer ? 'yes' : 'no'}>
      <p>
        <b>{props.note.text}</b>
      </p>
      <p>
        {words.noteSentAt} {clock(props.note.recordedAt)}
        <Show when={props.note.from}>
          {(from) => (
            <>
              {' '}
              · {words.noteHoldsFrom} {clock(from())}
            </>
          )}
        </Show>
        <Show when={props.note.until}>
          {(until) => (
            <>
              {' '}
              · {words.noteEnded} {clock(until())}
            </>
          )}
        </Show>
      </p>
      <Show when={props.note.answer} fallback={<p class="note-waiting">{words.noteWaiting}</p>}>
        {(answer) => (
          <p class="note-answer">
            {words.noteAnswered} {clock(answer().recordedAt)}: <b>{answer().text}</b>
          </p>
        )}
      </Show>
      <Show when={props.mayEnd && props.note.until === null}>
        <button type="button" onClick={end}>
          {words.noteEnd}
        </button>
      </Show>
    </li>
  );
}
