import './classes.css';
import './map.css';
import { createEffect, createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js';
import type { Lang } from '../../shared/formats';
import type { Thresholds } from '../../shared/tones';
import type { WardPaint } from '../board/selectors';
import { bringIn } from '../kiosk/lostCode';
import { KeyedList } from '../ui/KeyedList';
import { ToneMark } from '../ui/Shape';
import { WORDS } from '../ui/words';
import { WALL_WORDS } from '../ui/words/wall';
import {
  CITY_BOX,
  CITY_FRAME,
  CORE_BOX,
  drawPaths,
  fitTo,
  INSET_FRAME,
  type MapSource,
  readGeometry,
  ZONE,
} from './geometry';
import type { GlMap } from './glMap';
import { cityLabels, coreLabels } from './labels';
import { MapLayers, Outlines } from './MapLayers';
import { MapLegend } from './MapLegend';
import { MapNames } from './MapNames';
import { type Palette, readPalette } from './palette';
import { TextTwin } from './TextTwin';

export type { MapSource } from './geometry';

export interface WardMapProps {
  readonly paints: readonly WardPaint[];
  /** While nobody sees it the canvas is left alone; it catches up when it is shown. */
  readonly active: boolean;
  readonly monthLabel: string;
  readonly source: MapSource;
  readonly lang: Lang;
  readonly limits: Thresholds;
  /** Wards whose alert has just begun to ring. */
  readonly rung: ReadonlySet<string>;
}

/** The 40 wards with both rates in one colour, the urban core enlarged; MapLibre, or the same as SVG without WebGL 2. */
export function WardMap(props: WardMapProps) {
  const geometry = readGeometry(props.source);
  const city = fitTo(CITY_BOX, CITY_FRAME);
  const core = fitTo(CORE_BOX, INSET_FRAME);
  const cityPaths = drawPaths(geometry, city);
  const corePaths = drawPaths(geometry, core);
  const palette = readPalette(document.documentElement);
  const byCode = createMemo(() => new Map(props.paints.map((paint) => [paint.code, paint])));
  const paintOf = (code: string) => byCode().get(code);
  const words = () => WORDS[props.lang];
  let container: HTMLDivElement | undefined;
  const gl = createGl(
    () => container,
    () => (props.active ? props.paints : null),
    { geometry, palette },
  );
  return (
    <div
      class="ward-map"
      data-map="wards"
      data-renderer={gl.shown() ? 'gl' : 'svg'}
      data-painted={gl.shown() ? gl.painted() : props.paints.length}
    >
      <div class="gl" ref={container} aria-hidden="true" />
      <svg class="drawn" viewBox={`0 0 ${ZONE.width} ${ZONE.height}`} aria-hidden="true">
        <Patterns />
        <Show
          when={!gl.shown()}
          fallback={
            <KeyedList each={props.paints} by={(paint) => paint.code}>
              {(paint) => (
                <g
                  data-ward={paint().code}
                  data-state={paint().kind}
                  data-class={paint().cls ?? ''}
                  data-gl={gl.painted() > 0 ? gl.held(paint()) : ''}
                />
              )}
            </KeyedList>
          }
        >
          <MapLayers paths={cityPaths} paintOf={paintOf} />
        </Show>
        <Outlines paths={cityPaths} rung={props.rung} />
        <g class="inset">
          <InsetFrame point={city.point} />
        </g>
        <MapNames places={cityLabels(city)} paintOf={paintOf} palette={palette} inset={false} />
        <g class="inset" clip-path="url(#inset-clip)">
          <rect class="inset-ground" {...INSET_FRAME} />
          <MapLayers paths={corePaths} paintOf={paintOf} />
          <Outlines paths={corePaths} rung={props.rung} />
          <MapNames places={coreLabels(core)} paintOf={paintOf} palette={palette} inset={true} />
        </g>
        <g class="inset">
          <rect class="inset-edge" {...INSET_FRAME} rx="14" />
          <text class="inset-title" x={INSET_FRAME.x + 24} y={INSET_FRAME.y + 50}>
            {words().core}
          </text>
        </g>
        <MapLegend words={words()} month={props.monthLabel} thresholds={props.limits} />
        <Show when={props.paints.some((paint) => paint.kind === 'off')}>
          <LostSignal text={WALL_WORDS[props.lang].lostSignal} />
        </Show>
        <text class="map-note" x="72" y="1404">
          {props.source.schematic ? words().schematicNote : words().importedNote}
        </text>
      </svg>
      <TextTwin paints={props.paints} lang={props.lang} />
    </div>
  );
}

interface GlState {
  readonly shown: () => boolean;
  readonly painted: () => number;
  readonly held: (paint: WardPaint) => string;
}

/** Brings in MapLibre after the first picture stands; where WebGL 2 is missing the SVG stays. */
function createGl(
  container: () => HTMLElement | undefined,
  paints: () => readonly WardPaint[] | null,
  parts: { readonly geometry: ReturnType<typeof readGeometry>; readonly palette: Palette },
): GlState {
  const [map, setMap] = createSignal<GlMap | null>(null);
  const [painted, setPainted] = createSignal(0);
  const [round, setRound] = createSignal(0);
  let gone = false;
  onCleanup(() => {
    gone = true;
    map()?.remove();
  });
  onMount(async () => {
    const { createGlMap } = await bringIn(() => import('./glMap'));
    const home = container();
    if (gone || !home) return;
    let renders = 0;
    let moves = 0;
    home.dataset.moves = '0';
    try {
      setMap(
        createGlMap({
          ...parts,
          container: home,
          onPainted: (count) => {
            setPainted(count);
            setRound((n) => n + 1);
          },
          onRender: () => {
            home.dataset.renders = String(++renders);
          },
          onMove: () => {
            home.dataset.moves = String(++moves);
          },
        }),
      );
    } catch {
      // No WebGL 2 on this machine: the SVG drawing is the map.
      home.replaceChildren();
    }
  });
  createEffect(() => {
    const fresh = paints();
    if (fresh) map()?.paint(fresh);
  });
  return {
    shown: () => map() !== null && painted() > 0,
    painted,
    held: (paint) => {
      round();
      return map()?.held(paint.code) ?? '';
    },
  };
}

function InsetFrame(props: { readonly point: (lonLat: readonly [number, number]) => [number, number] }) {
  const [west, south, east, north] = CORE_BOX;
  const [x0, y0] = props.point([west, north]);
  const [x1, y1] = props.point([east, south]);
  const { x, y, height } = INSET_FRAME;
  return (
    <>
      <path class="inset-lines" d={`M${x1},${y0}L${x},${y + height}M${x0},${y0}L${x},${y + 14}`} />
      <rect class="inset-box" x={x0} y={y0} width={x1 - x0} height={y1 - y0} rx="6" />
    </>
  );
}

/** What the hatch means, shown only while it is on the map. */
function LostSignal(props: { readonly text: string }) {
  return (
    <g class="lost-signal">
      <rect x="72" y="1286" width="80" height="64" rx="5" fill="url(#hatch)" />
      <g transform="translate(190,1318) scale(2)">
        <ToneMark tone="off" />
      </g>
      <text x="226" y="1338">
        {props.text}
      </text>
    </g>
  );
}

function Patterns() {
  return (
    <defs>
      <clipPath id="inset-clip">
        <rect {...INSET_FRAME} rx="14" />
      </clipPath>
      <pattern id="hatch" width="22" height="22" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch-ground" width="22" height="22" />
        <rect class="hatch" width="3" height="22" />
      </pattern>
      <pattern id="dots" width="14" height="14" patternUnits="userSpaceOnUse">
        <rect class="dots-ground" width="14" height="14" />
        <circle class="dots" cx="7" cy="7" r="2.2" />
      </pattern>
    </defs>
  );
}
