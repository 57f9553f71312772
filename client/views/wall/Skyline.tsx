import '../../map/classes.css';
import { createMemo, Show } from 'solid-js';
import { monthText } from '../../../shared/formats';
import type { WardFigures } from '../../../shared/protocol';
import { onlineRate, onTimeRateA, type Rate } from '../../../shared/rates';
import { offWards, type WardPaint } from '../../board/selectors';
import { useBoard } from '../../board/store';
import { KeyedList } from '../../ui/KeyedList';
import { useLang } from '../../ui/lang';

const WIDTH = 1196;
const PLOT = 1100;
const UP = 150;
const DOWN = 138;
/** Above and below the columns a line for its name: no column stands behind a word. */
const NAME = 60;
const MIDDLE = NAME + UP;
const HEIGHT = MIDDLE + 8 + DOWN + NAME;
/** Percent that fill the half: more is cut at its edge, the map and the list name it. */
const UP_FULL = 16;
const DOWN_FULL = 56;
const LEAST = 4;

/** Forty equal columns in fixed order: up, the share not on time; down, the share not online. */
export function Skyline(props: { readonly paints: readonly WardPaint[] }) {
  const { state } = useBoard();
  const { lang, words } = useLang();
  const off = createMemo(() => offWards(state.board?.sources ?? []).size);
  // From the mountains to the centre: always the same, so that a column is found again without its name.
  const inOrder = createMemo(() => [...(state.board?.wards ?? [])].reverse());
  const paintOf = (code: string) => props.paints.find((paint) => paint.code === code);
  const label = () => {
    const month = monthText(state.board?.windows.month.to ?? '', lang);
    const all = state.board?.wards.length ?? 0;
    return off() === 0
      ? `${all} ${words.units}, ${month}`
      : `${all - off()} ${words.units}, ${off()} ${words.waitingSignal}`;
  };
  return (
    <section class="gaps">
      <h2>
        {words.gapTitle} <small>{label()}</small>
      </h2>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${words.gapTitle}, ${label()}`}>
        <GridLine y={MIDDLE - up(10)} text="10" />
        <GridLine y={MIDDLE + 8 + down(20)} text="20" />
        <GridLine y={MIDDLE + 8 + down(50)} text="50" />
        <KeyedList each={inOrder()} by={(ward) => ward.code}>
          {(ward, i) => <Column ward={ward()} index={i()} paint={paintOf(ward().code)} />}
        </KeyedList>
        <text class="axis" x={PLOT} y={NAME - 18} text-anchor="end">
          {words.notOnTime}
        </text>
        <text class="axis" x={PLOT} y={HEIGHT - 8} text-anchor="end">
          {words.notOnline}
        </text>
      </svg>
    </section>
  );
}

function Column(props: { readonly ward: WardFigures; readonly index: number; readonly paint: WardPaint | undefined }) {
  const step = PLOT / 40;
  const x = () => props.index * step;
  const high = () => Math.max(LEAST, up(gap(onTimeRateA(props.ward.month))));
  const low = () => Math.max(LEAST, down(gap(onlineRate(props.ward.month))));
  return (
    <g
      class={`column ${props.paint?.cls ?? `is-${props.paint?.kind ?? 'empty'}`}`}
      data-ward={props.ward.code}
      data-state={props.paint?.kind}
      data-class={props.paint?.cls ?? ''}
    >
      <title>{props.paint?.title}</title>
      <Show
        when={props.paint?.kind !== 'off'}
        fallback={<rect class="waiting" x={x() + 2} y={MIDDLE - 34} width={step - 8} height={76} />}
      >
        <rect x={x()} y={MIDDLE - high()} width={step - 4} height={high()} />
        <rect x={x()} y={MIDDLE + 8} width={step - 4} height={low()} />
      </Show>
    </g>
  );
}

function GridLine(props: { readonly y: number; readonly text: string }) {
  return (
    <>
      <path class="grid" d={`M0,${props.y}H${PLOT + 4}`} />
      <text class="axis" x={WIDTH} y={props.y + 19} text-anchor="end">
        {props.text}
      </text>
    </>
  );
}

function gap({ value }: Rate): number {
  return value === null ? 0 : 100 - 100 * value;
}

function up(percent: number): number {
  return Math.min(UP, (percent / UP_FULL) * UP);
}

function down(percent: number): number {
  return Math.min(DOWN, (percent / DOWN_FULL) * DOWN);
}
