import { scaleLinear } from 'd3';
import { createMemo, For, Index, Show } from 'solid-js';
import { wholeText } from '../../../shared/formats';
import { civilOf, DAY_MS, dayOf, HOUR_MS, msIntoDay } from '../../../shared/localTime';
import { calendar } from '../../board/reference';
import { useBoard } from '../../board/store';
import { rateText } from '../../ui/rateText';
import { usePresentWords } from '../../ui/words/present';
import type { SeriesBucket } from './figures';
import { readInstant } from './texts';

const WIDTH = 980;
/** Of the usual chart. */
const HEIGHT = 350;
const TOP = 30;
const LEFT = 92;
/** More bars than this are drawn without a number under each. */
const NUMBERED = 31;

interface DayBarsProps {
  readonly days: readonly SeriesBucket[];
  /** Of the bars, in the units of a chart 980 wide. */
  readonly height?: number;
}

/** Received by day, online within; a single day by hour. The last bar with something stands in words above. */
export function DayBars(props: DayBarsProps) {
  const { limits } = useBoard();
  const { lang, words } = usePresentWords();
  const hourly = () => {
    const [first] = props.days;
    return first !== undefined && readInstant(first.end) - readInstant(first.start) < DAY_MS;
  };
  const title = () => (hourly() ? words.byHour : words.byDay);
  const most = createMemo(() => Math.max(1, ...props.days.map((day) => day.received)));
  const height = () => props.height ?? HEIGHT;
  const y = createMemo(() => scaleLinear([0, most()], [height(), TOP]).nice(4));
  const wide = () => (WIDTH - LEFT) / Math.max(1, props.days.length);
  const last = createMemo(() => props.days.findLast((day) => day.received > 0) ?? null);
  const nameOf = (start: string): string => {
    const at = readInstant(start);
    if (hourly()) return `${msIntoDay(at) / HOUR_MS}:00`;
    const { day, month } = civilOf(dayOf(at));
    return `${day}/${month}`;
  };
  const bars = createMemo(() =>
    props.days.map((bucket, i) => {
      const at = readInstant(bucket.start);
      const day = dayOf(at);
      const { day: dayOfMonth, month } = civilOf(day);
      const seldom = dayOfMonth === 1 ? `1/${month}` : '';
      const text = hourly() ? msIntoDay(at) / HOUR_MS : props.days.length <= NUMBERED ? dayOfMonth : seldom;
      return { bucket, x: LEFT + i * wide(), text, isOff: !calendar.isWorkingDay(day) };
    }),
  );
  return (
    <section class="bars">
      <h2>
        {title()}
        <small>
          <i class="is-online" /> {words.onlineKey} <i class="is-other" /> {words.otherKey}
        </small>
      </h2>
      <p class="bars-note">
        <Show when={last()}>
          {(day) => (
            <>
              <b>{wholeText(day().received, lang)}</b> {hourly() ? words.onHour : words.onDay} {nameOf(day().start)},{' '}
              {words.onlineWord} <b>{rateText(day().onlineRate, limits(), lang)}</b>
            </>
          )}
        </Show>
      </p>
      <svg viewBox={`0 0 ${WIDTH} ${height() + 46}`} role="img" aria-label={title()}>
        <For
          each={y()
            .ticks(height() < HEIGHT ? 2 : 3)
            .filter((tick) => tick > 0 && Number.isInteger(tick))}
        >
          {(tick) => (
            <>
              <path class="grid" d={`M0,${y()(tick)}H${WIDTH}`} />
              <text class="tick" x="0" y={y()(tick) - 8}>
                {wholeText(tick, lang)}
              </text>
            </>
          )}
        </For>
        <Index each={bars()}>
          {(bar) => (
            <g
              data-bucket={bar().bucket.start}
              data-received={bar().bucket.received}
              data-online={bar().bucket.receivedOnline}
            >
              <Bar kind="is-other" x={bar().x} wide={wide()} top={y()(bar().bucket.received)} base={height()} />
              <Bar kind="is-online" x={bar().x} wide={wide()} top={y()(bar().bucket.receivedOnline)} base={height()} />
              <text class="day" classList={{ 'is-off': bar().isOff }} x={bar().x + wide() / 2} y={height() + 36}>
                {bar().text}
              </text>
            </g>
          )}
        </Index>
        <path class="base" d={`M0,${height()}H${WIDTH}`} />
      </svg>
    </section>
  );
}

interface BarProps {
  readonly kind: string;
  readonly x: number;
  readonly wide: number;
  readonly top: number;
  readonly base: number;
}

function Bar(props: BarProps) {
  return (
    <rect
      class={props.kind}
      x={props.x + props.wide * 0.1}
      width={props.wide * 0.8}
      y={props.top}
      height={props.base - props.top}
    />
  );
}
