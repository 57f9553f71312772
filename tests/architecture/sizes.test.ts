import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const DIST = fileURLToPath(new URL('../../dist/client', import.meta.url));
const KB = 1024;

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly assets?: readonly string[];
}

const gzipped = (file: string) => gzipSync(readFileSync(join(DIST, file))).length;
const assets = readdirSync(join(DIST, 'assets'));

/**
 * What a view's first numbers need: the page, the entry and everything that the view imports outright. With `later` also
 * whatever it may load afterwards, workers included.
 */
function needsOf(view: string, later = false): ReadonlySet<string> {
  const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const needed = new Set<string>(['index.html']);
  const walk = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`the build has no ${name}`);
    if (needed.has(chunk.file)) return;
    needed.add(chunk.file);
    for (const css of chunk.css ?? []) needed.add(css);
    for (const other of chunk.imports ?? []) walk(other);
    // The entry and its base lead to every view there is; a screen only shows its own.
    if (!later || name === 'index.html' || name.startsWith('_base-')) return;
    for (const other of chunk.dynamicImports ?? []) walk(other);
    for (const asset of chunk.assets ?? []) if (asset.endsWith('.js')) needed.add(asset);
  };
  walk('index.html');
  walk(view);
  return needed;
}

test.each([
  ['the wall without its map', 'views/wall/Wall.tsx'],
  ["the ward's tablet without its map", 'views/ward/Ward.tsx'],
])('all that the first numbers need is at most 70 KB gzipped: %s', (_name, view) => {
  const needed = needsOf(view);
  expect(needed.size).toBeGreaterThan(4);
  const total = [...needed].reduce((sum, file) => sum + gzipped(file), 0);
  expect(total).toBeLessThanOrEqual(70 * KB);
});

test('all scripts and styles of the wall, its map, every scene and the pairing screen are at most 600 KB gzipped', () => {
  const needed = new Set([...needsOf('views/wall/Wall.tsx', true), ...needsOf('access/Door.tsx', true)]);
  expect([...needed].filter((file) => /glMap|maplibre-gl-worker|Ranking|Course/.test(file)).length).toBeGreaterThan(3);
  const total = [...needed].reduce((sum, file) => sum + gzipped(file), 0);
  expect(total).toBeLessThanOrEqual(600 * KB);
  console.log(`the wall with its map: ${Math.round(total / KB)} KB gzipped`);
});

test('fonts are at most 260 KB', () => {
  const fonts = assets.filter((file) => /\.woff2?$/.test(file));
  const total = fonts.reduce((sum, file) => sum + statSync(join(DIST, 'assets', file)).size, 0);
  expect(fonts.length).toBeGreaterThan(4);
  expect(total).toBeLessThanOrEqual(260 * KB);
});
