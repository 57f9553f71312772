import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { broughtBy, signedIn } from '../support/people';
import { type RunningServer, startServer } from '../support/server';

const SCENES = ['overview', 'units', 'ranking', 'course', 'unit'] as const;
const PAGES = ['overview', 'ranking', 'unit', 'brief', 'decisions'] as const;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

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
    '/wall?theme=light',
  ])('%s', async (path) => {
    const who = broughtBy(signedIn(server.dataDir, 'operator'), server.origin);
    const { page } = await openPage(browser, `${server.origin}${path}`, path === '/ops' ? who : {});
    if (path !== '/') await page.waitForSelector('html[data-rev]:not([data-rev="0"])');
    await page.waitForSelector('main h1');
    await page.waitForFunction(() => !document.querySelector('.present-loading'));
    await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running'));
    await page.evaluate(AXE);
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await axe.run();
      return violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map((node) => node.html.slice(0, 120))
            .join(' | ')}`,
      );
    });
    expect(found).toEqual([]);
    await page.context().close();
  });
});
