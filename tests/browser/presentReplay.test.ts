import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

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
      const shown = () => page.locator('[data-figure=received]').getAttribute('data-value');
      await until(
        async () => Number(await shown()) === truth.city.received,
        `seed 7, hour ${hour}: ${truth.city.received}`,
      );
      const overdue = await page.locator('[data-figure=pendingOverdue]').getAttribute('data-value');
      expect(Number(overdue), `seed 7, hour ${hour}`).toBe(truth.city.pendingOverdue);
    }
    await page.context().close();
  });

  test('14 days are replayed without a dropped state: every hour is drawn, in order, each with its own figures', async () => {
    const page = await open(`?${PERIOD}&page=overview`);
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
    await page.waitForSelector('.scrub[data-moment=""]', { timeout: 100_000 });
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
  }, 120_000);

  test('it plays on the page of a unit as well, and stops where words are written', async () => {
    const page = await open(`?${PERIOD}&page=unit&ward=19804`);
    const playing = () => page.locator('.present').getAttribute('data-playing');
    const shown = () => page.locator('[data-figure=onlineRate]').getAttribute('data-value');
    const whole = await shown();
    await page.keyboard.press('+');
    await page.keyboard.press(' ');
    await until(async () => (await playing()) === 'yes', 'it plays');
    await until(async () => ![whole, ''].includes(await shown()), 'the unit of another instant');
    const moment = new URL(page.url()).searchParams.get('moment') ?? '';
    expect(await page.locator('.looking').innerText()).toContain('Đang xem');
    expect(moment).toMatch(/^2025-07-/);
    // Fields and days of another instant are not shown beside it; standing still they are those of the moment.
    expect(await page.locator('[data-trend-of] [data-bucket], [data-field]').count()).toBe(0);
    await page.keyboard.press(' ');
    await page.waitForSelector('[data-field]');
    const received = await page.locator('[data-field] td:nth-child(2)').allInnerTexts();
    const still = new URL(page.url()).searchParams.get('moment') ?? '';
    const truth = await (
      await fetch(`${server.origin}/api/v1/fields?${PERIOD}&ward=19804&until=${encodeURIComponent(still)}`)
    ).json();
    expect(received[0]).toBe(String(truth.fields[0].received));
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
    await until(
      async () =>
        Number(await page.locator('[data-figure=received]').getAttribute('data-value')) === truth.city.received,
      'as shown then',
    );
    expect(await page.locator('.looking').innerText()).toContain('12:00 10/7');
    await page.context().close();
  });
});
