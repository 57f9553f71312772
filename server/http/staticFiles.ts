import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';

const FOREVER = 'public, max-age=31536000, immutable';

/** The built client. Hashed assets are kept for ever, the page itself is asked for anew each time. */
export function addStaticFiles(app: Hono, clientDir: string): void {
  const page = readFileSync(join(clientDir, 'index.html'), 'utf8');
  app.use('/assets/*', serveStatic({ root: clientDir, onFound: (_path, c) => c.header('Cache-Control', FOREVER) }));
  app.get('/assets/*', (c) => c.notFound());
  app.get('*', serveStatic({ root: clientDir, rewriteRequestPath: (path) => (path === '/' ? '/none' : path) }));
  app.get('*', (c) => {
    // Views are paths without a file ending; anything else is not there.
    if (/\.[a-z0-9]+$/i.test(c.req.path)) return c.notFound();
    c.header('Cache-Control', 'no-cache');
    return c.html(page);
  });
}
