// `npm start`: builds when the build is missing or older than its sources, then runs it in this process.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const entry = join(root, 'dist', 'server', 'main.js');
const page = join(root, 'dist', 'client', 'index.html');
const SOURCES = ['client', 'server', 'shared', 'data', 'package.json', 'package-lock.json', 'vite.config.ts'];

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  // Run-time files live below data/var and say nothing about the build.
  const names = readdirSync(path).filter((name) => join(path, name) !== join(root, 'data', 'var'));
  return Math.max(0, ...names.map((name) => newest(join(path, name))));
}

function isStale() {
  if (!existsSync(entry) || !existsSync(page)) return true;
  const built = Math.min(statSync(entry).mtimeMs, statSync(page).mtimeMs);
  return SOURCES.some((name) => newest(join(root, name)) > built);
}

if (isStale()) {
  console.log('Building the wall (once, a few seconds) …');
  const { createBuilder } = await import('vite');
  await (await createBuilder({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })).buildApp();
}
process.env.NODE_ENV ??= 'production';
const { main } = await import(pathToFileURL(entry).href);
await main(process.argv.slice(2));
