import { createMemo } from 'solid-js';
import { useBoard } from '../../../board/store';
import { usePresentWords } from '../../../ui/words/present';
import { BigFigures } from '../BigFigures';
import { DayBars } from '../DayBars';
import { RankList } from '../RankList';
import { byOnTime, fairRanking } from '../ranked';
import { Scrubber } from '../Scrubber';
import type { PageProps } from './index';

const FIRST = 6;
const LAST = 3;

/** Page 1, Tổng quan: four figures, the days with the time machine, the fair ranking. */
export function Overview(props: PageProps) {
  const { words } = usePresentWords();
  const { limits } = useBoard();
  const ranked = createMemo(() =>
    fairRanking(props.picture.summary.wards, limits().fewBelow, byOnTime(props.state.variant())),
  );
  const city = () => props.picture.summary.city.onTimeRate[props.state.variant()].value;
  return (
    <>
      <BigFigures picture={props.picture} variant={props.state.variant()} />
      <div class="body">
        <div>
          <DayBars days={props.picture.days} />
          <Scrubber state={props.state} figures={props.figures} player={props.player} />
        </div>
        <section>
          <h2>
            {words.rankOnTime}{' '}
            <small>
              {words.reading} {props.state.variant()} · {words.leastN} {limits().fewBelow} {words.dossiers}
            </small>
          </h2>
          <RankList
            ranked={ranked()}
            first={FIRST}
            last={LAST}
            city={city()}
            spot={null}
            onPick={(code) => {
              props.state.setWard(code);
              props.state.setPage('unit');
            }}
          />
        </section>
      </div>
    </>
  );
}
