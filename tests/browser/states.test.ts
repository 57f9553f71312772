import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import wardsJson from '../../data/wards.json';
import type { Snapshot } from '../../shared/protocol';
import { rung, tellWall } from '../support/alteredWall';
import { figure, launchBrowser, NO_GL, openPage } from '../support/browser';
import { writeContactSheet } from '../support/contactSheet';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';
import { outsideOf, PAINTED, typeset } from '../support/wallPages';

const OUTPUT = fileURLToPath(new URL('../output', import.meta.url));
const SIZES = [
  ['hd', 1920, 1080],
  ['wide', 3840, 1080],
  ['upright', 1080, 1920],
] as const;
const LOST = ['20071', '20101', '20107', '20131', '20137'];

let server: RunningServer;
/** Draws the map on the GPU, as most walls do; the other draws it as SVG. */
let glBrowser: Browser;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T16:20:00+07:00' } });
  [glBrowser, browser] = await Promise.all([launchBrowser(), launchBrowser(NO_GL)]);
});
afterAll(async () => {
  await writeContactSheet(browser, OUTPUT);
  await Promise.all([browser.close(), glBrowser.close()]);
  await server.dispose();
});

const silent = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  sources: snapshot.sources.map((source, i) =>
    i === 0
      ? { ...source, state: 'silent', lastReportAt: '2025-07-14T15:52:00+07:00', wards: LOST }
      : { ...source, state: 'live', wards: [] },
  ),
  alerts: [
    rung('source-silent', snapshot.sources[0]?.name ?? '', {
      wards: LOST,
      state: 'acknowledged',
      owner: 'Tổ kỹ thuật',
      reason: 'cáp quang đứt giữa A Lưới và trung tâm, đơn vị nhập lại sau khi có mạng',
      returnAt: '2025-07-14T17:00:00+07:00',
    }),
    ...snapshot.alerts,
  ],
});
const empty = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  alerts: [],
  sources: snapshot.sources.map((source) => ({ ...source, lastReportAt: null, state: 'off-hours' })),
});
const statesOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .evaluateAll((nodes) =>
      nodes.flatMap((node) =>
        node.getAttribute('data-state') === 'off' ? [node.getAttribute('data-ward') ?? ''] : [],
      ),
    );

describe.each(SIZES)('%s', (name, width, height) => {
  const shoot = (page: Page, what: string) => page.screenshot({ path: join(OUTPUT, `${name}-state-${what}.png`) });

  test('a silent source marks its own wards on map, skyline and tiles, and no other; it leads the list with owner and return', async () => {
    const { page } = await tellWall(name === 'hd' ? glBrowser : browser, server.origin, {
      change: silent,
      size: [width, height],
    });
    await page.waitForSelector(PAINTED);
    expect([...new Set(await statesOf(page, '.ward-map [data-ward]'))].sort()).toEqual(LOST);
    expect((await statesOf(page, '.gaps [data-ward]')).sort()).toEqual(LOST);
    expect(await page.locator('.tiles').innerText()).toContain('5 đơn vị đến 15:52');
    expect(await page.locator('.lost-signal').textContent()).toContain('mất tín hiệu');
    expect(await page.locator('.alerts li').first().innerText()).toMatch(/18 phút[\s\S]*Tổ kỹ thuật · hẹn 17:00 · cáp/);
    await typeset(page);
    expect(await outsideOf(page)).toEqual([]);
    await shoot(page, 'source-silent');
    await page.keyboard.press('2');
    await page.waitForSelector('.unit .sparkline');
    expect((await statesOf(page, '.units [data-ward]')).sort()).toEqual(LOST);
    expect(await page.locator('.unit.has-off').first().innerText()).toContain('15:52');
    await shoot(page, 'source-silent-units');
    await page.context().close();
  });

  test('no report ever: dashes, a flat map, no alert', async () => {
    const { page } = await tellWall(browser, server.origin, { change: empty, size: [width, height] });
    await page.waitForSelector(PAINTED);
    expect(await page.locator('.figure').first().innerText()).toBe('—');
    const states = await page
      .locator('.ward-map [data-ward]')
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-state')));
    expect(new Set(states)).toEqual(new Set(['empty']));
    await typeset(page);
    expect(await outsideOf(page)).toEqual([]);
    await shoot(page, 'no-data');
    await page.context().close();
  });

  test('nothing heard for ten seconds: the colour leaves the screen, every block says so, its words stay', async () => {
    const { page } = await tellWall(browser, server.origin, {
      query: '?scene=overview',
      mute: true,
      size: [width, height],
    });
    await page.waitForSelector(PAINTED);
    await page.clock.runFor(12_000);
    await until(async () => (await page.locator('.wall').getAttribute('data-stale')) === 'yes', 'veiled');
    await page.waitForSelector('[data-silence=silent][data-said=unanswered]');
    expect(await page.locator('[data-silence=silent]').innerText()).toContain('Máy chủ không phản hồi');
    expect(await page.locator('.lamps').innerText()).toMatch(/Máy chủ\s+im 1\d giây/);
    const looks = await page.evaluate(() => {
      const style = getComputedStyle(document.querySelector('.tiles') ?? document.body);
      return [style.filter, style.opacity];
    });
    expect(looks).toEqual(['grayscale(1)', '0.52']);
    expect(await page.locator('[data-figure=received]').first().getAttribute('data-value')).toBe('3423');
    await shoot(page, 'stale');
    await page.context().close();
  });

  test('two hundred alerts in one frame are a line a rule, the heading counts them all', async () => {
    const { page, far, told } = await tellWall(browser, server.origin, {
      change: (snapshot) => ({ ...snapshot, alerts: [] }),
      query: '?scene=overview',
      mute: true,
      size: [width, height],
    });
    await page.waitForSelector(PAINTED);
    const { epoch, rev, asOf } = told();
    const rules = ['unbalanced', 'overdue-long', 'overdue-count', 'intake-overdue', 'on-time-low'];
    const alerts = rules.flatMap((rule) => wardsJson.map(({ code }) => rung(rule, code)));
    far.say('frame', { epoch, fromRev: rev, rev: rev + 1, asOf, wards: [], alerts });
    await until(async () => (await figure(page, 'actionCount')) === 200, 'all of them are counted');
    expect(await page.locator('.alerts li').count()).toBe(3);
    expect(await page.locator('.alerts li').first().innerText()).toContain('40 đơn vị');
    await typeset(page);
    expect(await outsideOf(page)).toEqual([]);
    await shoot(page, 'flood');
    await page.context().close();
  });
});

test('what is set aside stays on the wall with its end, who did it and why, and is not counted', async () => {
  const { page } = await tellWall(browser, server.origin, {
    change: (snapshot) => ({
      ...snapshot,
      alerts: [
        rung('overdue-count', '19942'),
        rung('overdue-count', '20101', {
          state: 'shelved',
          owner: 'Trực ban 2',
          reason: 'đã báo',
          shelvedUntil: '2025-07-14T17:10:00+07:00',
        }),
      ],
    }),
    query: '?scene=overview',
  });
  const rows = page.locator('.alerts li');
  await until(async () => (await rows.count()) === 2, 'both are there');
  expect(await rows.last().innerText()).toContain('tạm gác đến 17:10 · Trực ban 2 · đã báo');
  expect(await figure(page, 'actionCount')).toBe(1);
  expect(await page.locator('[data-shelved]').innerText()).toBe('1 tạm gác');
  await page.screenshot({ path: join(OUTPUT, 'hd-state-shelved.png') });
  await page.context().close();
});

test('while the map waits for the server the gaps beside it keep the colours of their classes', async () => {
  const { page } = await openPage(browser, 'about:blank');
  await page.route('**/api/v1/map*', (route) => route.abort('connectionreset'));
  await page.goto(`${server.origin}/wall?scene=overview`);
  await page.locator('.map-zone .pending').waitFor();
  await page.waitForSelector('.gaps [data-ward]');
  const fills = await page
    .locator('.gaps [data-class^=bi-]')
    .evaluateAll((nodes) => nodes.map((node) => [node.getAttribute('data-class') ?? '', getComputedStyle(node).fill]));
  const ofClass = new Map(fills.map(([name, fill]) => [name, fill]));
  expect(ofClass.size).toBeGreaterThan(4);
  expect(new Set(ofClass.values()).size, 'a colour for each class').toBe(ofClass.size);
  await page.context().close();
});

test.each(['overview', 'units', 'ranking', 'course', 'unit'])(
  'in the light theme the scene %s stands as well',
  async (scene) => {
    const { page } = await tellWall(browser, server.origin, { query: `?scene=${scene}&theme=light` });
    await page.waitForSelector(`[data-scene-of=${scene}] h2`, { state: 'attached' });
    await until(
      async () => (await page.locator('.sparkline, .bar, .rank-line, path.ward, .spot-strip rect').count()) > 5,
      'it is drawn',
    );
    await typeset(page);
    expect(await outsideOf(page)).toEqual([]);
    await page.screenshot({ path: join(OUTPUT, `hd-light-${scene}.png`) });
    await page.context().close();
  },
);
