import { createMemo, Show } from 'solid-js';
import { wholeText } from '../../../shared/formats';
import { pointsText } from '../../../shared/period/compare';
import type { UnitFigures, WardFigures } from '../../../shared/protocol';
import { onlineRateOf, onTimeRateOf } from '../../../shared/ranking';
import type { Rate } from '../../../shared/rates';
import { wards } from '../../board/reference';
import { useBoard } from '../../board/store';
import { lazily } from '../../kiosk/lostCode';
import { Boundary } from '../../reading/Boundary';
import { useWardWords } from '../../ui/words/ward';
import { fairRanking } from '../present/ranked';

const MiniMap = lazily(() => import('./MiniMap').then((module) => module.MiniMap));

/** The ward among all and among its kind, with what its numbers leave open, and where it lies. */
export function Position(props: { readonly ward: WardFigures }) {
  const { limits } = useBoard();
  const { words } = useWardWords();
  return (
    <section class="ranks">
      <h2>{words.position}</h2>
      <div class="ranks-lines">
        <RankLine ward={props.ward} figure="onlineRank" title={words.rankOnline} rateOf={onlineRateOf} />
        <RankLine
          ward={props.ward}
          figure="onTimeRank"
          title={words.rankOnTime}
          rateOf={(unit) => onTimeRateOf(unit, 'A')}
        />
      </div>
      <div class="mini">
        <Boundary name="mini map">
          <MiniMap code={props.ward.code} />
        </Boundary>
      </div>
      <p class="ranks-note">
        {words.least} {limits().fewBelow} {words.leastEnd}
      </p>
    </section>
  );
}

interface RankLineProps {
  readonly ward: WardFigures;
  readonly figure: string;
  readonly title: string;
  readonly rateOf: (unit: UnitFigures) => Rate;
}

function RankLine(props: RankLineProps) {
  const { state, limits } = useBoard();
  const { lang, words } = useWardWords();
  const kindOf = (code: string) => wards.find((one) => one.code === code)?.kind;
  const place = (units: readonly WardFigures[]) =>
    fairRanking(units, limits().fewBelow, props.rateOf).find(({ code }) => code === props.ward.code);
  const own = createMemo(() => place(state.board?.wards ?? []));
  const kind = () => kindOf(props.ward.code);
  const ofKind = createMemo(() => (state.board?.wards ?? []).filter(({ code }) => kindOf(code) === kind()));
  const ownOfKind = createMemo(() => place(ofKind()));
  const city = () => state.board && props.rateOf(state.board.city);
  return (
    <p>
      <b data-figure={props.figure} data-window="month" data-value={own()?.rank ?? ''}>
        {own()?.rank ?? '—'}
      </b>
      <span>
        {props.title}
        <small>
          <Show
            when={own()?.range}
            fallback={`${words.unranked}: ${wholeText(own()?.rate.den ?? 0, lang)}/${limits().fewBelow}`}
          >
            {(range) => (
              <>
                <span data-range={`${range().best}-${range().worst}`}>
                  {words.trueRank} {range().best}–{range().worst}
                </span>
                <br />
                <span data-of-kind={ownOfKind()?.rank ?? ''}>
                  {ownOfKind()?.rank}/{ofKind().length} {kind() === 'phường' ? words.ofKindPhuong : words.ofKindXa}
                </span>
              </>
            )}
          </Show>
          <Show when={city()}>
            {(rate) => (
              <>
                <br />
                {pointsText(props.rateOf(props.ward), rate(), lang)} {words.toCity}
              </>
            )}
          </Show>
        </small>
      </span>
    </p>
  );
}
