import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import mapshaper from 'mapshaper';
import type { Ward } from '../../shared/wards';

/** One file as the operator gave it: GeoJSON or TopoJSON, already parsed. */
export interface BoundaryFile {
  readonly name: string;
  readonly json: unknown;
}

export type BoundaryCheck =
  | { readonly ok: true; readonly wards: FeatureCollection<Polygon | MultiPolygon>; readonly ignored: number }
  | { readonly ok: false; readonly problems: readonly string[] };

const CODE_FIELDS = [
  'code',
  'ma',
  'maxa',
  'ma_xa',
  'ward_code',
  'wardcode',
  'ward_id',
  'madonvi',
  'madonvihanhchinh',
  'a02_xa',
  'gid',
  'id',
];
const NAME_FIELDS = [
  'fullname',
  'full_name',
  'name',
  'ten',
  'tenxa',
  'ten_xa',
  'tenhc',
  'tendonvi',
  'diadanh',
  'nhan',
  'a03_ten',
  'name:vi',
];
/** Where the city lies, with room around it; degrees of WGS 84. */
const REGION = { west: 106.9, south: 15.8, east: 108.4, north: 16.9 } as const;
const AREA_TOLERANCE = 0.1;
const EARTH_KM = 6371.0088;
const SIMPLIFY_M = 50;
const QUANTIZATION = 20_000;

type Area = Feature<Polygon | MultiPolygon>;

/** Finds the 40 wards in the files, or says in sentences what is wrong; nothing but exactly the 40 is taken. */
export async function checkBoundaries(files: readonly BoundaryFile[], wards: readonly Ward[]): Promise<BoundaryCheck> {
  const byCode = new Map(wards.map((ward) => [ward.code, ward]));
  const byName = new Map(wards.map((ward) => [plainName(ward.name), ward]));
  const found = new Map<string, Area>();
  const problems: string[] = [];
  let ignored = 0;
  for (const file of files) {
    const features = await featuresOf(file);
    if (!features) {
      problems.push(`${file.name} is neither GeoJSON nor TopoJSON: export it as GeoJSON in WGS 84.`);
      continue;
    }
    for (const feature of features) {
      if (!isArea(feature)) {
        ignored++;
        continue;
      }
      const ward = wardOf(feature, byCode, byName);
      if (!ward) ignored++;
      else if (found.has(ward.code)) problems.push(`${ward.name} (${ward.code}) comes twice: leave one of them out.`);
      else {
        problems.push(...problemsOf(feature, ward));
        const { code, name } = ward;
        found.set(code, { type: 'Feature', id: code, properties: { code, name }, geometry: feature.geometry });
      }
    }
  }
  for (const { code, name, kind } of wards) {
    if (!found.has(code)) problems.push(`${kind} ${name} (${code}) is missing: no area carries its code or its name.`);
  }
  if (problems.length > 0) return { ok: false, problems };
  const sorted = [...found.values()].sort((a, b) => String(a.id).localeCompare(String(b.id)));
  return { ok: true, wards: { type: 'FeatureCollection', features: sorted }, ignored };
}

/** The wards as a small TopoJSON: simplified with shared borders kept shared. */
export async function simplify(wards: FeatureCollection): Promise<string> {
  const done = await mapshaper.applyCommands(
    `-i wards.json -simplify visvalingam weighted interval=${SIMPLIFY_M} keep-shapes -clean ` +
      `-o wards.topojson format=topojson quantization=${QUANTIZATION} id-field=code`,
    { 'wards.json': JSON.stringify(wards) },
  );
  return String(done['wards.topojson']);
}

async function featuresOf({ json }: BoundaryFile): Promise<readonly Feature[] | null> {
  if (typeof json !== 'object' || json === null || !('type' in json)) return null;
  if (json.type === 'FeatureCollection') return (json as FeatureCollection).features ?? null;
  if (json.type === 'Feature') return [json as Feature];
  if (json.type !== 'Topology') return null;
  const done = await mapshaper.applyCommands(
    '-i in.json -o out.json format=geojson geojson-type=FeatureCollection combine-layers',
    {
      'in.json': JSON.stringify(json),
    },
  );
  return (JSON.parse(String(done['out.json'])) as FeatureCollection).features;
}

function isArea(feature: Feature): feature is Area {
  return feature.geometry?.type === 'Polygon' || feature.geometry?.type === 'MultiPolygon';
}

function wardOf(feature: Area, byCode: ReadonlyMap<string, Ward>, byName: ReadonlyMap<string, Ward>): Ward | undefined {
  const values = new Map(Object.entries(feature.properties ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
  const codes = [feature.id, ...CODE_FIELDS.map((field) => values.get(field))];
  for (const code of codes) {
    const ward = code === undefined || code === null ? undefined : byCode.get(String(code).trim().padStart(5, '0'));
    if (ward) return ward;
  }
  for (const field of NAME_FIELDS) {
    const ward = byName.get(plainName(String(values.get(field) ?? '')));
    if (ward) return ward;
  }
  return undefined;
}

/** Names are compared without kind, marks' placement or dashes, but with every vowel: Thuận Hóa is not Thuận Hòa. */
export function plainName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .replace(KIND, '')
    .split(' ')
    .map(toneLast)
    .join(' ');
}

/** "phường ", "xã " and their short forms, decomposed as the name is. */
const KIND = new RegExp(`^(${'phường'.normalize('NFD')}|${'xã'.normalize('NFD')}|p|x) `, 'u');
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/** "Hoá" and "Hóa" are one word: the tone is taken out of its place and put at the end. */
function toneLast(syllable: string): string {
  return syllable.replace(TONES, '') + (syllable.match(TONES) ?? []).join('');
}

function problemsOf(feature: Area, ward: Ward): string[] {
  const points = polygonsOf(feature.geometry).flat(2);
  if (points.length === 0) return [`${ward.name} (${ward.code}) has no points.`];
  const inside = (x: number | undefined, y: number | undefined) =>
    x !== undefined && y !== undefined && x > REGION.west && x < REGION.east && y > REGION.south && y < REGION.north;
  if (points.every(([x, y]) => inside(y, x))) {
    return [`${ward.name}: latitude and longitude are swapped; GeoJSON wants longitude first.`];
  }
  if (!points.every(([x, y]) => inside(x, y))) {
    return [
      `${ward.name}: its coordinates lie outside Huế. Convert the file to WGS 84 degrees first (from VN-2000, if it is in metres).`,
    ];
  }
  const area = areaKm2(feature.geometry);
  if (Math.abs(area / ward.areaKm2 - 1) <= AREA_TOLERANCE) return [];
  return [
    `${ward.name}: its area is ${area.toFixed(1)} km², officially ${ward.areaKm2} km²; is it the unit since 1/7/2025?`,
  ];
}

/** Area on the sphere, holes taken away; formula of Chamberlain and Duquette (JPL 07-03). */
export function areaKm2(geometry: Polygon | MultiPolygon): number {
  const radians = (degrees: number | undefined) => ((degrees ?? 0) * Math.PI) / 180;
  const ringArea = (ring: readonly number[][]): number => {
    let sum = 0;
    for (const [i, [x, y]] of ring.entries()) {
      const [px, py] = ring[(i + ring.length - 1) % ring.length] ?? [];
      sum += (radians(x) - radians(px)) * (2 + Math.sin(radians(y)) + Math.sin(radians(py)));
    }
    return Math.abs(sum / 2) * EARTH_KM ** 2;
  };
  return polygonsOf(geometry).reduce(
    (total, rings) => total + rings.reduce((area, ring, i) => area + (i === 0 ? 1 : -1) * ringArea(ring), 0),
    0,
  );
}

function polygonsOf(geometry: Polygon | MultiPolygon): number[][][][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}
