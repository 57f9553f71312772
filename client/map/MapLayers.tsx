import { For } from 'solid-js';
import type { WardPaint } from '../board/selectors';
import type { MapPaths } from './geometry';

interface LayersProps {
  readonly paths: MapPaths;
  readonly paintOf: (code: string) => WardPaint | undefined;
}

/** The map as SVG: drawn as the inset, and as the whole map where there is no WebGL 2. */
export function MapLayers(props: LayersProps) {
  return (
    <>
      <path class="sea" d={props.paths.sea} />
      <For each={props.paths.wards}>
        {(ward) => <WardShape code={ward.code} d={ward.d} paint={props.paintOf(ward.code)} />}
      </For>
      <path class="lagoon" d={props.paths.lagoon} />
      <path class="inner" d={props.paths.inner} />
      <path class="outer" d={props.paths.outer} />
    </>
  );
}

/** One line drawn once round each unit that has begun to ask for action; nothing blinks. */
export function Outlines(props: { readonly paths: MapPaths; readonly rung: ReadonlySet<string> }) {
  return (
    <For each={props.paths.wards.filter((ward) => props.rung.has(ward.code))}>
      {(ward) => <path class="outline" d={ward.d} pathLength="1" data-outline={ward.code} />}
    </For>
  );
}

function WardShape(props: { readonly code: string; readonly d: string; readonly paint: WardPaint | undefined }) {
  return (
    <path
      class={`ward ${props.paint?.cls ?? `is-${props.paint?.kind ?? 'empty'}`}`}
      d={props.d}
      data-ward={props.code}
      data-state={props.paint?.kind ?? 'empty'}
      data-class={props.paint?.cls ?? ''}
    >
      <title>{props.paint?.title}</title>
    </path>
  );
}
