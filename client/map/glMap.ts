import { type ExpressionSpecification, Map as GlCanvas, type StyleSpecification, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { WardPaint } from '../board/selectors';
import { CITY_BOX, CITY_FRAME, fitTo, type MapGeometry, ZONE } from './geometry';
import { CLASSES, type Palette } from './palette';

setWorkerUrl(workerUrl);

/** MapLibre counts its zoom from a world of 512 px. */
const WORLD_PX = 512;
const MAX_CANVAS_PX = 8192;

export interface GlMap {
  /** Sets each ward's feature-state; remembered, and set again after a lost GPU context. */
  readonly paint: (paints: readonly WardPaint[]) => void;
  /** Class and state of a ward as the GPU side holds them. */
  readonly held: (code: string) => string;
  readonly remove: () => void;
}

interface GlParts {
  readonly container: HTMLElement;
  readonly geometry: MapGeometry;
  readonly palette: Palette;
  readonly onPainted: (count: number) => void;
  readonly onRender: () => void;
  /** The camera moved: only the size of the screen may do that. */
  readonly onMove: () => void;
}

/** The wards on the GPU. The camera stands still; only colours change. Throws where there is no WebGL 2. */
export function createGlMap({ container, geometry, palette, onPainted, onRender, onMove }: GlParts): GlMap {
  const ratio = () => container.clientWidth / ZONE.width;
  const map = new GlCanvas({
    container,
    style: styleOf(geometry, palette, ratio()),
    ...camera(ratio()),
    interactive: false,
    attributionControl: false,
    fadeDuration: 0,
    renderWorldCopies: false,
    maxCanvasSize: [MAX_CANVAS_PX, MAX_CANVAS_PX],
  });
  const wanted = new Map<string, WardPaint>();
  let ready = false;
  let drawn = false;
  const set = ({ code, kind, cls }: WardPaint): void => {
    map.setFeatureState({ source: 'wards', id: code }, { cls: cls ?? '', kind });
  };
  const setAll = (): void => {
    addPatterns(map, palette, ratio());
    for (const paint of wanted.values()) set(paint);
  };
  map.on('style.load', () => {
    ready = true;
    setAll();
  });
  // While the context is lost there is no style; afterwards all feature-state is gone and `style.load` fires again.
  map.on('webglcontextlost', () => {
    ready = false;
    drawn = false;
    onPainted(0);
  });
  map.on('move', onMove);
  map.on('render', () => {
    onRender();
    // Only a picture that is whole may take the drawing's place.
    if (drawn || !ready || !map.loaded()) return;
    drawn = true;
    onPainted(wanted.size);
  });
  const observer = new ResizeObserver(() => map.resize().jumpTo(camera(ratio())));
  observer.observe(container);
  return {
    paint: (paints) => {
      for (const paint of paints) {
        const old = wanted.get(paint.code);
        wanted.set(paint.code, paint);
        if (ready && (old?.cls !== paint.cls || old?.kind !== paint.kind)) set(paint);
      }
      if (drawn) onPainted(wanted.size);
    },
    held: (code) => {
      if (!ready) return '';
      const state = map.getFeatureState({ source: 'wards', id: code });
      return `${state.kind ?? ''}:${state.cls ?? ''}`;
    },
    remove: () => {
      ready = false;
      observer.disconnect();
      map.remove();
    },
  };
}

/** The camera that puts the city exactly where the SVG drawing has it. */
function camera(ratio: number): { center: [number, number]; zoom: number } {
  const projection = fitTo(CITY_BOX, CITY_FRAME);
  const center = projection.invert([ZONE.width / 2, ZONE.height / 2]);
  return { center, zoom: Math.log2((2 * Math.PI * projection.scale * ratio) / WORLD_PX) };
}

function styleOf(geometry: MapGeometry, palette: Palette, ratio: number): StyleSpecification {
  const byClass: ExpressionSpecification = [
    'match',
    ['coalesce', ['feature-state', 'cls'], ''],
    ...CLASSES.flatMap((cls) => [cls, palette.of(cls)]),
    palette.of('empty'),
  ] as unknown as ExpressionSpecification;
  const shownIf = (kind: string): ExpressionSpecification => [
    'case',
    ['==', ['coalesce', ['feature-state', 'kind'], ''], kind],
    1,
    0,
  ];
  const line = (source: string, colour: string) =>
    ({
      id: source,
      type: 'line',
      source,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.of(colour), 'line-width': 2.2 * ratio },
    }) as const;
  return {
    version: 8,
    sources: {
      sea: { type: 'geojson', data: geometry.sea },
      wards: { type: 'geojson', data: geometry.wards, promoteId: 'code' },
      lagoon: { type: 'geojson', data: geometry.lagoon },
      inner: { type: 'geojson', data: geometry.inner },
      outer: { type: 'geojson', data: geometry.outer },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': palette.of('bg') } },
      { id: 'sea', type: 'fill', source: 'sea', paint: { 'fill-color': palette.of('sea'), 'fill-antialias': false } },
      { id: 'wards', type: 'fill', source: 'wards', paint: { 'fill-color': byClass } },
      // Feature-state does not reach fill-pattern: two constant patterns, shown by opacity.
      {
        id: 'small',
        type: 'fill',
        source: 'wards',
        paint: { 'fill-pattern': 'small', 'fill-opacity': shownIf('small') },
      },
      { id: 'off', type: 'fill', source: 'wards', paint: { 'fill-pattern': 'off', 'fill-opacity': shownIf('off') } },
      {
        id: 'lagoon',
        type: 'fill',
        source: 'lagoon',
        paint: { 'fill-color': palette.of('sea'), 'fill-opacity': 0.88 },
      },
      line('inner', 'ward-line'),
      line('outer', 'outer-line'),
    ],
  };
}

/** Dots and hatch as tiles that repeat, in the size of the screen. */
function addPatterns(map: GlCanvas, palette: Palette, ratio: number): void {
  const put = (name: string, size: number, draw: (pen: CanvasRenderingContext2D, side: number) => void): void => {
    if (map.hasImage(name)) return;
    const side = Math.max(4, Math.round(size * ratio));
    const canvas = document.createElement('canvas');
    canvas.width = side;
    canvas.height = side;
    const pen = canvas.getContext('2d');
    if (!pen) return;
    draw(pen, side);
    map.addImage(name, pen.getImageData(0, 0, side, side));
  };
  put('small', 14, (pen, side) => {
    pen.fillStyle = palette.of('dots-ground');
    pen.fillRect(0, 0, side, side);
    pen.fillStyle = palette.of('dots');
    pen.arc(side / 2, side / 2, 2.2 * ratio, 0, 2 * Math.PI);
    pen.fill();
  });
  put('off', 31, (pen, side) => {
    pen.fillStyle = palette.of('hatch-ground');
    pen.fillRect(0, 0, side, side);
    pen.strokeStyle = palette.of('hatch');
    pen.lineWidth = 3 * ratio;
    for (const shift of [-side, 0, side]) {
      pen.beginPath();
      pen.moveTo(shift - 2, side + 2);
      pen.lineTo(shift + side + 2, -2);
      pen.stroke();
    }
  });
}
