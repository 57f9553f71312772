import './line.css';
import { createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import { dayText, minuteText } from '../../../shared/formats';
import { dayOf, formatDay, parseInstant } from '../../../shared/localTime';
import type { TickerItem } from '../../../shared/protocol';
import { fieldName, wardName } from '../../board/reference';
import { useBoard } from '../../board/store';
import { useLang } from '../../ui/lang';
import { WHAT_WORDS } from '../../ui/words';

const SHOWN = 3;
const QUEUE = 20;
const NEXT_EVERY_MS = 4000;

/** What has just happened, one new item in four seconds at most; Space holds it. It stays when something else needs its place. */
export function EventLine(props: { readonly paused: boolean; readonly away: boolean }) {
  const { state, now, onTicker } = useBoard();
  const { lang, words } = useLang();
  const [shown, setShown] = createSignal<readonly TickerItem[]>([]);
  let queue: readonly TickerItem[] = [];
  let nextAt = 0;
  const next = (): void => {
    if (props.paused || queue.length === 0 || performance.now() < nextAt) return;
    // The newest first: what waits too long is no news.
    const item = queue.at(-1);
    queue = [];
    if (!item) return;
    nextAt = performance.now() + NEXT_EVERY_MS;
    setShown((old) => [item, ...old].slice(0, SHOWN));
  };
  onTicker((items, whole) => {
    if (whole || shown().length === 0) {
      queue = [];
      setShown([...items].reverse().slice(0, SHOWN));
      return;
    }
    queue = [...queue, ...items].slice(-QUEUE);
    next();
  });
  const timer = setInterval(next, NEXT_EVERY_MS / 4);
  onCleanup(() => clearInterval(timer));
  const text = (item: TickerItem): string => {
    const field = fieldName(item.field, lang);
    const what = WHAT_WORDS[lang][item.what];
    return field === null ? what : `${field} · ${what}`;
  };
  const today = createMemo(() => {
    const at = now();
    return at === null ? null : dayOf(at);
  });
  /** What is not of today says of which day it is. */
  const when = (item: TickerItem): string => {
    const at = parseInstant(item.at) ?? 0;
    return dayOf(at) === today() ? minuteText(at) : `${dayText(formatDay(dayOf(at)))} ${minuteText(at)}`;
  };
  return (
    <footer class="line" classList={{ 'is-away': props.away }} aria-live="off">
      <Show when={shown().length > 0} fallback={<p>{state.board === null ? '' : words.noItemsToday}</p>}>
        <ol>
          <For each={shown()}>
            {(item) => (
              <li>
                <time>{when(item)}</time>
                <b>{wardName(item.ward)}</b> {text(item)}
              </li>
            )}
          </For>
        </ol>
      </Show>
    </footer>
  );
}
