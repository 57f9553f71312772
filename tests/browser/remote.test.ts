import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

const SLOWLY_MS = 3000;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T17:30:00+07:00' } });
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

test('a phone that scanned the code steers its presenter and no other; without the code it steers none', async () => {
  const open = async () => {
    const { page } = await openPage(browser, 'about:blank');
    // The figures are there before the line stands: a code is asked for by a quick hand.
    const slowly = pause(SLOWLY_MS);
    await page.routeWebSocket(/socket\.io/, (line) => {
      const far = line.connectToServer();
      far.onMessage(async (text) => {
        await slowly;
        line.send(text);
      });
    });
    await page.goto(`${server.origin}/present?from=2025-07-01&to=2025-07-14`);
    await page.waitForSelector('[data-figure]');
    return page;
  };
  const [other, mine] = [await open(), await open()];
  await mine.keyboard.press('m');
  const link = (await mine.locator('.code').getAttribute('data-link')) ?? '';
  expect(link).toMatch(/\/remote#[\w-]{24}$/);
  await mine.keyboard.press('Escape');

  const { page: phone } = await openPage(browser, link, PHONE);
  await phone.waitForSelector('[data-paired=yes]');
  expect(phone.url(), 'the secret does not stay in the address').not.toContain('#');
  await until(async () => (await phone.locator('h1').innerText()) === '40 xã, phường', 'the phone says what is shown');
  const press = (key: string) => phone.locator(`[data-key=${key}]`).tap();
  const pageOf = () => mine.locator('.present').getAttribute('data-page');
  await press('next');
  await until(async () => (await pageOf()) === 'ranking', 'the next page');
  await press('previous');
  await until(async () => (await pageOf()) === 'overview', 'the page before');
  await press('next');
  await until(async () => (await pageOf()) === 'ranking', 'the next page again');
  await press('freeze');
  await until(async () => (await mine.locator('.present').getAttribute('data-frozen')) !== '', 'held');
  await until(
    async () => (await phone.locator('.remote > p').last().innerText()).includes('ĐÃ CHỐT'),
    'the phone knows',
  );
  await phone.fill('input[type=search]', 'huong an');
  await phone.locator('[data-unit="19804"]').tap();
  await until(async () => (await mine.locator('h1').innerText()) === 'Phường Hương An', 'the unit');
  const pad = await phone.locator('.remote-pad').boundingBox();
  if (!pad) throw new Error('no pad');
  await phone.mouse.move(pad.x + pad.width / 2, pad.y + pad.height / 2);
  await phone.mouse.down();
  await until(async () => (await mine.locator('[data-dot]').count()) === 1, 'the light dot');
  await phone.mouse.up();
  await until(async () => (await mine.locator('[data-dot]').count()) === 0, 'it is off');
  expect(await other.locator('.present').getAttribute('data-page')).toBe('overview');
  expect(await other.locator('.present').getAttribute('data-frozen')).toBe('');

  const small = await phone
    .locator('.remote button, .remote input')
    .evaluateAll((nodes) => nodes.filter((node) => node.getBoundingClientRect().height < 44).length);
  expect(small, 'touch targets').toBe(0);

  const { page: stranger } = await openPage(browser, `${server.origin}/remote#guessed-guessed-guessed-`, PHONE);
  await stranger.waitForSelector('[role=alert]');
  expect(await stranger.locator('[role=alert]').innerText()).toContain('Quét lại mã');
  await Promise.all([mine, other, phone, stranger].map((page) => page.context().close()));
});
