// The schematic map of the 40 units from facts only, no boundary data.
// mode published: published map point + published area. circle: centroid + area. ellipse: centroid + area + ellipse.
// node schematic.mjs facts.json LAND.geojson SEA.geojson OUT.geojson [cellKm=0.2] [mode=ellipse|circle|published]
// LAND: Việt Nam clipped to the region, SEA: sea clipped to the region (both made by clip.mjs).
// Needs npm mapshaper for the last step (vector clean-up).
import fs from 'node:fs';
import mapshaper from 'mapshaper';

const [, , unitsFile, landFile, seaFile, outFile, cell = '0.2', mode = 'ellipse'] = process.argv;
const S = Number(cell);
const data = JSON.parse(fs.readFileSync(unitsFile, 'utf8'));
const units = data.units;

// local plane, km
const LON0 = 107.6, LAT0 = 16.35, KX = 111.32 * Math.cos(LAT0 * Math.PI / 180), KY = 110.66;
const X = (lon) => (lon - LON0) * KX, Y = (lat) => (lat - LAT0) * KY;
const LON = (x) => x / KX + LON0, LAT = (y) => y / KY + LAT0;
const x0 = X(106.85), x1 = X(108.32), y0 = Y(15.85), y1 = Y(16.85);
const nx = Math.ceil((x1 - x0) / S), ny = Math.ceil((y1 - y0) / S), N = nx * ny;
const px = (k) => x0 + ((k % nx) + 0.5) * S, py = (k) => y0 + (Math.floor(k / nx) + 0.5) * S;

function raster(file) {
  const m = new Uint8Array(N);
  const g = JSON.parse(fs.readFileSync(file, 'utf8'));
  for (const f of g.features ?? [{ geometry: g }]) {
    const polys = f.geometry.type === 'Polygon' ? [f.geometry.coordinates] : f.geometry.coordinates;
    for (const poly of polys) for (let j = 0; j < ny; j++) {
      const lat = LAT(y0 + (j + 0.5) * S), xs = [];
      for (const r of poly) for (let i = 0, q = r.length - 1; i < r.length; q = i++) {
        const [xa, ya] = r[q], [xb, yb] = r[i];
        if ((ya > lat) !== (yb > lat)) xs.push(xa + (lat - ya) / (yb - ya) * (xb - xa));
      }
      xs.sort((a, b) => a - b);
      for (let q = 0; q + 1 < xs.length; q += 2) {
        const a = Math.max(0, Math.ceil((X(xs[q]) - x0) / S - 0.5)), b = Math.min(nx - 1, Math.floor((X(xs[q + 1]) - x0) / S - 0.5));
        for (let i = a; i <= b; i++) m[j * nx + i] = 1;
      }
    }
  }
  return m;
}
function distance(src) { // chamfer distance to the set cells, km
  const D = new Float32Array(N).fill(1e9), a = S, b = S * Math.SQRT2;
  for (let k = 0; k < N; k++) if (src[k]) D[k] = 0;
  for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) { const k = j * nx + i; let d = D[k];
    if (i) d = Math.min(d, D[k - 1] + a); if (j) { d = Math.min(d, D[k - nx] + a); if (i) d = Math.min(d, D[k - nx - 1] + b); if (i < nx - 1) d = Math.min(d, D[k - nx + 1] + b); } D[k] = d; }
  for (let j = ny - 1; j >= 0; j--) for (let i = nx - 1; i >= 0; i--) { const k = j * nx + i; let d = D[k];
    if (i < nx - 1) d = Math.min(d, D[k + 1] + a); if (j < ny - 1) { d = Math.min(d, D[k + nx] + a); if (i < nx - 1) d = Math.min(d, D[k + nx + 1] + b); if (i) d = Math.min(d, D[k + nx - 1] + b); } D[k] = d; }
  return D;
}
// land, with the lagoon brought in: close gaps up to 9 km, then take the sea away again
const land = raster(landFile), sea = raster(seaFile);
const near = distance(land), far = new Uint8Array(N);
for (let k = 0; k < N; k++) far[k] = near[k] > 4.5 ? 1 : 0;
const back = distance(far), mask = new Uint8Array(N);
for (let k = 0; k < N; k++) mask[k] = (land[k] || back[k] > 4.5) && !sea[k] ? 1 : 0;
const cells = []; for (let k = 0; k < N; k++) if (mask[k]) cells.push(k);

// sites: the 40 units, and the communes beyond the border as ghosts
const ell = (L, W, brg) => { const t = (90 - brg) * Math.PI / 180, c = Math.cos(t), s = Math.sin(t), a = 16 / (L * L), b = 16 / (W * W);
  return [a * c * c + b * s * s, a * s * s + b * c * c, (a - b) * c * s]; };
const round = (A) => { const q = 4 * Math.PI / A; return [q, q, 0]; };
const sites = [
  ...units.map((u) => ({ hue: true, c: mode === 'published' ? [X(u.sourcePoint[0]), Y(u.sourcePoint[1])] : [X(u.centroid[0]), Y(u.centroid[1])], a: u.areaKm2, m: mode !== 'ellipse' ? round(u.areaKm2) : ell(u.ellipse.lengthKm, u.ellipse.widthKm, u.ellipse.bearingDeg) })),
  ...data.adjacentUnits.map((g) => ({ hue: false, c: [X(g.point[0]), Y(g.point[1])], a: g.areaKm2, m: round(Math.max(10, g.areaKm2)) })),
];
for (const s of sites) { s.p = [...s.c]; s.w = 0; }
const lab = new Int16Array(N).fill(-1), B = 8;
function assign() {
  const cand = new Map();
  for (const k of cells) {
    const bx = ((k % nx) / B) | 0, by = ((k / nx | 0) / B) | 0, key = by * 4096 + bx;
    let list = cand.get(key);
    if (!list) { const cx = x0 + (bx + 0.5) * B * S, cy = y0 + (by + 0.5) * B * S;
      list = sites.map((s, i) => { const dx = cx - s.p[0], dy = cy - s.p[1]; return [s.m[0] * dx * dx + s.m[1] * dy * dy + 2 * s.m[2] * dx * dy - s.w, i]; })
        .sort((a, b) => a[0] - b[0]).slice(0, 16).map((v) => v[1]); cand.set(key, list); }
    const x = px(k), y = py(k); let best = Infinity, bi = -1;
    for (const i of list) { const s = sites[i], dx = x - s.p[0], dy = y - s.p[1], d = s.m[0] * dx * dx + s.m[1] * dy * dy + 2 * s.m[2] * dx * dy - s.w; if (d < best) { best = d; bi = i; } }
    lab[k] = bi;
  }
}
for (let it = 0; it < 220; it++) { // weights follow the area, points follow the centroid
  assign();
  const n = new Float64Array(sites.length), sx = new Float64Array(sites.length), sy = new Float64Array(sites.length);
  for (const k of cells) { const l = lab[k]; n[l]++; sx[l] += px(k); sy[l] += py(k); }
  const g = 0.5 * Math.exp(-it / 70); let err = 0;
  sites.forEach((s, i) => {
    const A = n[i] * S * S; if (s.hue) err += Math.abs(A - s.a);
    s.w += (s.hue ? 1 : 0.4) * g * Math.max(-1, Math.min(1, (s.a - A) / s.a));
    if (n[i] && s.hue) { s.p[0] += 0.6 * g * (s.c[0] - sx[i] / n[i]); s.p[1] += 0.6 * g * (s.c[1] - sy[i] / n[i]); }
  });
  if (it % 55 === 54) console.log('round', it + 1, 'sum of area errors', err.toFixed(0), 'km2');
}
assign();
const out = new Int16Array(N).fill(-1); for (const k of cells) out[k] = lab[k] < 40 ? lab[k] : -1;
// one piece per unit: a detached piece goes to the neighbour it touches most, or away
const nbs = (k) => { const i = k % nx, j = k / nx | 0; return [i ? k - 1 : -1, i < nx - 1 ? k + 1 : -1, j ? k - nx : -1, j < ny - 1 ? k + nx : -1].filter((q) => q >= 0); };
const comp = new Int32Array(N).fill(-1), info = [];
for (let k = 0; k < N; k++) { if (out[k] < 0 || comp[k] >= 0) continue; const id = info.length, st = [k], own = []; comp[k] = id;
  while (st.length) { const q = st.pop(); own.push(q); for (const r of nbs(q)) if (comp[r] < 0 && out[r] === out[k]) { comp[r] = id; st.push(r); } }
  info.push({ l: out[k], own }); }
const main = new Map(); info.forEach((c, i) => { if (!main.has(c.l) || info[main.get(c.l)].own.length < c.own.length) main.set(c.l, i); });
info.forEach((c, i) => { if (main.get(c.l) === i) return; const cnt = new Map(); for (const k of c.own) for (const r of nbs(k)) if (out[r] !== c.l) cnt.set(out[r], (cnt.get(out[r]) ?? 0) + 1);
  cnt.delete(-1); const e = [...cnt].sort((a, b) => b[1] - a[1])[0]; for (const k of c.own) out[k] = e ? e[0] : -1; });
if (process.env.RASTER) fs.writeFileSync(process.env.RASTER, JSON.stringify({ nx, ny, x0, y0, S, lab: [...out] }));
// to polygons with shared borders
const feats = [];
for (let j = 0; j < ny; j++) for (let i = 0; i < nx;) { const l = out[j * nx + i]; if (l < 0) { i++; continue; } let e = i; while (e < nx && out[j * nx + e] === l) e++;
  const ring = []; for (let t = i; t <= e; t++) ring.push([LON(x0 + t * S), LAT(y0 + j * S)]); for (let t = e; t >= i; t--) ring.push([LON(x0 + t * S), LAT(y0 + (j + 1) * S)]); ring.push(ring[0]);
  feats.push({ type: 'Feature', properties: { code: units[l].code, name: units[l].name, type: units[l].type }, geometry: { type: 'Polygon', coordinates: [ring.map((p) => p.map((v) => +v.toFixed(7)))] } }); i = e; }
// two runs: mapshaper simplifies nothing when -simplify follows -dissolve2 in one run
const one = await mapshaper.applyCommands('-i in.json -dissolve2 code copy-fields=name,type -o out.json geojson-type=FeatureCollection', { 'in.json': { type: 'FeatureCollection', features: feats } });
const two = await mapshaper.applyCommands(`-i in.json -simplify visvalingam weighted interval=${Math.round(S * 2000)} keep-shapes -clean -o out.json precision=0.0001 geojson-type=FeatureCollection id-field=code`, { 'in.json': one['out.json'] });
fs.writeFileSync(outFile, two['out.json']);
console.log(outFile, fs.statSync(outFile).size, 'bytes');
