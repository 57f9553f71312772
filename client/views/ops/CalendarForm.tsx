import { createSignal, For, Show } from 'solid-js';
import { wholeText } from '../../../shared/formats';
import { useCalendarWords } from '../../ui/words/calendar';
import { useDeskWords } from '../../ui/words/desk';
import type { CalendarAnswer, CalendarLook } from './opsAnswers';
import { isoDayText } from './opsTexts';
import { Confirm } from './parts';
import type { SectionProps } from './Section';

const ASK_AGAIN_MS = 500;
/** The call that takes it is no larger. */
const MAX_LENGTH = 60_000;

interface FormProps extends SectionProps {
  readonly path: string;
  readonly answer: CalendarAnswer;
  readonly onRecorded: () => Promise<void>;
}

/** A new calendar: pasted, edited or from a file; what it would change is seen before it is put in force. */
export function CalendarForm(props: FormProps) {
  const { words } = useCalendarWords();
  const [text, setText] = createSignal('');
  const [look, setLook] = createSignal<CalendarLook | null>(null);
  const [looking, setLooking] = createSignal(false);
  const [recorded, setRecorded] = createSignal(false);
  const write = (next: string): void => {
    setText(next);
    setLook(null);
    setRecorded(false);
  };
  const read = (): { readonly calendar: unknown } | null => {
    try {
      return { calendar: JSON.parse(text()) };
    } catch {
      setLook({ problems: [{ where: '', what: 'json' }], change: null });
      return null;
    }
  };
  const preview = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const wish = read();
    if (!wish || looking()) return;
    const asked = text();
    setLooking(true);
    for (;;) {
      const answer = await props.calls.send(`${props.path}/preview`, wish);
      if (answer?.status === 202 && text() === asked) {
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
        continue;
      }
      // What was changed meanwhile is looked at when it is asked about.
      if (text() === asked) setLook(answer ? (answer.body as CalendarLook) : null);
      break;
    }
    setLooking(false);
  };
  const record = async (): Promise<void> => {
    const wish = read();
    if (!wish) return;
    if (!(await props.calls.send(props.path, { ...wish, person: props.person }, { 409: 'calendarBusy' }))) return;
    write('');
    setRecorded(true);
    await props.onRecorded();
  };
  const take = async (input: HTMLInputElement): Promise<void> => {
    const [file] = input.files ?? [];
    if (file) write(file.size > MAX_LENGTH ? '' : await file.text());
    if (file && file.size > MAX_LENGTH) setLook({ problems: [{ where: '', what: 'size' }], change: null });
    input.value = '';
  };
  return (
    <form class="ops-calendar" onSubmit={preview} data-form="calendar">
      <label>
        {words.newOne}
        <textarea
          name="calendar"
          rows="10"
          required
          maxlength={MAX_LENGTH}
          spellcheck={false}
          value={text()}
          onInput={(event) => write(event.currentTarget.value)}
        />
      </label>
      <p class="ops-buttons">
        <button type="button" data-do="fill" onClick={() => write(JSON.stringify(props.answer.file, null, 2))}>
          {words.fill}
        </button>
        <label class="ops-file">
          {words.fromFile}
          <input type="file" accept=".json,application/json" onChange={(event) => void take(event.currentTarget)} />
        </label>
        <button type="submit" class="is-main" disabled={looking() || text().trim() === ''}>
          {words.look}
        </button>
      </p>
      <div role="status">
        <Show when={looking()}>
          <p>{words.looking}</p>
        </Show>
        <Show when={recorded()}>
          <p>{words.recorded}</p>
        </Show>
        <Show when={look()}>
          {(found) => <Found look={found()} mayRecord={props.person.trim() !== ''} onRecord={record} />}
        </Show>
      </div>
    </form>
  );
}

interface FoundProps {
  readonly look: CalendarLook;
  /** Somebody says who they are. */
  readonly mayRecord: boolean;
  readonly onRecord: () => Promise<void>;
}

function Found(props: FoundProps) {
  const { words: common } = useDeskWords();
  const { lang, words, faults } = useCalendarWords();
  return (
    <>
      <Show when={props.look.problems.length > 0}>
        <p>{words.wrong}</p>
        <ul class="ops-problems">
          <For each={props.look.problems}>
            {({ where, what }) => (
              <li data-problem={what}>
                <code>{where === '' ? words.whole : where}</code> {faults[what] ?? what}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.look.change}>
        {(change) => (
          <>
            <p class="ops-notice" data-change={change().dossiers}>
              <Show when={change().first && change().last} fallback={words.same}>
                <b>{wholeText(change().days, lang)}</b> {words.days} ({isoDayText(change().first ?? '')} –{' '}
                {isoDayText(change().last ?? '')}), <b>{wholeText(change().dossiers, lang)}</b> {words.dossiers}
              </Show>
              ; {words.reaches} <b>{isoDayText(change().lastDay)}</b>.
            </p>
            <Show when={props.mayRecord} fallback={<p class="ops-hint">{common.nameFirst}</p>}>
              <Confirm
                name="calendar"
                label={words.record}
                question={words.recordAsk}
                about={isoDayText(change().lastDay)}
                onConfirm={props.onRecord}
              />
            </Show>
          </>
        )}
      </Show>
    </>
  );
}
