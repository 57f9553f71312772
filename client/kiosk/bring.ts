/** A file that did not come; what it was wanted for was not begun. */
export class NotBrought extends Error {
  constructor(
    path: string,
    why: string,
    /** The server does not have it any more. */
    readonly isGone = false,
  ) {
    super(`${path}: ${why}`);
  }
}

/** How long a file may take before it is asked for again. */
const LIMIT_MS = 30_000;
const brought = new Map<string, Promise<void>>();

/**
 * Stands in for the loader of the build (vite.config.ts): an import begins only when every file that it needs lies in the
 * browser. A browser remembers an import that failed for as long as the page lives; a file that was not brought is simply
 * asked for again.
 */
export async function bringThenImport<T>(load: () => Promise<T>, files: readonly string[] = []): Promise<T> {
  await Promise.all(files.map((file) => bring(`/${file}`)));
  return load();
}

function bring(path: string): Promise<void> {
  const known = brought.get(path);
  if (known) return known;
  const coming = path.endsWith('.css') ? bringSheet(path) : bringScript(path);
  brought.set(path, coming);
  coming.catch(() => brought.delete(path));
  return coming;
}

async function bringScript(path: string): Promise<void> {
  let status = 0;
  try {
    const answer = await fetch(path, { signal: AbortSignal.timeout(LIMIT_MS) });
    // Only what was read to its end is kept by the browser.
    await answer.arrayBuffer();
    if (answer.ok) return;
    status = answer.status;
  } catch (cause) {
    throw new NotBrought(path, String(cause));
  }
  throw new NotBrought(path, String(status), status === 404);
}

function bringSheet(path: string): Promise<void> {
  const there = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')];
  if (there.some((link) => link.sheet && new URL(link.href).pathname === path)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = path;
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new NotBrought(path, 'no sheet'));
    };
    document.head.append(link);
  });
}

/** Takes the page's own sheets that did not come out of it, and says which: the browser asks for each only once. */
export function takeBrokenSheets(): readonly string[] {
  const broken = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].filter((link) => !link.sheet);
  for (const link of broken) link.remove();
  return broken.map(({ href }) => new URL(href).pathname.slice(1));
}
