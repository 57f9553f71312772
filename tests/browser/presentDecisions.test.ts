import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figure, launchBrowser, NO_GL, openPage } from '../support/browser';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { broughtBy, signedIn } from '../support/people';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

/** So late comes what the page asked for: a hand is quicker. */
const SLOWLY_MS = 1500;

let server: RunningServer;
let browser: Browser;
let key = '';
let sent = 0;
const send = async (count: number, more: Record<string, unknown> = {}): Promise<void> => {
  const reports = Array.from({ length: count }, () => ({ ...simpleReport(`decided-${++sent}`), ...more }));
  expect((await post(server.origin, key, reports)).status).toBe(200);
};
beforeAll(async () => {
  await dayWithRoom();
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  await send(10);
  browser = await launchBrowser(NO_GL);
}, DAY_HOOK_MS);
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

const open = async (query = ''): Promise<Page> => {
  const leader = broughtBy(signedIn(server.dataDir, 'leader'), server.origin);
  const { page } = await openPage(browser, `${server.origin}/present${query}`, leader);
  await page.waitForSelector('[data-figure]');
  return page;
};
const frozenAt = (page: Page) => page.locator('.present').getAttribute('data-frozen');

describe('decisions', () => {
  const figureOfDecision = (page: Page, which: 'seen' | 'became') =>
    page
      .locator(`[data-decision] [data-value=${which}]`)
      .first()
      .evaluate((node) => [Number((node as HTMLElement).dataset.num), Number((node as HTMLElement).dataset.den)]);

  test('by keys alone: taken in front of a unit, the next meeting opens with it and with what became of the figure', async () => {
    await send(4, { wardCode: '19804' });
    const page = await open('?period=today&page=unit&ward=19804');
    await until(async () => (await figure(page, 'onTimeRate')) >= 0, 'the unit');
    await page.keyboard.press('d');
    await page.waitForSelector('dialog.is-decision');
    await page.keyboard.type('Cử người hướng dẫn nộp trực tuyến');
    const type = async (words: string): Promise<void> => {
      await page.keyboard.press('Tab');
      await page.keyboard.type(words);
    };
    await type('Chủ tịch phường Hương An');
    // The day of review is proposed: five working days on. A date field has three parts.
    const due = await page.locator('input[name=due]').inputValue();
    expect(due).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(await page.locator('input[name=person]').count(), 'the account says who speaks').toBe(0);
    await page.selectOption('select[name=figure]', 'onlineRate');
    await page.locator('input[name=due]').press('Enter');
    await page.waitForSelector('[data-decision]');
    expect(await page.locator('.present').getAttribute('data-page')).toBe('decisions');
    expect(await page.locator('.decision-name').innerText()).toBe('Nộp trực tuyến · Hương An');
    const seen = await figureOfDecision(page, 'seen');
    expect(seen[1]).toBeGreaterThan(0);
    await page.context().close();

    await send(25, { wardCode: '19804', channel: 'direct' });
    const secretary = broughtBy(signedIn(server.dataDir, 'operator', null, 'Thư ký'), server.origin);
    const { page: next } = await openPage(browser, `${server.origin}/present?period=today`, secretary);
    await next.waitForSelector('.present[data-page=decisions] [data-decision]');
    expect(await figureOfDecision(next, 'seen'), 'what was seen stands still').toEqual(seen);
    const [num = 0, den = 0] = seen;
    expect(await figureOfDecision(next, 'became')).toEqual([num, den + 25]);
    expect(await next.locator('[data-course]').getAttribute('data-course')).toBe('worse');
    expect(await next.locator('.decision-course').innerText()).toContain('điểm %');

    // The form asks for a name until it is known who sits there.
    await next.waitForSelector('.account-name');
    // Held, the figures stand still while people go on saying what became of it.
    await next.keyboard.press('c');
    await until(async () => (await frozenAt(next)) !== '', 'held');
    await send(5, { wardCode: '19804', channel: 'direct' });
    await next.locator('[data-act=close]').click();
    await next.waitForSelector('.follow-up input:focus');
    await next.keyboard.type('Đã bố trí hai người');
    await next.keyboard.press('Enter');
    await until(async () => (await next.locator('.decisions').getAttribute('data-open')) === '0', 'closed');
    await next.locator('.decisions-more').click();
    expect(await next.locator('[data-decision]').innerText()).toContain('Đã bố trí hai người');
    expect(await figureOfDecision(next, 'became')).toEqual([num, den + 25]);
    await next.context().close();

    const after = await open('?period=today');
    await until(async () => (await figure(after, 'received')) === sent, 'an open meeting');
    const isListRead = () =>
      after.evaluate(() =>
        performance.getEntriesByType('resource').some(({ name }) => new URL(name).pathname === '/api/v1/decisions'),
      );
    await until(isListRead, 'it knows of every decision');
    expect(await after.locator('.present').getAttribute('data-page'), 'nothing is open').toBe('overview');
    await after.context().close();
  });

  test('a quick hand has its form, too; filled in it outlives the figures that go on under it, and Esc leaves it', async () => {
    const leader = broughtBy(signedIn(server.dataDir, 'leader'), server.origin);
    const { page } = await openPage(browser, 'about:blank', leader);
    await page.route('**/api/v1/session', async (route) => {
      await pause(SLOWLY_MS);
      await route.continue();
    });
    await page.goto(`${server.origin}/present?period=today&page=overview`);
    await page.waitForSelector('[data-figure]');
    await page.keyboard.press('d');
    await page.waitForSelector('dialog.is-decision');
    await page.keyboard.type('Nửa câu');
    await send(3);
    await until(async () => (await figure(page, 'received')) === sent, 'the figures go on');
    expect(await page.locator('textarea').inputValue()).toBe('Nửa câu');
    await page.keyboard.press('Escape');
    await until(async () => (await page.locator('dialog').count()) === 0, 'left');
    await page.context().close();
  });
});
