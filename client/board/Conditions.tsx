import './state.css';
import { createMemo, For, Show } from 'solid-js';
import type { ServerCondition } from '../../shared/conditions';
import { dayOf } from '../../shared/localTime';
import { Shape } from '../ui/Shape';
import { useLineWords } from '../ui/words/line';
import { conditionText, isForWalls } from './conditionTexts';
import { useBoard } from './store';

/** What is not as it should be with the server itself, the gravest first; what of it a view tells is up to the view. */
export function useConditions(forWalls: boolean): () => readonly ServerCondition[] {
  const { state } = useBoard();
  return createMemo(() => (state.board?.conditions ?? []).filter((one) => !forWalls || isForWalls(one)));
}

interface ConditionsProps {
  /** Only what every screen tells; the rest is for `/ops`. */
  readonly forWalls: boolean;
  /** So many are told, and how many more there are. */
  readonly most: number;
  /** With what to do about it. */
  readonly advice: boolean;
  readonly class: string;
}

/** Told while it lasts. A screen reader hears each once, and again when it changes. */
export function Conditions(props: ConditionsProps) {
  const { now } = useBoard();
  const lineWords = useLineWords();
  const conditions = useConditions(props.forWalls);
  const today = createMemo(() => {
    const at = now();
    return at === null ? null : dayOf(at);
  });
  return (
    <Show when={conditions().length > 0}>
      <ul class={props.class} role="status" aria-label={lineWords.words.conditions}>
        <For each={conditions().slice(0, props.most)}>
          {(condition) => {
            const text = createMemo(() => conditionText(condition, today(), lineWords));
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
    </Show>
  );
}
