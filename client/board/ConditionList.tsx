import { createMemo, For, Show } from 'solid-js';
import { dayOf } from '../../shared/localTime';
import { Shape } from '../ui/Shape';
import { useConditionWords } from '../ui/words/conditions';
import type { ConditionsProps } from './Conditions';
import { conditionText } from './conditionTexts';
import { useBoard } from './store';
import { isForWalls, useConditions } from './useConditions';

/** Told while it lasts. A screen reader hears each once, and again when it changes; a list that is told stays a list. */
export function ConditionList(props: ConditionsProps) {
  const { now } = useBoard();
  const conditionWords = useConditionWords();
  const conditions = useConditions(props.forWalls, props.besides);
  const today = createMemo(() => {
    const at = now();
    return at === null ? null : dayOf(at);
  });
  return (
    <div class="conditions-said" role="status" aria-label={conditionWords.words.conditions}>
      <ul class={props.class}>
        <For each={conditions().slice(0, props.most)}>
          {(condition) => {
            const text = createMemo(() => conditionText(condition, today(), conditionWords));
            return (
              <li data-condition={condition.kind}>
                <Shape tone={isForWalls(condition) ? 'act' : 'watch'} />
                <p>
                  <b>
                    {text().said}
                    <span class="more">{text().more}</span>.
                  </b>{' '}
                  <Show when={props.advice}>{text().advice}</Show>
                </p>
              </li>
            );
          }}
        </For>
        <Show when={conditions().length > props.most}>
          <li>+{conditions().length - props.most}</li>
        </Show>
      </ul>
    </div>
  );
}
