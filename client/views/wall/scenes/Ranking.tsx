import './ranking.css';
import { createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js';
import { monthText, percentText, wholeText } from '../../../../shared/formats';
import { METRICS, type Metric } from '../../../../shared/metrics';
import type { UnitFigures, WardFigures } from '../../../../shared/protocol';
import {
  ON_TIME_VARIANTS,
  type OnTimeVariant,
  onlineRateOf,
  onTimeRateOf,
  type Ranked,
  rankByRate,
} from '../../../../shared/ranking';
import type { Rate } from '../../../../shared/rates';
import { useHistory } from '../../../board/history';
import { useMoments } from '../../../board/moments';
import { wardName, wards } from '../../../board/reference';
import { useBoard } from '../../../board/store';
import { Ask, createMetricAsk } from '../../../tiles/Ask';
import { useLang } from '../../../ui/lang';
import type { Words } from '../../../ui/words';
import { RankLines } from '../RankLines';

type Kind = 'phường' | 'xã';
const kindOf = new Map(wards.map((ward) => [ward.code, ward.kind]));
const VARIANT_METRICS: Readonly<Record<OnTimeVariant, Metric>> = {
  A: METRICS.onTimeRate,
  B: METRICS.onTimeRateB,
  C: METRICS.onTimeRateC,
};
const VARIANT_WORDS: Readonly<Record<OnTimeVariant, keyof Words>> = { A: 'variantA', B: 'variantB', C: 'variantC' };

/** Scene "Xếp hạng": online, on time in its named reading, overdue. V changes the reading, K parts phường and xã. */
export function Ranking() {
  const { state, limits } = useBoard();
  const { knowledge } = useMoments();
  const { lang, words } = useLang();
  const [variant, setVariant] = createSignal<OnTimeVariant>('A');
  const [apart, setApart] = createSignal(false);
  onMount(() => {
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'v' || key === 'V') setVariant((old) => after(ON_TIME_VARIANTS, old));
      if (key === 'k' || key === 'K') setApart(!apart());
    };
    window.addEventListener('keydown', onKey);
    onCleanup(() => window.removeEventListener('keydown', onKey));
  });
  const board = () => (knowledge().ever ? state.board : null);
  const month = () => monthText(state.board?.windows.month.to ?? '', lang);
  return (
    <>
      <p class="key-line">
        <b>{month()}</b> {words.leastN} {limits().fewBelow} {words.dossiers} · ↑↓ {words.sinceMorning}
      </p>
      <Show when={board()} fallback={<p class="scene-empty">{words.noDataTitle}</p>}>
        {(known) => (
          <div class="ranking" data-variant={variant()} data-apart={apart() ? 'yes' : 'no'}>
            <RateColumn
              title={words.rankOnline}
              note={words.onlineLong}
              units={known().wards}
              metric={METRICS.onlineRate}
              rateOf={onlineRateOf}
              apart={apart()}
            />
            <RateColumn
              title={words.rankOnTime}
              note={words[VARIANT_WORDS[variant()]]}
              units={known().wards}
              metric={VARIANT_METRICS[variant()]}
              rateOf={(unit) => onTimeRateOf(unit, variant())}
              apart={apart()}
            />
            <OverdueColumn units={known().wards} apart={apart()} />
          </div>
        )}
      </Show>
    </>
  );
}

interface ColumnProps {
  readonly units: readonly WardFigures[];
  readonly apart: boolean;
}

interface RateColumnProps extends ColumnProps {
  readonly title: string;
  readonly note: string;
  readonly metric: Metric;
  readonly rateOf: (unit: UnitFigures) => Rate;
}

function RateColumn(props: RateColumnProps) {
  const { limits } = useBoard();
  const { lang } = useLang();
  const history = useHistory();
  const metricAsk = createMetricAsk();
  const unitOf = (code: string) => props.units.find((unit) => unit.code === code) ?? null;
  const rankOf = (units: readonly WardFigures[], kind: Kind | null) =>
    rankByRate(
      units
        .filter((unit) => kind === null || kindOf.get(unit.code) === kind)
        .map((unit) => ({ code: unit.code, rate: props.rateOf(unit) })),
      limits().fewBelow,
    );
  return (
    <section class="rank-column">
      <h2>
        {props.title} <small>{props.note}</small>
      </h2>
      <Groups apart={props.apart}>
        {(kind) => {
          const ranked = createMemo(() => rankOf(props.units, kind));
          const morning = createMemo(
            () => new Map(rankOf(history()?.morning ?? [], kind).map((one) => [one.code, one.rank])),
          );
          return (
            <RankLines items={ranked()} apart={props.apart}>
              {(item) => (
                <li class="rank-line" data-ward={item().code} data-rank={item().rank ?? ''}>
                  <b>{item().rank ?? '–'}</b>
                  <span>{wardName(item().code)}</span>
                  <Moved item={item()} before={morning().get(item().code) ?? null} />
                  <i>
                    {wholeText(item().rate.num, lang)}/{wholeText(item().rate.den, lang)}
                  </i>
                  <em>
                    <Ask
                      asked={metricAsk(
                        props.metric,
                        'month',
                        unitOf(item().code),
                        `${props.title} · ${wardName(item().code)}`,
                      )}
                    >
                      {item().rank === null ? '—' : `${percentText(item().rate.num, item().rate.den, 2, lang)}%`}
                    </Ask>
                  </em>
                </li>
              )}
            </RankLines>
          );
        }}
      </Groups>
    </section>
  );
}

/** Places won or lost since the morning: a sign and a number, never a colour alone. */
function Moved(props: { readonly item: Ranked; readonly before: number | null }) {
  const by = () => (props.item.rank === null || props.before === null ? 0 : props.before - props.item.rank);
  return <u data-moved={by()}>{by() === 0 ? '' : by() > 0 ? `↑${by()}` : `↓${-by()}`}</u>;
}

function OverdueColumn(props: ColumnProps) {
  const { lang, words } = useLang();
  const metricAsk = createMetricAsk();
  const sorted = (kind: Kind | null) =>
    props.units
      .filter((unit) => kind === null || kindOf.get(unit.code) === kind)
      .filter((unit) => unit.stands.pendingOverdue > 0)
      .sort((a, b) => b.stands.pendingOverdue - a.stands.pendingOverdue || b.stands.overdueLong - a.stands.overdueLong);
  return (
    <section class="rank-column">
      <h2>
        {words.rankOverdue} <small>{words.rightNow}</small>
      </h2>
      <Groups apart={props.apart}>
        {(kind) => (
          <RankLines items={sorted(kind)} apart={props.apart} fallback={words.noneOverdue}>
            {(unit) => (
              <li class="rank-line is-overdue" data-ward={unit().code}>
                <span>{wardName(unit().code)}</span>
                <i>{unit().stands.overdueLong > 0 ? `${unit().stands.overdueLong} ${words.overLongShort}` : ''}</i>
                <em>
                  <Ask
                    asked={metricAsk(
                      METRICS.pendingOverdue,
                      'now',
                      unit(),
                      `${words.overdue} · ${wardName(unit().code)}`,
                    )}
                  >
                    {wholeText(unit().stands.pendingOverdue, lang)}
                  </Ask>
                </em>
              </li>
            )}
          </RankLines>
        )}
      </Groups>
    </section>
  );
}

function Groups(props: {
  readonly apart: boolean;
  readonly children: (kind: Kind | null) => import('solid-js').JSX.Element;
}) {
  const { words } = useLang();
  return (
    <Show when={props.apart} fallback={props.children(null)}>
      <h3>{words.kindPhuong}</h3>
      {props.children('phường')}
      <h3>{words.kindXa}</h3>
      {props.children('xã')}
    </Show>
  );
}

function after<T>(list: readonly T[], one: T): T {
  return list[(list.indexOf(one) + 1) % list.length] ?? one;
}
