import { For } from 'solid-js';
import type { Rate } from '../../../shared/rates';
import { useBoard } from '../../board/store';
import { KeyedList } from '../../ui/KeyedList';
import { useWallWords } from '../../ui/words/wall';

const WIDTH = 1090;
const LINE = 130;
const TICKS = [0, 50, 100] as const;
const ANCHORS = ['start', 'middle', 'end'] as const;

/** All units as strokes from 0 to 100%, the own one tall. */
export function Strip(props: {
  readonly rates: readonly { readonly code: string; readonly rate: Rate }[];
  readonly own: string;
}) {
  const { limits } = useBoard();
  const wallWords = useWallWords();
  const shown = () => props.rates.filter(({ rate }) => rate.den >= limits().fewBelow && rate.value !== null);
  return (
    <>
      <svg class="spot-strip" viewBox="0 0 1100 206" aria-hidden="true">
        <path class="course-grid" d={`M0,${LINE}H1100`} />
        <KeyedList each={shown()} by={({ code }) => code}>
          {(one) => {
            const isOwn = () => one().code === props.own;
            return (
              <rect
                classList={{ 'is-own': isOwn() }}
                x={Math.min(1, one().rate.value ?? 0) * WIDTH}
                y={isOwn() ? 0 : 56}
                width={isOwn() ? 12 : 5}
                height={isOwn() ? LINE : LINE - 56}
              />
            );
          }}
        </KeyedList>
        <For each={TICKS}>
          {(tick, i) => (
            <text class="course-axis" x={tick * 11} y={LINE + 64} text-anchor={ANCHORS[i()]}>
              {tick}
            </text>
          )}
        </For>
      </svg>
      <p class="spot-dim">{wallWords.from0to100}</p>
    </>
  );
}
