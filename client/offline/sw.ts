/**
 * The worker of /ward/: opens the tablet's page without a network. It keeps nothing itself (keepShell.ts does) and answers
 * three things: the page, its code, its map. Everything else goes to the network untouched.
 */
interface Fetching extends Event {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
}
interface Living extends Event {
  readonly waitUntil: (done: Promise<unknown>) => void;
}
interface WorkerScope {
  readonly skipWaiting: () => Promise<void>;
  readonly clients: { readonly claim: () => Promise<void> };
  readonly location: { readonly origin: string };
  addEventListener(name: 'fetch', take: (event: Fetching) => void): void;
  addEventListener(name: 'install' | 'activate', take: (event: Living) => void): void;
}

const PAGE = '/ward/';
const MAP = '/api/v1/map';
/** A network that takes longer than this to bring the page is as good as none. */
const PATIENCE_MS = 5000;

const scope = self as unknown as WorkerScope;
scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== scope.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(networkFirst(request, PAGE));
  else if (url.pathname === MAP) event.respondWith(networkFirst(request, MAP));
  // Names of code change with its content: what is kept is right for ever.
  else if (url.pathname.startsWith('/assets/'))
    event.respondWith(keptAs(url.pathname).then((kept) => kept ?? fetch(request)));
});

/** What is kept under a name; nothing when the store is blocked or damaged: the network answers then. */
async function keptAs(name: string): Promise<Response | undefined> {
  try {
    return await caches.match(name);
  } catch {
    return undefined;
  }
}

async function networkFirst(request: Request, name: string): Promise<Response> {
  const kept = await keptAs(name);
  if (!kept) return fetch(request);
  const fromNetwork = fetch(request);
  const tired = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  try {
    const answer = await Promise.race([fromNetwork, tired]);
    return answer?.ok ? answer : kept;
  } catch {
    return kept;
  }
}
