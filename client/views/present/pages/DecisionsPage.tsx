import { createSignal, Show } from 'solid-js';
import { UNKNOWN } from '../../../../shared/formats';
import { dayOf } from '../../../../shared/localTime';
import { Pending } from '../../../reading/Pending';
import { KeyedList } from '../../../ui/KeyedList';
import { useDecisionWords } from '../../../ui/words/presentDecisions';
import { DecisionCard } from '../decisions/DecisionCard';
import { parted } from '../decisions/decisionList';
import { momentText, readInstant } from '../texts';
import type { PageProps } from './index';

/** Page 5, Quyết định: what was decided and what became of the figures. A meeting with open decisions begins here. */
export function DecisionsPage(props: PageProps) {
  const { words } = useDecisionWords();
  const [allShown, setAllShown] = createSignal(false);
  const found = () => parted(props.decisions.all() ?? []);
  const today = () => {
    const at = props.decisions.asOf();
    return at === null ? null : dayOf(readInstant(at));
  };
  return (
    <div class="decisions" data-open={props.decisions.all() ? found().open.length : ''}>
      <header class="decisions-head">
        <h2>
          {words.open} <small>{props.decisions.all() ? found().open.length : UNKNOWN}</small>
        </h2>
        <Show when={props.decisions.asOf()}>
          {(at) => (
            <p>
              {words.asOfNow} {momentText(readInstant(at()))}
            </p>
          )}
        </Show>
        <button type="button" data-act="take" onClick={() => props.onTake()}>
          {words.take} <kbd>D</kbd>
        </button>
      </header>
      <Show when={props.decisions.all() === null}>
        <Pending of={props.decisions.reading} />
      </Show>
      <Show when={props.decisions.all()?.length === 0}>
        <p class="decisions-none">{words.none}</p>
      </Show>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keys */}
      <div class="decisions-list" tabIndex={0}>
        <ul>
          <KeyedList each={found().open} by={({ id }) => id}>
            {(one) => <DecisionCard decision={one()} list={props.decisions} today={today()} />}
          </KeyedList>
        </ul>
        <Show when={found().closed.length > 0}>
          <button
            type="button"
            class="decisions-more"
            aria-expanded={allShown()}
            onClick={() => setAllShown(!allShown())}
          >
            {allShown() ? words.hideClosed : words.showClosed} ({found().closed.length})
          </button>
          <Show when={allShown()}>
            <ul>
              <KeyedList each={found().closed} by={({ id }) => id}>
                {(one) => <DecisionCard decision={one()} list={props.decisions} today={today()} />}
              </KeyedList>
            </ul>
          </Show>
        </Show>
      </div>
    </div>
  );
}
