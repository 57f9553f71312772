import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { watchCalls } from '../support/calls';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

/** Live figures are read again at most this often. */
const REFRESH_MS = 1000;
const PERIOD = 'from=2025-07-01&to=2025-07-14';
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

const open = async (query: string): Promise<Page> => {
  const { page } = await openPage(browser, `${server.origin}/present${query}`);
  await page.waitForSelector('.present[data-as-of]:not([data-as-of=""])');
  return page;
};

const figureOf = (page: Page, figure: string) => page.locator(`[data-figure=${figure}]`).getAttribute('data-value');

/**
 * Opens the page and waits for its rest: once the line stands the live figures are read again, and a picture that is still
 * under way is drawn after the time machine was set going, as it should be; it would be taken for one of its states.
 */
async function openStill(query: string): Promise<Page> {
  const { page } = await openPage(browser, 'about:blank');
  const isQuiet = watchCalls(page);
  await page.goto(`${server.origin}/present${query}`);
  await page.waitForSelector('html[data-rev]:not([data-rev="0"])');
  await page.waitForSelector('.scrub');
  // By the page's own clock: when this timer goes off, the one that reads again has.
  await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), REFRESH_MS);
  const isDrawn = () =>
    page.evaluate(() => {
      const calls = performance.getEntriesByType('resource');
      const summaries = calls.filter(({ name }) => new URL(name).pathname === '/api/v1/summary');
      return summaries.length === Number(document.querySelector<HTMLElement>('.scrub')?.dataset.drawn);
    });
  await until(async () => (await isDrawn()) && isQuiet(), 'all that was read is drawn');
  return page;
}

describe('the time machine', () => {
  test('at random instants the page shows what the summary of that instant says', async () => {
    const page = await open(`?${PERIOD}&page=overview`);
    const moment = () => page.locator('.scrub').getAttribute('data-moment');
    const slider = page.locator('.scrub input');
    let seed = 7;
    for (let i = 0; i < 6; i++) {
      seed = (seed * 48_271) % 2_147_483_647;
      const hour = seed % 320;
      await slider.evaluate((input: HTMLInputElement, hours) => {
        input.value = String(Number(input.min) + hours * 3_600_000);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }, hour);
      const at = new Date(Number(await moment())).toISOString();
      const truth = await (await fetch(`${server.origin}/api/v1/summary?${PERIOD}&until=${at}`)).json();
      // Both of one picture: at night two instants have the same number of dossiers.
      const { received, pendingOverdue } = truth.city;
      const shown = async () => [await figureOf(page, 'received'), await figureOf(page, 'pendingOverdue')].map(Number);
      await until(
        async () => `${await shown()}` === `${[received, pendingOverdue]}`,
        `seed 7, hour ${hour}: ${received} received, ${pendingOverdue} overdue`,
      );
    }
    await page.context().close();
  });

  test('14 days are replayed without a dropped state: every hour is drawn, in order, each with its own figures', async () => {
    const page = await openStill(`?${PERIOD}&page=overview`);
    // The fastest speed: a state waits for the one before it, however fast it is to be.
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    expect(await page.locator('.speed').getAttribute('data-speed')).toBe('15000');
    await page.evaluate(() => {
      const seen: (readonly [moment: number, received: number])[] = [];
      Object.assign(window, { seen });
      const scrub = document.querySelector<HTMLElement>('.scrub');
      if (!scrub) return;
      new MutationObserver(() => {
        const received = document.querySelector<HTMLElement>('[data-figure=received]')?.dataset.value;
        seen.push([Number(scrub.dataset.moment), Number(received)]);
      }).observe(scrub, { attributeFilter: ['data-drawn'] });
    });
    await page.keyboard.press(' ');
    await page.waitForSelector('.scrub[data-moment]:not([data-moment=""])');
    // Each of 330 states is read and drawn before the next: a busy machine takes its time, and none may be left out.
    await page.waitForSelector('.scrub[data-moment=""]', { timeout: 300_000 });
    const seen = await page.evaluate(() => (window as unknown as { seen: [number, number][] }).seen);
    const states = seen.filter(([moment]) => moment > 0);
    const [first] = states[0] ?? [0];
    expect(states.map(([moment]) => (moment - first) / 3_600_000)).toEqual(states.map((_, i) => i));
    // From 00:00 of 1/7 to 17:00 of 14/7.
    expect(states.length).toBe(13 * 24 + 18);
    const { buckets } = await (await fetch(`${server.origin}/api/v1/series?${PERIOD}&by=hour`)).json();
    let received = 0;
    const truth = buckets.map((bucket: { readonly received: number }) => {
      received += bucket.received;
      return received;
    });
    for (const [i, [, shown]] of states.entries()) expect(shown, `hour ${i}`).toBe(i === 0 ? 0 : truth[i - 1]);
    await page.context().close();
  }, 600_000);

  test('it plays on the page of a unit as well, and stops where words are written', async () => {
    const page = await open(`?${PERIOD}&page=unit&ward=19804`);
    const playing = () => page.locator('.present').getAttribute('data-playing');
    const shown = () => figureOf(page, 'onlineRate');
    const whole = await shown();
    // The slowest speed: it must not be through before it was looked at.
    await page.keyboard.press('-');
    await page.keyboard.press(' ');
    await until(async () => (await playing()) === 'yes', 'it plays');
    await until(async () => ![whole, ''].includes(await shown()), 'the unit of another instant');
    const moment = new URL(page.url()).searchParams.get('moment') ?? '';
    expect(await page.locator('.looking').innerText()).toContain('Đang xem');
    expect(moment).toMatch(/^2025-07-/);
    // Fields and days of another instant are not shown beside it; standing still they are those of the moment.
    expect(await page.locator('[data-trend-of] [data-bucket], [data-field]').count()).toBe(0);
    await page.keyboard.press(' ');
    await until(async () => (await playing()) === 'no', 'it stands');
    const still = new URL(page.url()).searchParams.get('moment') ?? '';
    const truth = await (
      await fetch(`${server.origin}/api/v1/fields?${PERIOD}&ward=19804&until=${encodeURIComponent(still)}`)
    ).json();
    // The picture of the moment may still be under way: until it is there, the fields are those of the one before.
    const largest = async () => (await page.locator('[data-field] td:nth-child(2)').allInnerTexts())[0];
    await until(async () => (await largest()) === String(truth.fields[0].received), 'the fields of the moment');
    await page.keyboard.press(' ');
    await until(async () => (await playing()) === 'yes', 'it plays on');
    await page.keyboard.press('PageDown');
    await until(async () => (await playing()) === 'no', 'it stops');
    await page.context().close();
  });

  test('as shown then differs from as corrected now only by what was recorded later', async () => {
    const page = await open(`?${PERIOD}&page=overview&moment=2025-07-10T12:00:00%2B07:00&hindsight=shown`);
    const truth = await (
      await fetch(`${server.origin}/api/v1/summary?${PERIOD}&at=2025-07-10T12:00:00%2B07:00`)
    ).json();
    await until(async () => Number(await figureOf(page, 'received')) === truth.city.received, 'as shown then');
    expect(await page.locator('.looking').innerText()).toContain('12:00 10/7');
    await page.context().close();
  });
});
