import './line.css';
import { createSignal, For, onCleanup, Show } from 'solid-js';
import { minuteText } from '../../../shared/formats';
import { parseInstant } from '../../../shared/localTime';
import type { TickerItem } from '../../../shared/protocol';
import { fieldName, wardName } from '../../board/reference';
import { useBoard } from '../../board/store';
import { useLang } from '../../ui/lang';
import { WHAT_WORDS } from '../../ui/words';

const SHOWN = 3;
const QUEUE = 20;
const NEXT_EVERY_MS = 4000;

/** What has just happened, one new item in four seconds at most; Space holds it. */
export function EventLine(props: { readonly paused: boolean }) {
  const { onTicker } = useBoard();
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
  onTicker((items) => {
    if (shown().length === 0) {
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
  return (
    <footer class="line" aria-live="off">
      <Show when={shown().length > 0} fallback={<p>{words.noItemsToday}</p>}>
        <ol>
          <For each={shown()}>
            {(item) => (
              <li>
                <time>{minuteText(parseInstant(item.at) ?? 0)}</time>
                <b>{wardName(item.ward)}</b> {text(item)}
              </li>
            )}
          </For>
        </ol>
      </Show>
    </footer>
  );
}
