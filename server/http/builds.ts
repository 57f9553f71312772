import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LOOK_EVERY_MS = 2000;
const MANIFEST = '.vite/manifest.json';
const PAGE = 'index.html';

export interface BuildWatch {
  /** Address of the page's entry script: it names the build that is served; null when there is none. */
  readonly current: () => string | null;
  readonly stop: () => void;
}

/** Notices that another build of the page was put in place while the server runs. */
export function watchBuild(clientFolder: string, onNew: (build: string) => void): BuildWatch {
  const file = join(clientFolder, MANIFEST);
  let build = readBuild(file);
  let seen = changedAt(file);
  const timer = setInterval(() => {
    const at = changedAt(file);
    // While a build is being written its manifest is missing; it is looked at again in a moment.
    if (at === seen || at === null) return;
    const fresh = readBuild(file);
    if (fresh === null) return;
    seen = at;
    if (fresh === build) return;
    build = fresh;
    onNew(fresh);
  }, LOOK_EVERY_MS);
  timer.unref();
  return { current: () => build, stop: () => clearInterval(timer) };
}

function changedAt(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

function readBuild(file: string): string | null {
  try {
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { file?: string }>;
    const entry = manifest[PAGE]?.file;
    return entry === undefined ? null : `/${entry}`;
  } catch {
    return null;
  }
}
