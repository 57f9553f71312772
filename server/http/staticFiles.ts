import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';

const FOREVER = 'public, max-age=31536000, immutable';

/** The built client. Hashed assets are kept for ever, the page itself is asked for anew each time. */
export function addStaticFiles(app: Hono, clientDir: string): void {
  const page = createPage(join(clientDir, 'index.html'));
  app.use('/assets/*', serveStatic({ root: clientDir, onFound: (_path, c) => c.header('Cache-Control', FOREVER) }));
  app.get('/assets/*', (c) => c.notFound());
  // A worker that a browser keeps too long would keep an old page with it.
  app.use('/ward/*', async (c, next) => {
    await next();
    if (/\.(js|webmanifest)$/.test(c.req.path)) c.header('Cache-Control', 'no-cache');
  });
  app.get('*', serveStatic({ root: clientDir, rewriteRequestPath: (path) => (path === '/' ? '/none' : path) }));
  app.get('*', (c) => {
    // Views are paths without a file ending; anything else is not there.
    if (/\.[a-z0-9]+$/i.test(c.req.path)) return c.notFound();
    c.header('Cache-Control', 'no-cache');
    return c.html(page());
  });
}

/** The page as it is on the disk now; while another build is being put in place, the one before. */
function createPage(file: string): () => string {
  let text = readFileSync(file, 'utf8');
  return () => {
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      // Between the removal of one build and the writing of the next: the old page asks again by itself.
    }
    return text;
  };
}
