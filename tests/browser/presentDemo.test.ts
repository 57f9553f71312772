import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeText, pointsText } from '../../shared/period/compare';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { broughtBy, signedIn } from '../support/people';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

const OUTPUT = fileURLToPath(new URL('../output', import.meta.url));
const PERIOD = 'from=2025-07-01&to=2025-07-14';
let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T17:30:00+07:00' } });
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

/** Two decisions of an earlier meeting, so that their page has something to show. */
const decide = async (): Promise<void> => {
  const { cookie } = signedIn(server.dataDir, 'leader', null, 'Thư ký cuộc họp');
  const pin = { from: '2025-07-01', to: '2025-07-10', period: 'month', at: '2025-07-10T17:00:00+07:00' };
  const said = { due: '2025-07-21' };
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
      headers: { 'Content-Type': 'application/json', Cookie: cookie },
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

/** What each page shows last: read by itself, after the figures. */
const LAST: Readonly<Record<string, readonly string[]>> = {
  overview: ['.bars [data-bucket]'],
  ranking: ['.rankings section:last-child .rank-list button'],
  unit: ['[data-near]', '[data-trend-of] [data-bucket]', '[data-compared]'],
  brief: ['.brief-text .locked'],
  decisions: ['[data-decision]'],
};
/** All of it stands there, in its own letters. */
async function untilWhole(page: Page, at: string): Promise<void> {
  for (const part of LAST[at] ?? []) await page.waitForSelector(part);
  await page.evaluate(() => document.fonts.ready);
}

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
      await untilWhole(page, at);
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

test.each([
  [1920, 1080, 'vi'],
  [1366, 768, 'vi'],
  [1366, 768, 'en'],
] as const)('signed in, live and held, the foot has room for everything (%i×%i, %s)', async (width, height, lang) => {
  const leader = signedIn(server.dataDir, 'leader', null, 'Phó Chủ tịch Nguyễn Phúc');
  const { page } = await openPage(browser, `${server.origin}/present?page=overview&lang=${lang}`, {
    viewport: { width, height },
    ...broughtBy(leader, server.origin),
  });
  await page.waitForSelector('.present[data-as-of]:not([data-as-of=""])');
  await page.waitForSelector('.account-name');
  await untilWhole(page, 'overview');
  const overlaps = () =>
    page.evaluate(() => {
      const parts = '.pages button, .hints, .live-corner, .present-as-of, .account-name';
      const boxes = [...document.querySelectorAll(`.present > footer :is(${parts})`)].map((one) =>
        one.getBoundingClientRect(),
      );
      const edges = [...boxes.map(({ left }) => left).slice(1), innerWidth * 0.975];
      return boxes.map(({ right }, i) => right - (edges[i] ?? 0)).filter((beyond) => beyond > 1);
    });
  expect(await overlaps()).toEqual([]);
  expect(await page.locator('.hints').innerText()).toContain('?');
  await page.keyboard.press('c');
  await page.waitForSelector('.live-corner');
  expect(await overlaps()).toEqual([]);
  await page.context().close();
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
