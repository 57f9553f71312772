import { createMemo, For, Show } from 'solid-js';
import { wardName } from '../../board/reference';
import { wardPlaces } from '../../board/wardFacts';
import { CITY_BOX, drawPaths, fitTo, readGeometry } from '../../map/geometry';
import { createMapReading } from '../../map/mapReading';
import { Pending } from '../../reading/Pending';
import { useWardWords } from '../../ui/words/ward';

const WIDTH = 330;
const HEIGHT = 222;
const RING = 22;

/** The 40 units as outlines, the own one filled and ringed. No live colours: it only says where. */
export function MiniMap(props: { readonly code: string }) {
  const { words } = useWardWords();
  const source = createMapReading();
  const drawing = createMemo(() => {
    const found = source.data();
    if (!found) return null;
    const projection = fitTo(CITY_BOX, { x: 4, y: 4, width: WIDTH - 8, height: HEIGHT - 8 });
    const about = wardPlaces.find((ward) => ward.code === props.code);
    return {
      paths: drawPaths(readGeometry(found), projection),
      at: about ? projection.point(about.label) : null,
      schematic: found.schematic,
    };
  });
  return (
    <Show when={drawing()} fallback={<Pending of={source} />}>
      {(map) => (
        <>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${words.mapOf}: ${wardName(props.code)}`}>
            <For each={map().paths.wards}>
              {(ward) => <path d={ward.d} classList={{ 'is-own': ward.code === props.code }} />}
            </For>
            <Show when={map().at}>{(at) => <circle cx={at()[0]} cy={at()[1]} r={RING} />}</Show>
          </svg>
          <Show when={map().schematic}>
            <small>{words.schematic}</small>
          </Show>
        </>
      )}
    </Show>
  );
}
