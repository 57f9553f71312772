import { launchBrowser, NO_GL } from './support/browser';
import { broughtBy, signedIn } from './support/people';
import { startServer } from './support/server';

const server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T16:20:00+07:00' } });
const browser = await launchBrowser(NO_GL);
const op = signedIn(server.dataDir, 'operator');
const P = 'from=2025-07-01&to=2025-07-14';
type Case = [string, string, number, number, boolean?];
const cases: Case[] = [
  ['wall4k', '/wall?scene=overview', 3840, 2160],
  ['wallhd', '/wall?scene=overview&lang=en&theme=light', 1920, 1080],
  ['course', '/wall?scene=course', 1920, 1080],
  ['present', `/present?${P}`, 1920, 1080],
  ['presentsmall', `/present?${P}&page=unit&theme=dark&lang=en`, 1366, 768],
  ['unit', `/present?${P}&page=unit`, 1920, 1080],
  ['brief', `/present?${P}&page=brief`, 1920, 1080],
  ['decisions', `/present?${P}&page=decisions`, 1366, 768],
  ['ward', '/ward/19813', 800, 1280],
  ['wardland', '/ward/19813?lang=en', 1280, 800],
  ['ops', '/ops', 1366, 768],
  ['press', `/press?${P}`, 1000, 1200],
  ['remote', '/remote#x', 390, 800],
];
const only = process.argv[2]?.split(',');
for (const [name, path, width, height] of cases) {
  if (only && !only.includes(name)) continue;
  for (const mode of ['first', 'stale']) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: name === 'ward' ? 'dark' : 'light',
      serviceWorkers: 'block',
      ...(path.startsWith('/ops') ? broughtBy(op, server.origin) : {}),
    });
    const page = await context.newPage();
    page.on('pageerror', (e) => console.log(name, mode, 'PAGEERROR', e.message));
    let bad = mode === 'first';
    const keep = (u: string) =>
      name.startsWith('present')
        ? false
        : name === 'unit' || name === 'brief'
          ? /summary|series\?.*by=day&?$|session/.test(u) && !/ward=/.test(u)
          : false;
    await page.route('**/api/v1/**', (r) =>
      bad && r.request().method() === 'GET' && !keep(r.request().url())
        ? r.fulfill({
            status: 503,
            contentType: 'application/problem+json',
            body: JSON.stringify({
              type: 'about:blank#readings',
              title: 'x',
              status: 503,
              detail: 'Too many readings wait.',
            }),
          })
        : r.fallback(),
    );
    await page.goto(server.origin + path);
    await page.waitForTimeout(4000);
    if (mode === 'stale') {
      bad = true;
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await page.waitForTimeout(name.startsWith('wall') || name === 'course' ? 19000 : name === 'ops' ? 7000 : 12000);
    }
    await page.screenshot({ timeout: 120000, path: `/tmp/shots_r/${name}-${mode}.png` });
    await context.close();
  }
}
await browser.close();
await server.dispose();
