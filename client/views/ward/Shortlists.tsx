import { Show } from 'solid-js';
import { wholeText } from '../../../shared/formats';
import type { WardList, WardListAnswer } from '../../../shared/wardLists';
import { Pending } from '../../reading/Pending';
import type { Reading } from '../../reading/reading';
import { useWardWords } from '../../ui/words/ward';
import { ListRows } from './ListRows';

interface ShortlistsProps {
  /** The session may see this ward's dossiers. */
  readonly own: boolean;
  readonly overdue: Reading<WardListAnswer>;
  readonly soon: Reading<WardListAnswer>;
  /** How many the board counts, where the list is not there. */
  readonly counts: { readonly overdue: number; readonly dueSoon: number };
  readonly off: boolean;
  readonly onSignIn: () => void;
}

/** Where there is room for them; standing upright the last ones are left out. */
const SHOWN = { overdue: 3, soon: 6 } as const;

/** What is late, then what will be: the first lines of both lists. Without rights the counts stand alone. */
export function Shortlists(props: ShortlistsProps) {
  const { lists, words } = useWardWords();
  return (
    <section class="short">
      <Show
        when={props.own}
        fallback={
          <div class="own-only" data-sign-in-hint>
            <h2>
              {lists.overdue} <Count value={props.counts.overdue} late /> {lists['due-soon']}{' '}
              <Count value={props.counts.dueSoon} /> <small>{words.dueSoonNote}</small>
            </h2>
            <p>{words.ownOnly}</p>
            <button type="button" onClick={() => props.onSignIn()}>
              {words.signIn}
            </button>
          </div>
        }
      >
        <Short list="overdue" answer={props.overdue} shown={SHOWN.overdue} off={props.off} late />
        <Short list="due-soon" answer={props.soon} shown={SHOWN.soon} off={props.off} />
      </Show>
    </section>
  );
}

interface ShortProps {
  readonly list: WardList;
  readonly answer: Reading<WardListAnswer>;
  readonly shown: number;
  readonly off: boolean;
  readonly late?: boolean;
}

function Short(props: ShortProps) {
  const { lists, words } = useWardWords();
  return (
    <div>
      <h2>
        {lists[props.list]}{' '}
        <Show when={props.answer.data()}>
          {(answer) => <Count value={answer().total} late={props.late === true} />}
        </Show>
        <Show when={props.list === 'due-soon'}>
          <small>{words.dueSoonList}</small>
        </Show>
      </h2>
      <Show when={props.answer.data()} fallback={<Pending of={props.answer} />}>
        {(answer) => (
          <Show when={answer().rows.length > 0} fallback={<p class="empty">{words.emptyList}</p>}>
            <ListRows list={props.list} rows={answer().rows.slice(0, props.shown)} off={props.off} />
          </Show>
        )}
      </Show>
    </div>
  );
}

function Count(props: { readonly value: number; readonly late?: boolean }) {
  const { lang } = useWardWords();
  return (
    <b class="count" classList={{ 'is-act': props.late === true && props.value > 0 }}>
      {wholeText(props.value, lang)}
    </b>
  );
}
