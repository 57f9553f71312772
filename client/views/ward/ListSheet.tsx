import { createSignal, For, Show } from 'solid-js';
import { minuteText, wholeText } from '../../../shared/formats';
import { parseInstant } from '../../../shared/localTime';
import { WARD_LISTS, type WardList, type WardListAnswer } from '../../../shared/wardLists';
import { Pending } from '../../reading/Pending';
import { useWardWords } from '../../ui/words/ward';
import { createAnswer } from './answers';
import { ListRows } from './ListRows';
import { Sheet } from './Sheet';

interface ListSheetProps {
  readonly code: string;
  readonly first: WardList;
  readonly own: boolean;
  readonly off: boolean;
  readonly news: () => unknown;
  readonly onRefused: () => void;
  readonly onSignIn: () => void;
  readonly onClose: () => void;
}

const LEAST_MS = 30_000;

/** All lists of the own ward. Each is read when it is opened: every opening is on record. */
export function ListSheet(props: ListSheetProps) {
  const { lists, words } = useWardWords();
  const [list, setList] = createSignal<WardList>(props.first);
  return (
    <Sheet name="lists" title={words.lists} onClose={props.onClose}>
      <Show
        when={props.own}
        fallback={
          <div class="own-only">
            <p>{words.ownOnly}</p>
            <button type="button" onClick={() => props.onSignIn()}>
              {words.signIn}
            </button>
          </div>
        }
      >
        <nav>
          <For each={WARD_LISTS}>
            {(name) => (
              <button
                type="button"
                data-list={name}
                aria-current={name === list() ? 'page' : undefined}
                onClick={() => setList(name)}
              >
                {lists[name]}
              </button>
            )}
          </For>
        </nav>
        <Show when={list()} keyed>
          {(name) => <OneList {...props} list={name} />}
        </Show>
      </Show>
    </Sheet>
  );
}

function OneList(props: ListSheetProps & { readonly list: WardList }) {
  const { lang, words, lists } = useWardWords();
  const answer = createAnswer<WardListAnswer>({
    title: lists[props.list],
    path: () => `/api/v1/wards/${props.code}/dossiers?list=${props.list}`,
    own: () => props.own,
    keepAs: `${props.code}.own.list.${props.list}`,
    news: () => props.news(),
    leastMs: LEAST_MS,
    onRefused: () => props.onRefused(),
  });
  return (
    <Show when={answer.data()} fallback={<Pending of={answer} />}>
      {(known) => (
        <>
          <p class="list-about" data-total={known().total}>
            <b>
              {wholeText(known().total, lang)} {words.gapDossiers}
            </b>
            <Show when={props.list === 'due-soon'}> {words.dueSoonList}</Show>
            <Show when={known().total > known().rows.length}>
              {' '}
              ({wholeText(known().rows.length, lang)} {words.shownOf})
            </Show>
            . {words.listAt} {minuteText(parseInstant(known().asOf) ?? 0)}. {words.findThere}
          </p>
          <Show when={known().rows.length > 0} fallback={<p class="empty">{words.emptyList}</p>}>
            <ListRows list={props.list} rows={known().rows} off={props.off} />
          </Show>
        </>
      )}
    </Show>
  );
}
