import { geoPath, geoTransform } from 'd3';
import type { Feature, FeatureCollection, Geometry, MultiLineString } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** What the server hands out as the map; `schematic` when it is the built-in one. */
export interface MapSource {
  readonly wards: Topology;
  readonly context: Topology;
  readonly schematic: boolean;
}

export interface MapGeometry {
  readonly wards: FeatureCollection<Geometry, { readonly code: string }>;
  readonly sea: FeatureCollection;
  readonly lagoon: FeatureCollection;
  /** Borders between wards, and the outline of the city. */
  readonly inner: MultiLineString;
  readonly outer: MultiLineString;
}

/** The zone that the map fills on the wall, in design pixels. */
export const ZONE = { width: 2520, height: 1424 } as const;
/** Where the city lies in the zone, and the window of the urban core in its inset. */
export const CITY_FRAME = { x: 16, y: 14, width: 2120, height: 1376 } as const;
export const CITY_BOX = [107.03, 15.99, 108.215, 16.745] as const;
export const INSET_FRAME = { x: 1560, y: 20, width: 924, height: 690 } as const;
export const CORE_BOX = [107.487, 16.397, 107.687, 16.546] as const;

type Box = readonly [west: number, south: number, east: number, north: number];
interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Web-mercator fitted into a frame: the same plane as MapLibre's, so that both drawings coincide. */
export interface Projection {
  readonly point: (lonLat: readonly [number, number]) => [number, number];
  /** Design pixels per radian. */
  readonly scale: number;
  readonly invert: (xy: readonly [number, number]) => [lon: number, lat: number];
}

export function fitTo([west, south, east, north]: Box, frame: Frame): Projection {
  const [left, top] = mercator([west, north]);
  const [right, bottom] = mercator([east, south]);
  const scale = Math.min(frame.width / (right - left), frame.height / (bottom - top));
  const dx = frame.x + (frame.width - scale * (right - left)) / 2 - scale * left;
  const dy = frame.y + (frame.height - scale * (bottom - top)) / 2 - scale * top;
  return {
    scale,
    point: (lonLat) => {
      const [x, y] = mercator(lonLat);
      return [dx + scale * x, dy + scale * y];
    },
    invert: ([x, y]) => {
      const lat = 2 * Math.atan(Math.exp(-(y - dy) / scale)) - Math.PI / 2;
      return [((x - dx) / scale) * (180 / Math.PI), lat * (180 / Math.PI)];
    },
  };
}

function mercator([lon, lat]: readonly [number, number]): [number, number] {
  return [(lon * Math.PI) / 180, -Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))];
}

export function readGeometry({ wards, context }: MapSource): MapGeometry {
  const cells = collection(wards, 'wards');
  const asFeatures = (object: Collection | null, topology: Topology): FeatureCollection =>
    object ? feature(topology, object) : { type: 'FeatureCollection', features: [] };
  const coded = asFeatures(cells, wards).features.map((one): Feature<Geometry, { readonly code: string }> => {
    const code = String(one.properties?.code ?? one.id);
    return { type: 'Feature', id: code, properties: { code }, geometry: one.geometry };
  });
  return {
    wards: { type: 'FeatureCollection', features: coded },
    sea: asFeatures(collection(context, 'sea'), context),
    lagoon: asFeatures(collection(context, 'lagoon'), context),
    inner: cells ? mesh(wards, cells, (a, b) => a !== b) : NO_LINES,
    outer: cells ? mesh(wards, cells, (a, b) => a === b) : NO_LINES,
  };
}

type Collection = GeometryCollection<{ readonly code?: string }>;

const NO_LINES: MultiLineString = { type: 'MultiLineString', coordinates: [] };

function collection(topology: Topology, name: string): Collection | null {
  const object = topology.objects[name];
  return object?.type === 'GeometryCollection' ? (object as Collection) : null;
}

/** The map as SVG path data in one projection. */
export interface MapPaths {
  readonly wards: readonly { readonly code: string; readonly d: string }[];
  readonly sea: string;
  readonly lagoon: string;
  readonly inner: string;
  readonly outer: string;
}

export function drawPaths(geometry: MapGeometry, projection: Projection): MapPaths {
  const plane = geoTransform({
    point(lon, lat) {
      const [x, y] = projection.point([lon, lat]);
      this.stream.point(x, y);
    },
  });
  const path = geoPath(plane).digits(1);
  const draw = (object: Parameters<typeof path>[0]): string => path(object) ?? '';
  return {
    wards: geometry.wards.features.map((one) => ({ code: one.properties.code, d: draw(one) })),
    sea: draw(geometry.sea),
    lagoon: draw(geometry.lagoon),
    inner: draw(geometry.inner),
    outer: draw(geometry.outer),
  };
}
