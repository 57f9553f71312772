import { geoBounds } from 'd3';
import { createMemo, For, Show } from 'solid-js';
import { wardName } from '../../board/reference';
import { wardPlaces } from '../../board/wardFacts';
import { drawPaths, fitTo, readGeometry } from '../../map/geometry';
import { createMapReading } from '../../map/mapReading';
import { Pending } from '../../reading/Pending';
import { KeyedList } from '../../ui/KeyedList';
import { useReadingWords } from '../../ui/words/reading';
import { type NearLabel, placeLabels } from './nearLabels';

const WIDTH = 760;
const HEIGHT = 560;
const ROOM = 0.18;

interface NeighbourMapProps {
  readonly code: string;
  /** What stands under a name. */
  readonly labelOf: (code: string) => string;
  readonly onPick: (code: string) => void;
  /** So much lower, for what stands under it. */
  readonly less?: number;
}

/** The unit with its neighbours by name, drawn as SVG; a click takes a neighbour. */
export function NeighbourMap(props: NeighbourMapProps) {
  const { words } = useReadingWords();
  const source = createMapReading();
  const geometry = createMemo(() => {
    const found = source.data();
    return found && readGeometry(found);
  });
  const about = () => wardPlaces.find((ward) => ward.code === props.code);
  const height = createMemo(() => HEIGHT - (props.less ?? 0));
  const near = () => new Set([props.code, ...(about()?.neighbours ?? [])]);
  const drawing = createMemo(() => {
    const shapes = geometry();
    const own = shapes?.wards.features.find((one) => one.properties.code === props.code);
    if (!shapes || !own) return null;
    const labels = wardPlaces.filter((ward) => near().has(ward.code)).map((ward) => ward.label);
    const [[west, south], [east, north]] = geoBounds(own);
    const boxes = [[west, south], [east, north], ...labels] as [number, number][];
    const [xs, ys] = [boxes.map(([lon]) => lon), boxes.map(([, lat]) => lat)];
    const padX = (Math.max(...xs) - Math.min(...xs)) * ROOM;
    const padY = (Math.max(...ys) - Math.min(...ys)) * ROOM;
    const projection = fitTo(
      [Math.min(...xs) - padX, Math.min(...ys) - padY, Math.max(...xs) + padX, Math.max(...ys) + padY],
      { x: 0, y: 0, width: WIDTH, height: height() },
    );
    return { paths: drawPaths(shapes, projection), point: projection.point };
  });
  /** The unit itself first: it keeps its place, its neighbours give way. */
  const labels = createMemo((): readonly NearLabel[] => {
    const map = drawing();
    if (!map) return [];
    const own = wardPlaces.filter((ward) => ward.code === props.code);
    const others = wardPlaces.filter((ward) => ward.code !== props.code && near().has(ward.code));
    const wished = [...own, ...others].map((ward) => {
      const [x, y] = map.point(ward.label);
      return { code: ward.code, lines: [...ward.name.split(' – '), props.labelOf(ward.code)], x, y };
    });
    return placeLabels(wished, { width: WIDTH, height: HEIGHT });
  });
  const place = () => ({ height: `calc(${height()} * var(--px))` });
  return (
    <Show
      when={drawing()}
      fallback={
        <div class="near" style={place()}>
          <Pending of={source} says={words.mapWaits} />
        </div>
      }
    >
      {(map) => (
        <svg
          class="near"
          style={place()}
          viewBox={`0 0 ${WIDTH} ${height()}`}
          role="img"
          aria-label={wardName(props.code)}
        >
          <path class="near-sea" d={map().paths.sea} />
          <KeyedList each={map().paths.wards} by={({ code }) => code}>
            {(ward) => (
              // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; keys and search reach every unit
              <path
                class="near-ward"
                classList={{ 'is-near': near().has(ward().code) }}
                d={ward().d}
                data-near={ward().code}
                onClick={() => props.onPick(ward().code)}
              />
            )}
          </KeyedList>
          <path class="near-own" d={map().paths.wards.find((ward) => ward.code === props.code)?.d} />
          <path class="near-lagoon" d={map().paths.lagoon} />
          <KeyedList each={labels()} by={({ code }) => code}>
            {(label) => (
              <text
                classList={{ 'is-own': label().code === props.code }}
                x={label().x}
                y={label().y}
                data-near-label={label().code}
              >
                <For each={label().lines.slice(0, -1)}>
                  {(line, i) => (
                    <tspan x={label().x} dy={i() === 0 ? 0 : 36}>
                      {line}
                    </tspan>
                  )}
                </For>
                <tspan class="near-rate" x={label().x} dy="38">
                  {label().lines.at(-1)}
                </tspan>
              </text>
            )}
          </KeyedList>
        </svg>
      )}
    </Show>
  );
}
