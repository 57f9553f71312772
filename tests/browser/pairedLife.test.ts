import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { watchCalls } from '../support/calls';
import { untilGone } from '../support/gone';
import { caller } from '../support/http';
import { machineNow, watchPage } from '../support/pageClock';
import { ageScreen, signedIn } from '../support/people';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const DAY_MS = 86_400_000;
const WARD = '19753';
const BLANK_WITHIN_MS = 5000;

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
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
    const { page } = await openPage(browser, 'about:blank', { viewport: { width: 960, height: 720 } });
    const isQuiet = watchCalls(page);
    await page.goto(`${server.origin}${path}`);
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
      const asked = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/session'));
      await page.reload();
      await asked;
      await page.waitForSelector(figures);
      // A reload may cut off the very answer that brings a new key: then the old one is good until the next.
      await until(isQuiet, 'every call is answered');
      keys.add(await keyOf());
    }
    expect(keys.size, 'its key was renewed again and again').toBeGreaterThan(2);
    const { devices } = (await operator.get('/ops/screens')).body as { devices: { id: number; name: string }[] };
    const id = devices.find((one) => one.name === name)?.id;
    const clock = await watchPage(page);
    const blank = page.evaluate(untilGone, figures);
    const revoking = machineNow();
    expect((await operator.post(`/ops/devices/${id}/revoke`)).status).toBe(204);
    expect((await blank) - revoking, 'it is blank').toBeLessThan(BLANK_WITHIN_MS + (await clock.lagMs()));
    await page.waitForSelector('[data-code]');
    await page.context().close();
  },
);
