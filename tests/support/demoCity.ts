import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_FOLDER, DEMO_PREPARED_FILE, HASH_KEY_FILE } from '../../server/dataFiles';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const KEPT = join(ROOT, '.cache', 'demo-city');
const FILES = [HASH_KEY_FILE, DEMO_PREPARED_FILE, `${DEMO_PREPARED_FILE}.fingerprint`] as const;

/**
 * Gives a new data folder the evening of 13/7 that another test's server has loaded before, as a second start of the
 * product finds it. Only the same build's: what a build counts must be counted by it.
 */
export function lendDemoCity(dataDir: string): void {
  const kept = join(KEPT, buildName());
  if (!existsSync(kept)) return;
  const folder = join(dataDir, DEMO_FOLDER);
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) copyFileSync(join(kept, file), join(folder, file));
}

/** Keeps what a server that is ready has prepared; whoever comes first. */
export function keepDemoCity(dataDir: string): void {
  const kept = join(KEPT, buildName());
  const folder = join(dataDir, DEMO_FOLDER);
  if (existsSync(kept) || !FILES.every((file) => existsSync(join(folder, file)))) return;
  mkdirSync(KEPT, { recursive: true });
  const part = mkdtempSync(`${kept}-`);
  for (const file of FILES) copyFileSync(join(folder, file), join(part, file));
  try {
    renameSync(part, kept);
    // Those of earlier builds are of no use any more.
    for (const old of readdirSync(KEPT)) {
      if (!old.startsWith(buildName())) rmSync(join(KEPT, old), { recursive: true, force: true });
    }
  } catch {
    // Another test was quicker.
    rmSync(part, { recursive: true, force: true });
  }
}

/** Changes with every build of the server and with the figures that it makes the city from. */
function buildName(): string {
  const hash = createHash('sha256');
  for (const folder of ['dist/server', 'server/db/migrations', 'data', 'data/demo']) {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(ROOT, folder, entry.name)));
    }
  }
  return hash.update(dirname(process.execPath)).digest('hex').slice(0, 16);
}
