import { createMemo, Show } from 'solid-js';
import { percentText } from '../../../shared/formats';
import { wardName } from '../../board/reference';
import { KeyedList } from '../../ui/KeyedList';
import { usePresentWords } from '../../ui/words/present';
import type { FairRank } from './ranked';

const TRACK = 300;

interface RankListProps {
  readonly ranked: readonly FairRank[];
  /** So many from the top and from the bottom; all when there is room. */
  readonly first: number;
  readonly last: number;
  readonly city: number | null;
  readonly spot: string | null;
  readonly onPick: (code: string) => void;
}

/** Rank, name, Wilson interval on one scale, rate, and where the unit may truly stand. */
export function RankList(props: RankListProps) {
  const { words } = usePresentWords();
  const ranked = createMemo(() => props.ranked.filter((one) => one.rank !== null));
  const cut = () => ranked().length > props.first + props.last + 1;
  const low = createMemo(() => {
    const least = Math.min(1, ...ranked().map((one) => one.interval?.low ?? 1));
    return Math.max(0, Math.floor(least * 10 - 0.2) / 10);
  });
  const x = (value: number) => ((Math.min(1, value) - low()) / (1 - low())) * TRACK;
  // One list with the gap in it: who falls from the first to the last keeps its row.
  const shown = (): readonly (FairRank | null)[] =>
    cut() ? [...ranked().slice(0, props.first), null, ...ranked().slice(-props.last)] : ranked();
  return (
    <ol class="rank-list">
      <li class="rank-head" aria-hidden="true">
        <span>{words.interval}</span>
        <span>{words.place}</span>
      </li>
      <KeyedList each={shown()} by={(one) => one?.code ?? 'gap'}>
        {(one) => (
          <Show when={one()} fallback={<li class="rank-gap">…</li>}>
            {(known) => (
              <RankRow
                one={known()}
                x={x}
                city={props.city}
                isSpot={known().code === props.spot}
                onPick={props.onPick}
              />
            )}
          </Show>
        )}
      </KeyedList>
    </ol>
  );
}

interface RankRowProps {
  readonly one: FairRank;
  readonly x: (value: number) => number;
  readonly city: number | null;
  readonly isSpot: boolean;
  readonly onPick: (code: string) => void;
}

function RankRow(props: RankRowProps) {
  const { lang, words } = usePresentWords();
  const rangeText = () => {
    const range = props.one.range;
    return range ? (range.best === range.worst ? `${range.best}` : `${range.best}–${range.worst}`) : '—';
  };
  return (
    <li classList={{ 'is-spot': props.isSpot }} data-ward={props.one.code} data-rank={props.one.rank}>
      <button type="button" onClick={() => props.onPick(props.one.code)}>
        <i
          title={props.one.tied.length > 0 ? `${words.tiedWith} ${props.one.tied.map(wardName).join(', ')}` : undefined}
        >
          {props.one.rank}
          {props.one.tied.length > 0 ? '=' : ''}
        </i>
        <span>{wardName(props.one.code)}</span>
        <svg viewBox={`-12 0 ${TRACK + 24} 30`} aria-hidden="true">
          <path class="track" d={`M0,15H${TRACK}`} />
          <Show when={props.city !== null}>
            <path class="city" d={`M${props.x(props.city ?? 0)},1V29`} />
          </Show>
          <Show when={props.one.interval}>
            {(interval) => <path class="interval" d={`M${props.x(interval().low)},15H${props.x(interval().high)}`} />}
          </Show>
          <circle class="dot" cx={props.x(props.one.rate.value ?? 0)} cy="15" r="8" />
        </svg>
        <b>{percentText(props.one.rate.num, props.one.rate.den, 2, lang)}%</b>
        <em title={words.trueRank}>{rangeText()}</em>
      </button>
    </li>
  );
}
