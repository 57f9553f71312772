import './course.css';
import { scaleBand, scaleLinear } from 'd3';
import { createMemo, For, Show } from 'solid-js';
import { dayText, wholeText } from '../../../../shared/formats';
import type { DayCounts } from '../../../../shared/history';
import { METRICS, type MetricValue } from '../../../../shared/metrics';
import type { WindowCounts } from '../../../../shared/protocol';
import { onlineRate, resolvedOf } from '../../../../shared/rates';
import { useHistoryReading } from '../../../board/history';
import { useMoments } from '../../../board/moments';
import { useBoard } from '../../../board/store';
import { Pending } from '../../../reading/Pending';
import { Ask, createMetricAsk } from '../../../tiles/Ask';
import { KeyedList } from '../../../ui/KeyedList';
import { useLang } from '../../../ui/lang';
import { rateText } from '../../../ui/rateText';
import { useWallWords } from '../../../ui/words/wall';
import { ChangeStrip } from '../ChangeStrip';

const FIRST_HOUR = 6;
const LAST_HOUR = 19;
const PLOT = { width: 1780, height: 1180, left: 190, bottom: 110, top: 60 } as const;

/** Scene "Diễn biến": today by hour against the working day before, and the last fortnight. */
export function Course() {
  const { knowledge } = useMoments();
  const { words } = useLang();
  const history = useHistoryReading();
  const ever = () => knowledge().ever;
  return (
    <Show
      when={ever() && history.data()}
      fallback={
        <div class="scene-empty">
          <Show when={ever()} fallback={words.noDataTitle}>
            <Pending of={history} />
          </Show>
        </div>
      }
    >
      {(view) => (
        <div class="course">
          <Hours
            today={view().hours.today}
            before={view().hours.before}
            beforeDay={view().hours.beforeDay}
            soFar={view().hours.beforeSoFar}
            asOf={view().asOf}
          />
          <Days days={view().days} asOf={view().asOf} />
          <ChangeStrip />
        </div>
      )}
    </Show>
  );
}

interface HoursProps {
  readonly today: readonly WindowCounts[];
  readonly before: readonly WindowCounts[];
  readonly beforeDay: string;
  readonly soFar: WindowCounts;
  readonly asOf: string;
}

function Hours(props: HoursProps) {
  const { state } = useBoard();
  const { lang, words } = useLang();
  const wallWords = useWallWords();
  const metricAsk = createMetricAsk();
  const hours = Array.from({ length: LAST_HOUR - FIRST_HOUR + 1 }, (_, i) => FIRST_HOUR + i);
  const x = scaleBand<number>().domain(hours).range([PLOT.left, PLOT.width]).padding(0.22);
  const top = createMemo(() => Math.max(10, ...[...props.today, ...props.before].map((hour) => hour.received)));
  const y = createMemo(() =>
    scaleLinear()
      .domain([0, top()])
      .nice(4)
      .range([PLOT.height - PLOT.bottom, PLOT.top]),
  );
  const bar = (value: number) => ({ y: y()(value), height: y()(0) - y()(value) });
  const today = () => state.board?.city.today.received ?? 0;
  return (
    <section>
      <h2>
        {words.hourly} <small>{words.today}</small>
      </h2>
      <p class="course-lead">
        <b data-figure="received" data-window="today" data-value={today()}>
          <Ask asked={metricAsk(METRICS.received, 'today', state.board?.city ?? null, words.received)}>
            {wholeText(today(), lang)}
          </Ask>
        </b>{' '}
        {words.soFar} ·{' '}
        <b>
          <Ask
            asked={{
              key: 'receivedBefore',
              title: wallWords.sameClock,
              metric: 'received',
              span: `${dayText(props.beforeDay)}, ${wallWords.upToNow}`,
              value: { kind: 'count', value: props.soFar.received },
              asOf: props.asOf,
            }}
          >
            {wholeText(props.soFar.received, lang)}
          </Ask>
        </b>{' '}
        {words.sameHour} {dayText(props.beforeDay)} ({words.workingDayBefore})
      </p>
      <svg viewBox={`0 0 ${PLOT.width} ${PLOT.height}`} role="img" aria-label={words.hourly}>
        <Grid ticks={y().ticks(4)} y={y()} />
        <For each={hours}>
          {(hour) => (
            <>
              <rect
                class="bar is-before"
                x={x(hour)}
                width={x.bandwidth()}
                {...bar(props.before[hour]?.received ?? 0)}
              />
              <rect
                class="bar is-today"
                x={(x(hour) ?? 0) + x.bandwidth() * 0.24}
                width={x.bandwidth() * 0.52}
                {...bar(props.today[hour]?.received ?? 0)}
              />
              <Show when={hour % 2 === 0}>
                <text
                  class="course-axis"
                  x={(x(hour) ?? 0) + x.bandwidth() / 2}
                  y={PLOT.height - 40}
                  text-anchor="middle"
                >
                  {hour}
                </text>
              </Show>
            </>
          )}
        </For>
      </svg>
      <p class="course-key">
        <i class="is-today" /> {words.today} <i class="is-before" /> {dayText(props.beforeDay)}
      </p>
    </section>
  );
}

function Days(props: { readonly days: readonly DayCounts[]; readonly asOf: string }) {
  const { limits } = useBoard();
  const { lang, words } = useLang();
  const x = createMemo(() =>
    scaleBand<string>()
      .domain(props.days.map((day) => day.day))
      .range([PLOT.left, PLOT.width])
      .padding(0.22),
  );
  const y = createMemo(() =>
    scaleLinear()
      .domain([0, Math.max(10, ...props.days.map((day) => Math.max(day.received, resolvedOf(day))))])
      .nice(4)
      .range([PLOT.height - PLOT.bottom, PLOT.top]),
  );
  const total = createMemo(() => ({
    received: props.days.reduce((sum, day) => sum + day.received, 0),
    receivedOnline: props.days.reduce((sum, day) => sum + day.receivedOnline, 0),
  }));
  const asked = (key: 'received' | 'onlineRate', value: MetricValue) => ({
    key: `${key}Days`,
    title: `${words[key]}: ${words.lastDays.toLowerCase()}`,
    metric: key,
    span: `${dayText(props.days[0]?.day ?? '')} – ${dayText(props.days.at(-1)?.day ?? '')}`,
    value,
    asOf: props.asOf,
  });
  const bar = (value: number) => ({ y: y()(value), height: y()(0) - y()(value) });
  return (
    <section>
      <h2>
        {words.lastDays} <small>{words.received}</small>
      </h2>
      <p class="course-lead">
        <b>
          <Ask asked={asked('received', { kind: 'count', value: total().received })}>
            {wholeText(total().received, lang)}
          </Ask>
        </b>{' '}
        {words.ofReceived} ·{' '}
        <b>
          <Ask asked={asked('onlineRate', { kind: 'rate', rate: onlineRate(total()) })}>
            {rateText(onlineRate(total()), limits(), lang)}
          </Ask>
        </b>{' '}
        {words.online} ({wholeText(total().receivedOnline, lang)}/{wholeText(total().received, lang)})
      </p>
      <svg viewBox={`0 0 ${PLOT.width} ${PLOT.height}`} role="img" aria-label={words.lastDays}>
        <Grid ticks={y().ticks(4)} y={y()} />
        <KeyedList each={props.days} by={({ day }) => day}>
          {(day, i) => (
            <>
              <rect
                classList={{ bar: true, 'is-day': true, 'is-off': !day().working }}
                x={x()(day().day)}
                width={x().bandwidth()}
                {...bar(day().received)}
              />
              <rect class="bar is-online" x={x()(day().day)} width={x().bandwidth()} {...bar(day().receivedOnline)} />
              <Show when={(props.days.length - 1 - i()) % 3 === 0}>
                <text
                  class="course-axis"
                  x={(x()(day().day) ?? 0) + x().bandwidth() / 2}
                  y={PLOT.height - 40}
                  text-anchor="middle"
                >
                  {dayText(day().day)}
                </text>
              </Show>
            </>
          )}
        </KeyedList>
      </svg>
      <p class="course-key">
        <i class="is-online" /> {words.online} <i class="is-day" /> {words.otherChannels}
      </p>
    </section>
  );
}

function Grid(props: { readonly ticks: readonly number[]; readonly y: (value: number) => number }) {
  const { lang } = useLang();
  return (
    <For each={props.ticks}>
      {(tick) => (
        <>
          <path class="course-grid" d={`M${PLOT.left},${props.y(tick)}H${PLOT.width}`} />
          <text class="course-axis" x={PLOT.left - 16} y={props.y(tick) + 18} text-anchor="end">
            {wholeText(tick, lang)}
          </text>
        </>
      )}
    </For>
  );
}
