import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeText, pointsText } from '../../shared/period/compare';
import { launchBrowser, openPage } from '../support/browser';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

const OUTPUT = fileURLToPath(new URL('../output', import.meta.url));
const PERIOD = 'from=2025-07-01&to=2025-07-14';
let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T17:30:00+07:00' } });
  browser = await launchBrowser(['--disable-3d-apis']);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

/** Two decisions of an earlier meeting, so that their page has something to show. */
const decide = async (): Promise<void> => {
  const pin = { from: '2025-07-01', to: '2025-07-10', period: 'month', at: '2025-07-10T17:00:00+07:00' };
  const said = { person: 'Thư ký cuộc họp', due: '2025-07-21' };
  for (const decision of [
    {
      text: 'Bố trí thêm hai cán bộ tại bộ phận một cửa trong giờ cao điểm buổi sáng',
      owner: 'Chủ tịch UBND phường Hương An',
      pin: { ...pin, ward: '19804', figure: 'onTimeRate' },
    },
    {
      text: 'Rà soát, xin lỗi công dân và giải quyết dứt điểm hồ sơ quá hạn',
      owner: 'Giám đốc Trung tâm Phục vụ hành chính công',
      pin: { ...pin, ward: null, figure: 'pendingOverdue' },
    },
  ]) {
    const answer = await fetch(`${server.origin}/api/v1/decisions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...said, ...decision }),
    });
    expect(answer.status).toBe(201);
  }
};

const open = async (query: string, width = 1920, height = 1080): Promise<Page> => {
  const { page } = await openPage(browser, `${server.origin}/present${query}`, { viewport: { width, height } });
  await page.waitForSelector('.present[data-as-of]:not([data-as-of=""])');
  return page;
};

describe('every page of the presenter', () => {
  beforeAll(decide);

  test.each([
    ['hd', 1920, 1080, 'light'],
    ['small', 1366, 768, 'light'],
    ['dark', 1920, 1080, 'dark'],
    ['small-dark', 1366, 768, 'dark'],
  ] as const)('%s (%i×%i, %s) stands on the screen', async (name, width, height, theme) => {
    for (const at of ['overview', 'ranking', 'unit', 'brief', 'decisions']) {
      const page = await open(`?page=${at}&theme=${theme}&ward=20137&beside=19753,19789,19942`, width, height);
      await page.waitForFunction(() => !document.querySelector('.present-loading'));
      const outside = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            '.present h1, .present h2, .present p, .present li, .present td, .present button, .present footer *',
          ),
        ]
          .map((node) => ({ text: node.textContent?.slice(0, 30), box: node.getBoundingClientRect() }))
          .filter(
            ({ box }) => box.width > 0 && (box.right > innerWidth + 2 || box.left < -2 || box.bottom > innerHeight + 2),
          )
          .map(({ text }) => text),
      );
      expect(outside, `${at} ${name}`).toEqual([]);
      // One line at the foot, inside the margins, whatever the page.
      const foot = await page.locator('.present > footer').boundingBox();
      expect(foot?.height, `${at} ${name}, foot`).toBeLessThan(height * 0.075);
      const asOf = await page.locator('.present-as-of').boundingBox();
      expect((asOf?.x ?? 0) + (asOf?.width ?? 0), `${at} ${name}, as-of`).toBeLessThan(width * 0.975);
      await page.screenshot({ path: join(OUTPUT, `present-${at}-${name}.png`) });
      await page.context().close();
    }
  });
});

describe('the period before', () => {
  test('a day is compared with the same hour of the working day before; held, the link compares with the same for ever', async () => {
    const page = await open('?period=today&page=overview');
    const read = async (query: string) => (await fetch(`${server.origin}/api/v1/summary?${query}`)).json();
    const day = await read('from=2025-07-14&to=2025-07-14');
    const before = await read('from=2025-07-11&to=2025-07-11&until=2025-07-11T17:30:00%2B07:00');
    expect(before.city.received).toBeGreaterThan(1000);
    expect(await page.locator('.against').getAttribute('data-before')).toBe('2025-07-11');
    const shown = () => page.locator('.bigs').innerText();
    expect(await shown()).toContain(changeText(day.city.received, before.city.received, 'vi'));
    expect(await shown()).toContain(pointsText(day.city.onlineRate, before.city.onlineRate, 'vi'));
    await page.keyboard.press('c');
    await until(async () => (await page.locator('.present').getAttribute('data-frozen')) !== '', 'held');
    const again = await open(new URL(page.url()).search);
    expect(await again.locator('.bigs').innerText()).toBe(await shown());
    expect(await again.locator('.against').innerText()).toBe(await page.locator('.against').innerText());
    await Promise.all([page, again].map((one) => one.context().close()));
  });
});

describe('one unit', () => {
  test('its days are its own and add up to its figures; equals in rank are named', async () => {
    const page = await open(`?${PERIOD}&page=unit&ward=19804`);
    await page.waitForSelector('[data-trend-of="19804"] [data-bucket]');
    const received = await page
      .locator('[data-trend-of] [data-bucket]')
      .evaluateAll((nodes) => nodes.reduce((sum, node) => sum + Number((node as HTMLElement).dataset.received), 0));
    expect(received).toBe(338);
    await page.goto(`${server.origin}/present?${PERIOD}&page=unit&ward=19804&beside=19753,19789,19942,20137`);
    await page.waitForSelector('[data-compared]');
    expect(await page.locator('[data-compared]').getAttribute('data-compared'), 'four at most').toBe(
      '19804 19753 19789 19942',
    );
    await page.context().close();
    const { wards } = await (await fetch(`${server.origin}/api/v1/summary?${PERIOD}`)).json();
    const equals = wards.filter(
      ({ onTimeRate: { A } }: { onTimeRate: { A: { num: number; den: number } } }) => A.den >= 30 && A.num === A.den,
    );
    expect(equals.length).toBeGreaterThan(1);
    const [one, other] = equals.map((unit: { code: string }) => unit.code);
    const tied = await open(`?${PERIOD}&page=unit&ward=${one}&variant=A`);
    const units = await (await fetch(`${server.origin}/api/v1/wards`)).json();
    const name = units.find((unit: { code: string }) => unit.code === other)?.name;
    await until(
      async () =>
        (
          await tied
            .locator('.say')
            .innerText()
            .catch(() => '')
        ).includes(`cùng hạng với ${name}`),
      `${one} ties with ${name}`,
    );
    await tied.context().close();
  });
});

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
