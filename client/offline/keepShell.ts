import { onCleanup } from 'solid-js';
import { ownBuild } from '../kiosk/reloads';

const WORKER = '/ward/sw.js';
const SCOPE = '/ward/';
const MANIFEST = '/ward/app.webmanifest';
/** Beside the code: what does not change from day to day. */
const ALSO = ['/api/v1/map'];
const CACHE = 'ward:';
const SETTLE_MS = 3000;

/**
 * Makes the page installable and lets it open without a network: a worker for /ward/ alone answers from what this page
 * keeps of its own build. Without a worker (no TLS) the page works as every other does.
 */
export function keepShell(): void {
  addManifest();
  if (!('serviceWorker' in navigator)) return;
  void register().catch(() => undefined);
  const wanted = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => keep([...wanted]).catch(() => undefined), SETTLE_MS);
  };
  const watch = new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) {
      const { origin, pathname } = new URL(name);
      if (origin === location.origin && pathname.startsWith('/assets/')) wanted.add(pathname);
    }
    settle();
  });
  watch.observe({ type: 'resource', buffered: true });
  onCleanup(() => {
    watch.disconnect();
    clearTimeout(timer);
  });
}

/** A browser that keeps nothing for pages throws at the very look at its workers, or later. */
async function register(): Promise<void> {
  await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
}

/** Code first, the page last: a cache with a page is whole. Caches of other builds go when this one is. */
async function keep(assets: readonly string[]): Promise<void> {
  const name = CACHE + ownBuild();
  const cache = await caches.open(name);
  for (const path of [...assets, ...ALSO]) if (!(await cache.match(path))) await cache.add(path);
  if (!(await cache.match(SCOPE))) await cache.add(SCOPE);
  for (const other of await caches.keys()) if (other.startsWith(CACHE) && other !== name) await caches.delete(other);
}

function addManifest(): void {
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.href = MANIFEST;
  document.head.append(link);
}
