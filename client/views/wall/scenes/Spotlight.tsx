import './spotlight.css';
import { createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js';
import { dayText, monthText, percentText, wholeText } from '../../../../shared/formats';
import { METRICS, type Metric } from '../../../../shared/metrics';
import type { WardFigures } from '../../../../shared/protocol';
import { onlineRateOf, onTimeRateOf, rankByRate } from '../../../../shared/ranking';
import type { Rate } from '../../../../shared/rates';
import { alertLines } from '../../../board/alertLines';
import { useHistoryReading } from '../../../board/history';
import { useMoments } from '../../../board/moments';
import { NoteLine } from '../../../board/NoteText';
import { wardName, wards } from '../../../board/reference';
import { offWards, paintOf } from '../../../board/selectors';
import { useBoard } from '../../../board/store';
import { wardPlaces } from '../../../board/wardFacts';
import { Pending } from '../../../reading/Pending';
import { Ask, createMetricAsk } from '../../../tiles/Ask';
import { KeyedList } from '../../../ui/KeyedList';
import { useLang } from '../../../ui/lang';
import { Shape } from '../../../ui/Shape';
import { Sparkline } from '../../../ui/Sparkline';
import { TONE_WORDS } from '../../../ui/words';
import { useWallWords } from '../../../ui/words/wall';
import { SpotAlerts } from '../SpotAlerts';
import { Strip } from '../Strip';
import { useSpotlight } from '../spotlit';

/** Scene "Một đơn vị": one ward whole. Arrows up and down go through the 40; unasked it shows the gravest. */
export function Spotlight() {
  const { state } = useBoard();
  const { knowledge } = useMoments();
  const { lang, words } = useLang();
  const asked = useSpotlight();
  const [chosen, setChosen] = createSignal<string | null>(null);
  const gravest = () => {
    const board = state.board;
    const isShown = (ward: string | undefined) => board?.wards.some((one) => one.code === ward) ?? false;
    const own = (board ? alertLines(board, lang) : []).filter((line) => line.wards.length === 1);
    return own.find((line) => isShown(line.wards[0]))?.wards[0];
  };
  const code = createMemo(() => chosen() ?? asked() ?? gravest() ?? wards[0]?.code ?? '');
  const ward = createMemo(() => state.board?.wards.find((one) => one.code === code()));
  onMount(() => {
    const onKey = ({ key }: KeyboardEvent): void => {
      const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
      if (by === 0) return;
      const at = wards.findIndex((one) => one.code === code());
      setChosen(wards[(at + by + wards.length) % wards.length]?.code ?? null);
    };
    window.addEventListener('keydown', onKey);
    onCleanup(() => window.removeEventListener('keydown', onKey));
  });
  return (
    <Show when={knowledge().ever && ward()} fallback={<p class="scene-empty">{words.noDataTitle}</p>}>
      {(known) => <OneUnit ward={known()} />}
    </Show>
  );
}

function OneUnit(props: { readonly ward: WardFigures }) {
  const { state, limits } = useBoard();
  const { lang, words } = useLang();
  const wallWords = useWallWords();
  const metricAsk = createMetricAsk();
  const history = useHistoryReading();
  const about = createMemo(() => wardPlaces.find((one) => one.code === props.ward.code));
  const off = () => offWards(state.board?.sources ?? []).has(props.ward.code);
  const paint = createMemo(() => paintOf(props.ward, { off: off(), ever: true, lang, limits: limits() }));
  const month = () => monthText(state.board?.windows.month.to ?? '', lang);
  const kind = () => (about()?.kind === 'phường' ? words.phuong : words.xa);
  return (
    <article class="spotlight" data-ward={props.ward.code} data-state={paint().kind} data-class={paint().cls ?? ''}>
      <header style={{ 'border-color': paint().cls ? `var(--${paint().cls})` : 'var(--line-strong)' }}>
        <h2>
          {about()?.name} <small>{kind()}</small>
        </h2>
        <p>
          <Shape tone={paint().tone} /> {TONE_WORDS[lang][paint().tone]}
        </p>
        <p class="spot-about">
          {words.neighbours} {about()?.neighbours.map(wardName).join(', ')}
        </p>
        <NoteLine ward={props.ward.code} />
      </header>
      <div class="spot-rates">
        <RateBlock
          ward={props.ward}
          title={words.rankOnline}
          note={`${words.ofReceived}, ${month()}`}
          metric={METRICS.onlineRate}
          rateOf={onlineRateOf}
        />
        <RateBlock
          ward={props.ward}
          title={words.rankOnTime}
          note={`${words.ofResolved}, ${month()}, ${wallWords.methodA}`}
          metric={METRICS.onTimeRate}
          rateOf={(unit) => onTimeRateOf(unit, 'A')}
        />
        <section>
          <h3>{words.received}</h3>
          <p class="figure" data-figure="received" data-window="today" data-value={props.ward.today.received}>
            <Ask asked={metricAsk(METRICS.received, 'today', props.ward, `${words.received} · ${about()?.name}`)}>
              {wholeText(props.ward.today.received, lang)}
            </Ask>
          </p>
          <p>{words.today}</p>
          <p>
            <b>{wholeText(props.ward.month.received, lang)}</b> {month()}
          </p>
          <Show when={history.data()} fallback={<Pending of={history} />}>
            {(days) => (
              <>
                <Sparkline before={days().received[props.ward.code] ?? []} today={props.ward.today.received} />
                <p class="spot-dim">
                  {words.barsLong}, {wallWords.since} {dayText(days().workingDays[0] ?? '')}
                </p>
              </>
            )}
          </Show>
        </section>
      </div>
      <SpotAlerts ward={props.ward.code} />
      <Stands ward={props.ward} />
    </article>
  );
}

function Stands(props: { readonly ward: WardFigures }) {
  const { lang, words } = useLang();
  const metricAsk = createMetricAsk();
  const countOf = (metric: Metric): number => {
    const value = metric.of(props.ward, 'now');
    return value.kind === 'count' ? value.value : Number.NaN;
  };
  const rows = () => {
    const { overdueLong, pendingOverdue, intakeOverdue } = props.ward.stands;
    return [
      { metric: METRICS.open, title: words.openNow, note: words.rightNow, act: false },
      { metric: METRICS.dueSoon, title: words.dueSoonNow, note: words.dueSoonHint, act: false },
      {
        metric: METRICS.pendingOverdue,
        title: words.overdue,
        note: `${wholeText(overdueLong, lang)} ${words.overLong}`,
        act: pendingOverdue > 0,
      },
      {
        metric: METRICS.awaitingIntake,
        title: words.awaitingNow,
        note: `${wholeText(intakeOverdue, lang)} ${words.overEight}`,
        act: intakeOverdue > 0,
      },
      { metric: METRICS.paused, title: words.pausedNow, note: words.pausedHint, act: false },
    ];
  };
  return (
    <ul class="spot-stands">
      <KeyedList each={rows()} by={({ metric }) => metric.key}>
        {(row) => (
          <li classList={{ 'is-act': row().act }}>
            <h3>{row().title}</h3>
            <p class="spot-number" data-figure={row().metric.key} data-window="now" data-value={countOf(row().metric)}>
              <Ask asked={metricAsk(row().metric, 'now', props.ward, `${row().title} · ${wardName(props.ward.code)}`)}>
                {wholeText(countOf(row().metric), lang)}
              </Ask>
            </p>
            <p class="spot-dim">{row().note}</p>
          </li>
        )}
      </KeyedList>
    </ul>
  );
}

interface RateBlockProps {
  readonly ward: WardFigures;
  readonly title: string;
  readonly note: string;
  readonly metric: Metric;
  readonly rateOf: (unit: WardFigures) => Rate;
}

/** A rate with its fraction, its rank among all and among its kind, and all 40 on one line. */
function RateBlock(props: RateBlockProps) {
  const { state, limits } = useBoard();
  const { lang, words } = useLang();
  const metricAsk = createMetricAsk();
  const rate = () => props.rateOf(props.ward);
  const ranks = createMemo(() => {
    const kind = wards.find((one) => one.code === props.ward.code)?.kind;
    const of = (codes: ReadonlySet<string> | null) => {
      const units = (state.board?.wards ?? [])
        .filter((unit) => codes === null || codes.has(unit.code))
        .map((unit) => ({ code: unit.code, rate: props.rateOf(unit) }));
      const ranked = rankByRate(units, limits().fewBelow);
      return { rank: ranked.find((one) => one.code === props.ward.code)?.rank ?? null, of: units.length };
    };
    return { all: of(null), kind: of(new Set(wards.filter((one) => one.kind === kind).map((one) => one.code))) };
  });
  const enough = () => rate().den >= limits().fewBelow;
  return (
    <section>
      <h3>{props.title}</h3>
      <p
        class="figure"
        data-figure={props.metric.key}
        data-window="month"
        data-value={rate().value ?? ''}
        data-num={rate().num}
        data-den={rate().den}
      >
        <Ask asked={metricAsk(props.metric, 'month', props.ward, `${props.title} · ${wardName(props.ward.code)}`)}>
          {enough() ? percentText(rate().num, rate().den, 2, lang) : '—'}
        </Ask>
        <Show when={enough()}>
          <small>%</small>
        </Show>
      </p>
      <p>
        {wholeText(rate().num, lang)}/{wholeText(rate().den, lang)} {props.note}
      </p>
      <Show when={ranks().all.rank !== null} fallback={<p>{words.notRanked}</p>}>
        <p>
          {words.rank} <b>{ranks().all.rank}</b> {words.ofUnits} {ranks().all.of} {words.units},{' '}
          <b>{ranks().kind.rank}</b> {words.ofUnits} {ranks().kind.of}{' '}
          {wards.find((one) => one.code === props.ward.code)?.kind === 'phường' ? words.phuong : words.xa}
        </p>
      </Show>
      <Strip
        rates={(state.board?.wards ?? []).map((unit) => ({ code: unit.code, rate: props.rateOf(unit) }))}
        own={props.ward.code}
      />
    </section>
  );
}
