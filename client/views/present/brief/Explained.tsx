import { For, Show } from 'solid-js';
import type { BriefFact } from '../../../../shared/brief/composeBrief';
import { percentText, wholeText } from '../../../../shared/formats';
import { ON_TIME_VARIANTS } from '../../../../shared/ranking';
import { useBoard } from '../../../board/store';
import { usePresentWords } from '../../../ui/words/present';
import { useFactWords } from '../../../ui/words/presentFacts';
import { READING } from '../BigFigures';
import type { PageProps } from '../pages';

const ON_TIME_FACTS: readonly string[] = ['onTimeRate', 'topOnTime'];
const RANKED_FACTS: readonly string[] = ['topOnline', 'topOnTime', 'dayTopOnline'];

interface ExplainedProps {
  readonly fact: BriefFact;
  readonly page: PageProps;
  /** How the number is written; null: it cannot be chosen now. */
  readonly decimals: 0 | 2 | null;
  readonly onDecimals: (decimals: 0 | 2) => void;
}

/** Where a number of the brief comes from: its formula, its numerator, its denominator, the three readings. */
export function Explained(props: ExplainedProps) {
  const { lang, words } = usePresentWords();
  const { words: factWords, formulas } = useFactWords();
  const { limits } = useBoard();
  const fraction = () => {
    const { num, den } = props.fact;
    return num === null || den === null ? null : { num, den };
  };
  const isOnTime = () => ON_TIME_FACTS.includes(props.fact.key);
  const variant = () => props.page.state.variant();
  const counted = () => {
    if (!isOnTime()) return { num: factWords.receivedOnline, den: factWords.received };
    return { num: variant() === 'B' ? factWords.onTimeB : factWords.onTime, den: factWords[variant()] };
  };
  const span = () => (props.fact.key.startsWith('day') ? factWords.onLastDay : factWords.inPeriod);
  const rates = () => {
    const { wards, city } = props.page.picture.summary;
    return wards.find((unit) => unit.code === props.fact.wards[0]) ?? city;
  };
  return (
    <section class="explained" data-explained={props.fact.key}>
      <h2>{words.explainFact}</h2>
      <p class="explained-value">
        <Show when={fraction()} fallback={props.fact.shown}>
          {(of) => (
            <>
              {wholeText(of().num, lang)}/{wholeText(of().den, lang)}
            </>
          )}
        </Show>
      </p>
      <p class="explained-formula">
        {formulas[props.fact.key] ?? ''}
        <Show when={RANKED_FACTS.includes(props.fact.key)}>
          {' '}
          {factWords.leastN} {limits().fewBelow} {words.dossiers}.
        </Show>
      </p>
      <Show when={fraction()}>
        {(of) => (
          <ul class="explained-parts">
            <li>
              {factWords.numerator} <b>{wholeText(of().num, lang)}</b>: {counted().num}, {span()}
            </li>
            <li>
              {factWords.denominator} <b>{wholeText(of().den, lang)}</b>: {counted().den}, {span()}
            </li>
          </ul>
        )}
      </Show>
      <Show when={isOnTime()}>
        <dl aria-label={words.threeReadings}>
          <For each={ON_TIME_VARIANTS}>
            {(one) => (
              <div classList={{ 'is-own': one === variant() }}>
                <dt>
                  {one} · {words[READING[one]]}
                </dt>
                <dd>{percentText(rates().onTimeRate[one].num, rates().onTimeRate[one].den, 2, lang)}%</dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
      <Show when={fraction() && props.decimals !== null}>
        <p class="explained-decimals">
          {factWords.decimals}{' '}
          <For each={[2, 0] as const}>
            {(decimals) => (
              <button
                type="button"
                data-decimals={decimals}
                aria-pressed={props.decimals === decimals}
                onClick={() => props.onDecimals(decimals)}
              >
                {decimals === 2 ? factWords.twoDecimals : factWords.noDecimals}
              </button>
            )}
          </For>
        </p>
      </Show>
    </section>
  );
}
