import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import wardsJson from '../../data/wards.json';
import { formatInstant } from '../../shared/localTime';
import { figure, launchBrowser, NO_GL, openPage } from '../support/browser';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { watchPage } from '../support/pageClock';
import { broughtBy, signedIn } from '../support/people';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { watchServer } from '../support/serverLag';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';
import { openWall, PAINTED, typeset, WALL_STANDS } from '../support/wallPages';

const SOON_MS = 1000;
const DAY_MS = 86_400_000;

let server: RunningServer;
let browser: Browser;
let key = '';
let sent = 0;
beforeAll(async () => {
  await dayWithRoom();
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  browser = await launchBrowser(NO_GL);
}, DAY_HOOK_MS);
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

const now = () => Math.floor(performance.timeOrigin + performance.now());
const overdue = (wardCode: string, count: number, dueDaysAgo: number) =>
  Array.from({ length: count }, () =>
    simpleReport(`alert-${++sent}`, {
      wardCode,
      receivedAt: formatInstant(now() - (dueDaysAgo + 5) * DAY_MS),
      dueAt: formatInstant(now() - dueDaysAgo * DAY_MS),
    }),
  );
const wall = (): Promise<Page> => openWall(browser, server.origin, '?scene=overview');
/** Both pages note the instant themselves: how long the test takes to ask them is not what an operator waits for. */
async function noteInstants(act: Locator, other: Page): Promise<void> {
  await act.evaluate((button) => {
    button.addEventListener('click', () => Object.assign(window, { instant: Date.now() }), { once: true });
  });
  await other.evaluate(() => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector('.alerts li[data-owner^="Trực ban 1 · hẹn"]')) return;
      Object.assign(window, { instant: Date.now() });
      seen.disconnect();
    });
    seen.observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-owner'] });
  });
}
const instantOf = (page: Page) => page.evaluate(() => (window as unknown as { instant: number }).instant);
const rows = (page: Page) => page.locator('.alerts li');
/** Opens the form of an alert. It closes by itself once the last act is answered, which is after the alert shows it. */
async function takeCare(row: Locator): Promise<void> {
  const opener = row.locator('button').first();
  await until(async () => (await opener.getAttribute('aria-expanded')) === 'false', 'its form is closed');
  await opener.click();
}

test('an alert rings on two screens at once; what an operator says of it is on the other within a second', async () => {
  await post(server.origin, key, [simpleReport('first')]);
  const [left, right] = [await wall(), await wall()];
  for (const page of [left, right]) {
    const list = page.locator('.alerts');
    await until(async () => (await list.innerText()).includes('Không có đơn vị nào'), 'nothing asks for action');
    await page.waitForSelector(PAINTED);
  }
  await left.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    document.addEventListener('animationend', (event) => {
      const { outline } = (event.target as HTMLElement).dataset;
      if (outline) seen.push(`${outline} ${event.animationName}`);
    });
  });
  await post(server.origin, key, overdue('19753', 6, 3));
  await until(async () => (await rows(left).count()) === 1 && (await rows(right).count()) === 1, 'it rings on both');
  expect(await rows(left).innerText()).toContain('Phú Xuân');
  expect(await rows(left).innerText()).toContain('6 quá hạn');
  const outlined = () => left.evaluate(() => (window as unknown as { seen: string[] }).seen);
  await until(async () => (await outlined()).length > 0, 'the unit was outlined');
  expect(new Set(await outlined())).toEqual(new Set(['19753 outline']));

  const operator = signedIn(server.dataDir, 'operator', null, 'Trực ban 1');
  const { page: ops } = await openPage(browser, `${server.origin}/ops`, broughtBy(operator, server.origin));
  const row = ops.locator('.ops-alerts [data-rule=overdue-count]');
  await takeCare(row);
  await row.locator('input[name=reason]').fill('mất điện từ 9:00');
  const act = row.locator('[data-act=acknowledge]');
  await noteInstants(act, right);
  const clocks = [await watchPage(right), await watchPage(ops)] as const;
  const serverLagMs = watchServer(server.origin);
  await act.click();
  await until(async () => (await row.getAttribute('data-state')) === 'acknowledged', 'the desk shows it');
  const owner = async (page: Page) => (await rows(page).getAttribute('data-owner')) ?? '';
  await until(async () => (await owner(right)).startsWith('Trực ban 1 · hẹn'), 'the other wall shows it');
  expect(await owner(right)).toMatch(/^Trực ban 1 · hẹn \d\d:\d\d · mất điện từ 9:00$/);
  // From one page through the server to the other: what each of them was held up comes on top.
  const lag = (await clocks[0].lagMs()) + (await clocks[1].lagMs()) + (await serverLagMs());
  expect((await instantOf(right)) - (await instantOf(ops))).toBeLessThanOrEqual(SOON_MS + lag);
  await until(async () => /hẹn \d\d:\d\d/.test(await rows(left).innerText()), 'the first wall shows it too');
  await takeCare(row);
  await row.locator('[data-act=shelve]').click();
  await until(async () => (await row.getAttribute('data-state')) === 'shelved', 'the desk has set it aside');
  await until(async () => (await owner(left)).startsWith('tạm gác đến'), 'the wall still shows it, with its end');
  expect(await owner(left)).toMatch(/^tạm gác đến \d\d:\d\d · Trực ban 1 · mất điện từ 9:00$/);
  expect(await figure(left, 'actionCount')).toBe(0);
  await takeCare(row);
  await row.locator('[data-act=unshelve]').click();
  await until(async () => (await figure(left, 'actionCount')) === 1, 'taken back, it asks for action again');
  await until(async () => (await figure(ops, 'alertRate')) > 0, 'the desk says how often it rang lately');
  await Promise.all([left, right, ops].map((page) => page.context().close()));
});

test('a flood is one line a rule: the heading counts them all, the list stays short', async () => {
  const page = await wall();
  for (const { code } of wardsJson) {
    await post(server.origin, key, [...overdue(code, 6, 3), ...overdue(code, 1, 40)]);
  }
  const count = () => figure(page, 'actionCount');
  await until(async () => (await count()) >= 80, 'all of them ring');
  expect(await rows(page).count()).toBeLessThanOrEqual(3);
  expect(await rows(page).first().innerText()).toContain('40 đơn vị');
  await page.context().close();
});

test('pause, scroll, focus and the place of the map survive sixty ticks', async () => {
  const page = await wall();
  await page.waitForSelector(PAINTED);
  await typeset(page);
  await page.locator('.tile .ask').nth(1).focus();
  const place = () =>
    page.evaluate(() => {
      const boxOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
      // Against burn-in the whole wall moves by a pixel every two minutes.
      const [wall, inner] = [boxOf('.wall'), boxOf('.ward-map')];
      const map = [inner.x - wall.x, inner.y - wall.y, inner.width, inner.height].map((n) => n.toFixed(2));
      const names = [...document.querySelectorAll('.ward-map [data-name]')].map((node) =>
        node.getAttribute('transform'),
      );
      return JSON.stringify([map, names, scrollX, scrollY, document.activeElement?.textContent]);
    });
  const before = await place();
  const rev = async () => Number(await page.locator('html').getAttribute('data-rev'));
  const from = await rev();
  for (let i = 0; i < 60; i++) {
    await post(server.origin, key, [simpleReport(`tick-${i}`)]);
    await until(async () => (await rev()) >= from + i + 1, `tick ${i}`);
  }
  expect(await place()).toBe(before);
  expect(await page.locator('.wall').getAttribute('data-paused')).toBe('yes');
  await page.context().close();
});

test('no data is not zero: the day before its first report shows dashes, and says when the offices open', async () => {
  const empty = await startServer({});
  try {
    const { page } = await openPage(browser, `${empty.origin}/wall?scene=units`);
    await page.waitForSelector(`${WALL_STANDS} .unit`);
    const counts = await page.locator('.unit-count').allInnerTexts();
    expect(new Set(counts)).toEqual(new Set(['—']));
    await page.keyboard.press('1');
    await page.waitForSelector('.tiles');
    expect(await page.locator('.figure').first().innerText()).toBe('—');
    expect(await page.locator('.alerts').innerText()).toContain('không phải số 0');
    await page.context().close();
  } finally {
    await empty.dispose();
  }
});
