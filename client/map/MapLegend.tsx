import { For } from 'solid-js';
import { ToneMark } from '../ui/Shape';
import type { Words } from '../ui/words';

const AT = { x: 1500, y: 1096 } as const;
const CELL = { width: 152, height: 72, gap: 6 } as const;
const LEFT = AT.x + 200;

/** Rows by on-time, the act row on top; columns by online, the low one on the right. */
export function MapLegend(props: { readonly words: Words; readonly month: string; readonly thresholds: LegendLimits }) {
  const x = (column: number) => LEFT + column * (CELL.width + CELL.gap);
  const y = (row: number) => AT.y + (2 - row) * (CELL.height + CELL.gap);
  const base = (k: number) => AT.y + k * (CELL.height + CELL.gap) + CELL.height / 2 + 19;
  const middle = (column: number) => x(column) + CELL.width / 2;
  const under = AT.y + 3 * (CELL.height + CELL.gap) + 48;
  const right = LEFT + 3 * (CELL.width + CELL.gap) + 24;
  const rows = [0, 1, 2] as const;
  const onTime = () => props.thresholds.onTimePercent;
  const online = () => props.thresholds.onlinePercent;
  return (
    <g class="legend">
      <For each={rows}>
        {(row) => (
          <For each={rows}>
            {(column) => (
              <>
                <rect
                  class={`bi-${row}${column}`}
                  x={x(column)}
                  y={y(row)}
                  width={CELL.width}
                  height={CELL.height}
                  rx="5"
                />
                {row === 2 && (
                  <g
                    class="legend-act"
                    transform={`translate(${middle(column)},${y(row) + CELL.height / 2 + 2}) scale(2)`}
                  >
                    <ToneMark tone="act" />
                  </g>
                )}
              </>
            )}
          </For>
        )}
      </For>
      <g text-anchor="end">
        <text x={LEFT - 20} y={base(0)}>{`< ${onTime().act}`}</text>
        <text x={LEFT - 20} y={base(1)}>{`${onTime().act}–${onTime().ok}`}</text>
        <text x={LEFT - 20} y={base(2)}>
          {onTime().ok}
        </text>
      </g>
      <g text-anchor="middle">
        <text x={middle(0) + AT_LEAST / 2} y={under}>
          {online().ok}
        </text>
        <text x={middle(1)} y={under}>{`${online().ok}–${online().low}`}</text>
        <text x={middle(2)} y={under}>{`< ${online().low}`}</text>
      </g>
      <AtLeast x={LEFT - 20 - widthOf(onTime().ok)} y={base(2)} />
      <AtLeast x={middle(0) + AT_LEAST / 2 - widthOf(online().ok) / 2} y={under} />
      <text class="is-second" x={right} y={base(0)}>
        {props.words.legendOnTime}
      </text>
      <text class="is-third" x={right} y={base(1)}>
        {props.month}
      </text>
      <rect class="is-small" x={right} y={y(0)} width="80" height={CELL.height} rx="5" />
      <text class="is-second" x={right + 98} y={base(2)}>
        {`n < ${props.thresholds.fewBelow}`}
      </text>
      <text class="is-second" x={right} y={under}>
        {props.words.legendOnline}
      </text>
    </g>
  );
}

/** The sign and the gap behind it. */
const AT_LEAST = 44;
/** All digits of the face are as wide. */
const DIGIT = 30;

function widthOf(percent: number): number {
  return String(percent).length * DIGIT;
}

/** “at least”, drawn before a number that begins at x: no cut of the typeface that is served has the sign. */
function AtLeast(props: { readonly x: number; readonly y: number }) {
  return <path class="at-least" d={`M${props.x - AT_LEAST + 4},${props.y - 36}l26,10l-26,10m0,12h26`} />;
}

export interface LegendLimits {
  readonly fewBelow: number;
  readonly onTimePercent: { readonly act: number; readonly ok: number };
  readonly onlinePercent: { readonly low: number; readonly ok: number };
}
