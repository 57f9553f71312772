import { type Accessor, type JSX, Show } from 'solid-js';
import { KeyedList } from '../../ui/KeyedList';
import { useLang } from '../../ui/lang';
import { createMedia, UPRIGHT } from '../../ui/media';

/** How many lines fit: of all 40 together, and of each kind apart. */
const LINES = {
  together: { first: 13, last: 6 },
  apart: { first: 5, last: 3 },
  upright: { first: 9, last: 3 },
  uprightApart: { first: 3, last: 2 },
} as const;

interface RankLinesProps<T> {
  readonly items: readonly T[];
  readonly apart: boolean;
  readonly fallback?: string;
  readonly children: (item: Accessor<T>) => JSX.Element;
}

/** The first and the last of a list; how many are left out stands between them. */
export function RankLines<T extends { readonly code: string }>(props: RankLinesProps<T>) {
  const { words } = useLang();
  const upright = createMedia(UPRIGHT);
  const room = () => {
    if (upright()) return props.apart ? LINES.uprightApart : LINES.upright;
    return props.apart ? LINES.apart : LINES.together;
  };
  const cut = () => props.items.length > room().first + room().last + 1;
  const first = () => (cut() ? props.items.slice(0, room().first) : props.items);
  const last = () => (cut() ? props.items.slice(-room().last) : []);
  // One list with the gap in it: who falls from the first to the last keeps its row.
  const shown = (): readonly (T | null)[] => (cut() ? [...first(), null, ...last()] : first());
  return (
    <ol>
      <KeyedList
        each={shown()}
        by={(item) => item?.code ?? 'gap'}
        fallback={<li class="rank-gap">{props.fallback}</li>}
      >
        {(item) => (
          <Show
            when={item()}
            fallback={
              <li class="rank-gap">
                … {props.items.length - first().length - last().length} {words.units}
              </li>
            }
          >
            {(one) => props.children(one)}
          </Show>
        )}
      </KeyedList>
    </ol>
  );
}
