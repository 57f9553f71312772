import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFaults } from '../support/axe';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { broughtBy, signedIn } from '../support/people';
import { type RunningServer, startServer } from '../support/server';
import { SCENES, settled } from '../support/wallPages';

const PAGES = ['overview', 'ranking', 'unit', 'brief', 'decisions'] as const;

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T16:20:00+07:00' } });
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

describe('axe finds nothing', () => {
  test.each([
    '/',
    '/ops',
    ...PAGES.map((page) => `/present?page=${page}`),
    '/present?theme=dark',
    ...SCENES.map((scene) => `/wall?scene=${scene}`),
    '/wall?scene=overview&theme=light',
  ])('%s', async (path) => {
    const who = broughtBy(signedIn(server.dataDir, 'operator'), server.origin);
    const { page } = await openPage(browser, `${server.origin}${path}`, path === '/ops' ? who : {});
    if (path !== '/') await page.waitForSelector('html[data-rev]:not([data-rev="0"])');
    await page.waitForSelector('main h1');
    await page.waitForFunction(() => !document.querySelector('.page > .pending'));
    const [, scene] = /^\/wall\?scene=(\w+)/.exec(path) ?? [];
    if (scene !== undefined) await settled(page, scene);
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });
});
