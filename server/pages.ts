import { readFileSync } from 'node:fs';
import type { Server as HttpServer, RequestListener } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import type { Access } from './auth/access';
import type { Config } from './config';
import type { Engine } from './engine';
import { createApp } from './http/app';
import { addStaticFiles } from './http/staticFiles';
import { loadMap } from './map/mapAssets';
import { projectRoot } from './paths';
import type { Sockets } from './realtime/sockets';
import { wards } from './reference';

/** What serves at present: exchanged whole when a lap of the demo begins anew. */
export interface Stage {
  /** Takes reports and feeds screens. */
  engine: Engine | null;
  /** Its figures are complete for its instant: readers get answers. */
  ready: boolean;
}

interface PageParts {
  readonly http: HttpServer;
  readonly config: Config;
  readonly stage: Stage;
  readonly sockets: Sockets;
  readonly log: Logger;
  readonly access: Access;
  readonly dev: boolean;
}

/** One port for everything: pages, calls and sockets; in development vite serves the pages. */
export async function attachPages({ http, config, stage, sockets, log, access, dev }: PageParts): Promise<void> {
  const root = projectRoot();
  const map = JSON.stringify(loadMap(config.dataDir));
  const app = createApp({
    engine: () => stage.engine,
    readable: () => (stage.ready ? stage.engine : null),
    wards,
    mapText: () => map,
    listeners: sockets.listeners,
    version: readVersion(root),
    access,
    trustProxy: config.trustProxy,
    ops: { walls: sockets.walls, order: sockets.order },
    onlineScreens: sockets.devices,
    onBug: (cause) => log.error({ err: cause }, 'a call failed'),
    onStoreFailure: (cause) => log.error({ err: cause }, 'the log could not store a batch'),
    addPages: (pages) => {
      if (!dev) addStaticFiles(pages, join(root, 'dist', 'client'));
    },
  });
  const hono = getRequestListener(app.hono.fetch, { overrideGlobalObjects: false });
  const answer: RequestListener = (request, response) => {
    const ingest = request.method === 'POST' ? app.ingest.get(request.url?.split('?', 1)[0] ?? '') : undefined;
    void (ingest ?? hono)(request, response);
  };
  if (!dev) {
    http.on('request', answer);
    return;
  }
  const { createServer: createVite } = await import('vite');
  const vite = await createVite({ root, server: { middlewareMode: true, hmr: { server: http } }, appType: 'spa' });
  http.on('request', (request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/socket.io/')) return;
    if (/^\/(api\/|healthz|readyz|metrics)/.test(path)) answer(request, response);
    else vite.middlewares(request, response);
  });
}

function readVersion(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}
