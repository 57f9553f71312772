import { For, Match, Show, Switch } from 'solid-js';
import { Account } from '../../access/Account';
import { Conditions } from '../../board/Conditions';
import { SilenceLine } from '../../board/SilenceLine';
import { useSilence } from '../../board/silence';
import { useConditions } from '../../board/useConditions';
import { usePresentWords } from '../../ui/words/present';
import { LiveCorner } from './LiveCorner';
import { Marked } from './marks';
import { PAGES, type Page } from './pages';

/** Pages, keys and what the figures speak for; while they are held, the live ones go on here. */
export function Footer(props: {
  readonly held: boolean;
  readonly page: Page;
  readonly onPage: (page: string) => void;
  /** Empty: no figures stand there. */
  readonly asOf: string;
}) {
  const { words } = usePresentWords();
  const { marked } = useSilence();
  const conditions = useConditions(true);
  /** Hints yield to what stands in the way of true figures. */
  const isSaid = () => marked() || conditions().length > 0;
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
        <div class="foot-middle">
          <FooterState />
          <p class="hints" classList={{ 'is-away': isSaid() }}>
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
        </div>
      </Show>
      <p class="present-as-of">
        <Show when={props.asOf !== ''}>
          {words.figuresTo} {props.asOf}
        </Show>
      </p>
      <Account opens="up" />
    </footer>
  );
}

/** In the room of the hints, so that nothing moves: who is silent, else what is wrong with the server. */
function FooterState() {
  const { marked, veiled, cause } = useSilence();
  return (
    <div class="foot-state">
      <Switch fallback={<Conditions class="conditions" forWalls most={1} advice={false} />}>
        <Match when={marked()}>
          <SilenceLine class={`line ${veiled() && cause() !== 'loading' ? 'is-bad' : 'is-mark'}`} />
        </Match>
      </Switch>
    </div>
  );
}
