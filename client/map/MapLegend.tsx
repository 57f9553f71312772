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
        <text x={LEFT - 20} y={base(2)}>{`≥ ${onTime().ok}`}</text>
      </g>
      <g text-anchor="middle">
        <text x={middle(0)} y={under}>{`≥ ${online().ok}`}</text>
        <text x={middle(1)} y={under}>{`${online().ok}–${online().low}`}</text>
        <text x={middle(2)} y={under}>{`< ${online().low}`}</text>
      </g>
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

export interface LegendLimits {
  readonly fewBelow: number;
  readonly onTimePercent: { readonly act: number; readonly ok: number };
  readonly onlinePercent: { readonly low: number; readonly ok: number };
}
