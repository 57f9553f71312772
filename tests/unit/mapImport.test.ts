import { readFileSync } from 'node:fs';
import type { Feature, FeatureCollection, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { expect, test } from 'vitest';
import { areaKm2, checkBoundaries, plainName, simplify } from '../../server/map/importBoundaries';
import { wards as cityWards } from '../../server/reference';
import type { Ward } from '../../shared/wards';

const builtIn = JSON.parse(readFileSync(new URL('../../data/map/wards.topojson', import.meta.url), 'utf8')) as Topology;
const cells = feature(builtIn, builtIn.objects.wards as GeometryCollection) as FeatureCollection;

/** Here a ward is as large as its cell: the schematic keeps areas only in the mean. */
const wards = cityWards.map((ward): Ward => {
  const cell = cells.features.find((one) => one.properties?.code === ward.code);
  return { ...ward, areaKm2: areaKm2(cell?.geometry as Polygon) };
});

/** The schematic plays the operator's file, with properties of any kind. */
function operatorFile(properties: (ward: Ward) => Record<string, unknown>): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: cells.features.map((cell): Feature => {
      const ward = wards.find((one) => one.code === cell.properties?.code);
      if (!ward) throw new Error('a cell without a ward');
      return { type: 'Feature', geometry: cell.geometry, properties: properties(ward) };
    }),
  };
}

const check = (json: unknown) => checkBoundaries([{ name: 'theirs.geojson', json }], wards);
const problemsOf = async (json: unknown) => {
  const checked = await check(json);
  return checked.ok ? [] : checked.problems;
};

test('the built-in schematic has exactly the 40 wards', () => {
  expect(cells.features.map((cell) => cell.properties?.code).sort()).toEqual(wards.map((ward) => ward.code).sort());
});

test.each([
  ['an official code', (ward: Ward) => ({ code: ward.code })],
  ['a code as a number under another name', (ward: Ward) => ({ MA_XA: Number(ward.code) })],
  ['a name with its kind', (ward: Ward) => ({ TEN_XA: `${ward.kind === 'xã' ? 'Xã' : 'Phường'} ${ward.name}` })],
  [
    'a name in decomposed letters and the other tone placement',
    (ward: Ward) => ({ name: ward.name.replace('Hóa', 'Hoá').replace('Thủy', 'Thuỷ').normalize('NFD') }),
  ],
  ['a name with another dash', (ward: Ward) => ({ ten: ward.name.replace(' – ', '-').toUpperCase() })],
])('wards are found by %s', async (_what, properties) => {
  expect(await check(operatorFile(properties))).toMatchObject({ ok: true, ignored: 0 });
});

test('TopoJSON is taken as well, and the result is small and has every ward', async () => {
  const checked = await check(builtIn);
  if (!checked.ok) throw new Error(checked.problems.join('\n'));
  const small = JSON.parse(await simplify(checked.wards)) as Topology;
  expect((small.objects.wards as GeometryCollection).geometries).toHaveLength(40);
  expect(JSON.stringify(small).length).toBeLessThan(60 * 1024);
});

test('one tone apart is another ward: Thuận Hòa is not Thuận Hóa', () => {
  expect(plainName('Phường Thuận Hoá')).toBe(plainName('Thuận Hóa'));
  expect(plainName('Thuận Hòa')).not.toBe(plainName('Thuận Hóa'));
});

test('what is not exactly the 40 is refused, with its reason', async () => {
  const whole = operatorFile((ward) => ({ code: ward.code }));
  const [first, ...rest] = whole.features;
  expect(await problemsOf({ ...whole, features: rest })).toEqual([expect.stringMatching(/is missing/)]);
  expect(await problemsOf({ ...whole, features: [...whole.features, first] })).toEqual([
    expect.stringMatching(/comes twice/),
  ]);
  const turned = JSON.parse(JSON.stringify(whole), (_key, value) =>
    Array.isArray(value) && value.length === 2 && value.every((n) => typeof n === 'number')
      ? [value[1], value[0]]
      : value,
  );
  expect((await problemsOf(turned))[0]).toMatch(/swapped/);
  const metres = JSON.parse(JSON.stringify(whole), (_key, value) =>
    typeof value === 'number' ? value * 10_000 : value,
  );
  expect((await problemsOf(metres))[0]).toMatch(/WGS 84/);
  const old = operatorFile((ward) => ({
    code: ward.code === '19753' ? '19789' : ward.code === '19789' ? '19753' : ward.code,
  }));
  expect((await problemsOf(old))[0]).toMatch(/area/);
  expect((await problemsOf({ hello: 1 }))[0]).toMatch(/neither GeoJSON nor TopoJSON/);
});
