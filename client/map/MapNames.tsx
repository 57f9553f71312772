import { For, Show } from 'solid-js';
import type { WardPaint } from '../board/selectors';
import { ToneMark } from '../ui/Shape';
import type { LabelPlace } from './labels';
import type { Palette } from './palette';

const DESK_PX = 36;
const ACT_PX = 56;
const LINE = 1.02;

interface NamesProps {
  readonly places: readonly LabelPlace[];
  readonly paintOf: (code: string) => WardPaint | undefined;
  readonly palette: Palette;
  /** In the inset a ward that asks for action is marked, but its percentage stands on the city's map. */
  readonly inset: boolean;
}

export function MapNames(props: NamesProps) {
  return (
    <For each={props.places}>
      {(place) => (
        <Show
          when={props.paintOf(place.code)?.tone === 'act' && props.paintOf(place.code)?.kind !== 'empty'}
          fallback={<QuietName place={place} paint={props.paintOf(place.code)} palette={props.palette} />}
        >
          <ActName place={place} paint={props.paintOf(place.code)} palette={props.palette} inset={props.inset} />
        </Show>
      )}
    </For>
  );
}

interface NameProps {
  readonly place: LabelPlace;
  readonly paint: WardPaint | undefined;
  readonly palette: Palette;
}

function QuietName(props: NameProps) {
  const ink = () =>
    props.place.align === 'start' ? props.palette.inkOn(null) : props.palette.inkOn(props.paint?.cls ?? null);
  return (
    <g
      class={`name is-${ink()} on-${props.paint?.cls ?? 'ground'}`}
      data-name={props.place.code}
      data-state={props.paint?.kind}
    >
      <Show when={props.place.align === 'start'}>
        <path
          class="leader"
          d={`M${props.place.anchor[0]},${props.place.anchor[1]}L${props.place.x - 8},${props.place.y - 2}`}
        />
      </Show>
      <Lines place={props.place} size={DESK_PX} />
    </g>
  );
}

function ActName(props: NameProps & { readonly inset: boolean }) {
  const x = () => props.place.act[0];
  const y = () => props.place.act[1];
  const beside = () => props.place.align === 'start';
  const ink = () => (beside() ? 'act' : props.palette.inkOn(props.paint?.cls ?? null));
  const [dx, dy] = [() => (beside() ? 60 : 0), () => (beside() ? 14 : 10)];
  return (
    <g
      class={`name is-act is-${ink()} on-${props.paint?.cls ?? 'ground'}`}
      data-name={props.place.code}
      data-state={props.paint?.kind}
    >
      <Show when={beside()}>
        <path class="leader" d={`M${props.place.anchor[0]},${props.place.anchor[1]}L${x() - 12},${y() + 4}`} />
      </Show>
      <g transform={`translate(${x() + (beside() ? 22 : 0)},${y() - (beside() ? 4 : 66)}) scale(2.6)`}>
        <ToneMark tone="act" />
      </g>
      <text font-size={String(ACT_PX)} text-anchor={props.place.align} x={x() + dx()} y={y() + dy()}>
        {props.place.lines.join(' ')}
      </text>
      <Show when={!props.inset && props.paint?.label}>
        <text
          class="percent"
          font-size={String(ACT_PX)}
          text-anchor={props.place.align}
          x={x() + dx()}
          y={y() + dy() + 62}
        >
          {props.paint?.label}
        </text>
      </Show>
    </g>
  );
}

function Lines(props: { readonly place: LabelPlace; readonly size: number }) {
  const first = () => props.place.y - ((props.place.lines.length - 1) / 2) * props.size * LINE + props.size * 0.35;
  return (
    <text font-size={String(props.size)} text-anchor={props.place.align}>
      <For each={props.place.lines}>
        {(line, i) => (
          <tspan x={props.place.x} y={first() + i() * props.size * LINE}>
            {line}
          </tspan>
        )}
      </For>
    </text>
  );
}
