import { For, Show } from 'solid-js';
import type { Rate } from '../../../shared/rates';
import { wardName } from '../../board/reference';
import { useBoard } from '../../board/store';
import { KeyedList } from '../../ui/KeyedList';
import { rateText } from '../../ui/rateText';
import { usePresentWords } from '../../ui/words/present';
import type { PresentState } from './presentState';

const WIDTH = 1000;

interface StripProps {
  readonly title: string;
  readonly rates: readonly { readonly code: string; readonly rate: Rate }[];
  readonly city: Rate;
  readonly state: PresentState;
}

/** All 40 units as ticks on one line, the chosen one in front, those compared with it taller. */
export function Strip(props: StripProps) {
  const { lang, words } = usePresentWords();
  const { limits } = useBoard();
  const enough = () => props.rates.filter(({ rate }) => rate.den >= limits().fewBelow && rate.value !== null);
  const low = () =>
    Math.max(0, Math.floor(Math.min(1, ...enough().map(({ rate }) => rate.value ?? 1)) * 5) / 5 - 0.001);
  const x = (value: number) => ((Math.min(1, value) - low()) / (1 - low())) * WIDTH;
  const own = () => enough().find((one) => one.code === props.state.ward());
  const ticks = () => [0, 20, 40, 60, 80, 100].filter((tick) => tick / 100 >= low());
  return (
    <section class="strip">
      <p>
        <b>{props.title}</b>
        <span>
          {words.wholeCity} {rateText(props.city, limits(), lang)}
        </span>
      </p>
      <svg viewBox={`-34 0 ${WIDTH + 44} 84`} aria-hidden="true">
        <path class="track" d={`M0,26H${WIDTH}`} />
        <KeyedList each={enough()} by={({ code }) => code}>
          {(one) => {
            const isBeside = () => props.state.beside().includes(one().code);
            return (
              <path
                class={isBeside() ? 'is-beside' : 'is-other'}
                d={`M${x(one().rate.value ?? 0)},${isBeside() ? 6 : 14}v${isBeside() ? 40 : 24}`}
              >
                <title>{wardName(one().code)}</title>
              </path>
            );
          }}
        </KeyedList>
        <Show when={own()}>{(one) => <path class="is-own" d={`M${x(one().rate.value ?? 0)},2v48`} />}</Show>
        <For each={ticks()}>
          {(tick) => (
            <text x={x(tick / 100)} y="80" text-anchor={tick === 100 ? 'end' : 'middle'}>
              {tick}%
            </text>
          )}
        </For>
      </svg>
    </section>
  );
}
