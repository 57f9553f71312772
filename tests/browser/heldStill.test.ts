import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { momentText, readInstant } from '../../client/views/present/texts';
import { clockText } from '../../shared/formats';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

const DAYS = 'period=month';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer({ env: { DEMO: 'on' } });
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  server.process.kill('SIGCONT');
  await browser.close();
  await server.dispose();
});

async function open(query: string) {
  const asOfs: string[] = [];
  const { page } = await openPage(browser, 'about:blank');
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const asOf = /"asOf":"([^"]+)"/.exec(String(payload))?.[1];
      if (asOf) asOfs.push(clockText(readInstant(asOf)));
    }),
  );
  await page.goto(`${server.origin}/present?${query}`);
  await page.waitForSelector('.present[data-as-of]:not([data-as-of=""])');
  return { page, asOfs };
}

const dataOf = (page: Page, name: string) => page.locator('.present').getAttribute(`data-${name}`);
const corner = (page: Page) => page.locator('.live-corner').innerText();
const greyness = (page: Page, css: string) =>
  page.locator(css).evaluate((node) => {
    const { filter, opacity } = getComputedStyle(node);
    return filter === 'none' && opacity === '1' ? 'plain' : 'grey';
  });

const colourOf = (page: Page, css: string) => page.locator(css).evaluate((node) => getComputedStyle(node).color);

/** Every text that the corner takes on, with what the line was like at that moment. */
const followCorner = (page: Page) =>
  page.evaluate(() => {
    const told: { text: string; mood: string | undefined }[] = [];
    const look = (): void => {
      const text = document.querySelector('.live-corner')?.textContent ?? '';
      const mood = document.documentElement.dataset.connection;
      if (text !== told.at(-1)?.text || mood !== told.at(-1)?.mood) told.push({ text, mood });
    };
    new MutationObserver(look).observe(document.documentElement, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    Object.assign(window, { told });
  });

test('what is held cannot age: without a server only its live corner is marked, and never called live', async () => {
  const { page, asOfs } = await open(DAYS);
  await page.keyboard.press('c');
  await page.waitForSelector('.live-corner[data-live=yes]');
  await followCorner(page);
  const held = await page.locator('.bigs').innerText();
  const colour = await colourOf(page, '.live-corner');
  await until(async () => /Trực tiếp \d\d:\d\d:\d\d/.test(await corner(page)), 'live');
  server.process.kill('SIGSTOP');
  try {
    await page.waitForSelector('.live-corner[data-live=no]');
    expect(await corner(page)).toContain('Số liệu lúc');
    expect(await corner(page), 'as of the last word of the server').toContain(asOfs.at(-1));
    await page.waitForSelector('.live-corner[data-old=yes]');
    expect(await corner(page)).toContain('đã cũ');
    expect(await colourOf(page, '.live-corner'), 'no longer as strong').not.toBe(colour);
    // What is said there leaves room for the rest of the foot, on a small screen too.
    await page.setViewportSize({ width: 1366, height: 768 });
    const [wide, foot] = await page
      .locator('.present > footer')
      .evaluate((node) => [node.scrollWidth, node.clientWidth]);
    expect(wide).toBeLessThanOrEqual(foot ?? 0);
    expect(await dataOf(page, 'stale')).toBe('no');
    expect(await greyness(page, '.page')).toBe('plain');
    expect(await page.locator('.foot-state .line').count(), 'nothing says that the held figures are old').toBe(0);
    expect(await page.locator('.bigs').innerText()).toBe(held);
  } finally {
    server.process.kill('SIGCONT');
  }
  await page.waitForSelector('.live-corner[data-live=yes]');
  const toldSoFar = () => page.evaluate(() => (window as unknown as { told: { text: string; mood: string }[] }).told);
  const isLive = ({ text }: { text: string }) => text.includes('Trực tiếp');
  await until(async () => (await toldSoFar()).filter(isLive).length > 1, 'it goes on');
  const told = await toldSoFar();
  const live = told.filter(isLive);
  expect(live.filter(({ mood }) => mood !== 'live')).toEqual([]);
  // Each time that it names is one that the server said, not one that this screen counted on by itself.
  const named = told.flatMap(({ text }) => /\d\d:\d\d:\d\d/.exec(text)?.[0] ?? []);
  expect(named.filter((one) => !asOfs.includes(one))).toEqual([]);
  await page.context().close();
});

test('what follows the day is marked at once and grey after ten seconds', async () => {
  const { page } = await open('period=today');
  expect(await dataOf(page, 'stale')).toBe('no');
  server.process.kill('SIGSTOP');
  try {
    await page.waitForSelector('.foot-state .line');
    expect(await dataOf(page, 'stale'), 'marked, not grey yet').toBe('no');
    await until(async () => (await dataOf(page, 'stale')) === 'yes', 'grey');
    expect(await greyness(page, '.page')).toBe('grey');
  } finally {
    server.process.kill('SIGCONT');
  }
  await until(async () => (await page.locator('.foot-state .line').count()) === 0, 'live again');
  expect(await greyness(page, '.page')).toBe('plain');
  await page.context().close();
});

test('the foot says as of when the figures are: read in vain, sent back in time, over long ago', async () => {
  const { page } = await open('period=today');
  const foot = () => page.locator('.present-as-of').innerText();
  const asOf = async () => readInstant((await dataOf(page, 'as-of')) ?? '');
  const fits = async () => (await foot()).includes(momentText(await asOf()));
  await until(fits, 'the foot fits the figures');

  await page.route('**/api/v1/summary*', (route) => route.fulfill({ status: 503, json: { detail: 'busy' } }));
  await page.waitForSelector('.unread[data-unread~="/api/v1/summary"]');
  const stood = await asOf();
  const rev = Number(await page.locator('html').getAttribute('data-rev'));
  await until(async () => Number(await page.locator('html').getAttribute('data-rev')) > rev + 20, 'the board goes on');
  expect(await asOf(), 'the figures do not').toBe(stood);
  expect(await fits()).toBe(true);
  await page.unroute('**/api/v1/summary*');
  await until(async () => (await asOf()) > stood, 'read again');
  expect(await fits()).toBe(true);

  await page.locator('.scrub input').evaluate((input: HTMLInputElement) => {
    input.value = input.min;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await until(async () => /24:00 13\/7\/2025|00:00/.test(await foot()), 'the foot says the moment');
  await page.context().close();

  const over = await open('from=2025-07-01&to=2025-07-10');
  expect(await over.page.locator('.present-as-of').innerText()).toContain('24:00 10/7/2025');
  await over.page.context().close();
});
