import { For, Show } from 'solid-js';
import { Account } from '../../access/Account';
import { usePresentWords } from '../../ui/words/present';
import { LiveCorner } from './LiveCorner';
import { Marked } from './marks';
import { PAGES, type Page } from './pages';

/** Pages, keys and what the figures speak for; while they are held, the live ones go on here. */
export function Footer(props: {
  readonly held: boolean;
  readonly page: Page;
  readonly onPage: (page: string) => void;
  readonly asOf: string;
}) {
  const { words } = usePresentWords();
  // In the order in which they are worth their place: what does not fit is left out, and stands in the help.
  const hints = [
    ['← →', words.keyPages],
    ['C', words.keyFreeze],
    ['/', words.keySearch],
    ['?', words.keyHelp],
    ['D', words.keyDecide],
  ] as const;
  return (
    <footer>
      <nav class="pages" aria-label={words.keyPages}>
        <For each={PAGES}>
          {(one) => (
            <button
              type="button"
              data-go={one.name}
              aria-current={one === props.page ? 'page' : undefined}
              onClick={() => props.onPage(one.name)}
            >
              {words[one.title]}
            </button>
          )}
        </For>
      </nav>
      <Show when={!props.held} fallback={<LiveCorner />}>
        <p class="hints">
          <For each={hints}>
            {([key, text]) => (
              <span>
                <kbd>
                  <Marked text={key} />
                </kbd>{' '}
                {text}
              </span>
            )}
          </For>
        </p>
      </Show>
      <p class="present-as-of">
        {words.figuresTo} {props.asOf}
      </p>
      <Account opens="up" />
    </footer>
  );
}
