import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { caller } from '../support/http';
import { ageScreen, signedIn } from '../support/people';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const DAY_MS = 86_400_000;
const WARD = '19753';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  const dataDir = makeDataDir();
  const key = await makeKey(dataDir);
  server = await startServer({ dataDir, env: { ACCESS: 'signed-in' } });
  await post(server.origin, key, [simpleReport('first', { wardCode: WARD })]);
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

test.each([
  ['a wall', '/wall?scene=units', 'wall', null, '.unit-count'],
  ['a tablet', `/ward/${WARD}`, 'ward', WARD, '[data-figure=received]'],
] as const)(
  '%s is paired, shows figures through thirty days of renewed keys, and nothing once it is revoked',
  async (name, path, view, ward, figures) => {
    const { page } = await openPage(browser, `${server.origin}${path}`, { viewport: { width: 960, height: 720 } });
    await page.waitForSelector('[data-code]');
    expect(await page.locator(figures).count()).toBe(0);
    const code = (await page.locator('[data-code]').getAttribute('data-code')) ?? '';
    const operator = caller(server, signedIn(server.dataDir, 'operator').cookie);
    expect((await operator.post('/ops/pairings', { code, name, view, ward })).status).toBe(204);
    await page.waitForSelector(figures);
    const keyOf = async () => (await page.context().cookies()).find((cookie) => cookie.name === 'device')?.value ?? '';
    const keys = new Set([await keyOf()]);
    for (let week = 0; week < 5; week++) {
      ageScreen(server.dataDir, name, 7.5 * DAY_MS);
      await page.reload();
      await page.waitForSelector(figures);
      // A reload may cut off the very answer that brings a new key: then the old one is good until the next.
      await page.waitForLoadState('networkidle');
      keys.add(await keyOf());
    }
    expect(keys.size, 'its key was renewed again and again').toBeGreaterThan(2);
    const { devices } = (await operator.get('/ops/screens')).body as { devices: { id: number; name: string }[] };
    const id = devices.find((one) => one.name === name)?.id;
    expect((await operator.post(`/ops/devices/${id}/revoke`)).status).toBe(204);
    await until(async () => (await page.locator(figures).count()) === 0, 'it is blank', 5000);
    await page.waitForSelector('[data-code]');
    await page.context().close();
  },
);
