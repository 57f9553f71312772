import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BuildNews } from '../../shared/protocol';
import { launchBrowser, NO_GL, openPage, PATIENCE_MS } from '../support/browser';
import { broughtBy, signedIn } from '../support/people';
import { copyProduct, type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';
import { PAINTED, sceneOf, WALL_STANDS } from '../support/wallPages';

let root: string;
let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  root = copyProduct();
  [browser, server] = await Promise.all([
    launchBrowser(NO_GL),
    startServer({ root, env: { DEMO: 'on', DEMO_AT: '2025-07-14T16:20:00+07:00' } }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
  rmSync(root, { recursive: true, force: true });
});

const assets = () => join(root, 'dist', 'client', 'assets');
const find = (start: string) =>
  readdirSync(assets()).find((name) => name.startsWith(start) && name.endsWith('.js')) ?? '';
const script = (page: Page) => page.locator('script[type=module]').getAttribute('src');

/** Puts another build in place: the same code, every script under another name, as a changed entry makes it. */
function deploy(): string {
  const scripts = readdirSync(assets()).filter((name) => name.endsWith('.js'));
  const entry = find('index-');
  const renamed = (text: string) => scripts.reduce((out, name) => out.replaceAll(name, `next-${name}`), text);
  for (const name of scripts) {
    writeFileSync(join(assets(), `next-${name}`), renamed(readFileSync(join(assets(), name), 'utf8')));
    rmSync(join(assets(), name));
  }
  for (const name of ['index.html', join('.vite', 'manifest.json')]) {
    const file = join(root, 'dist', 'client', name);
    writeFileSync(file, renamed(readFileSync(file, 'utf8')));
  }
  return `/assets/next-${entry}`;
}

/** What the server tells a page of its builds. */
function hearBuilds(page: Page): readonly BuildNews[] {
  const news: BuildNews[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const [, body] = /^42\["reload",(.*)\]$/.exec(String(payload)) ?? [];
      if (body !== undefined) news.push(JSON.parse(body) as BuildNews);
    }),
  );
  return news;
}

test('a wall asks for the wake lock, and again when it is seen again', async () => {
  const context = await browser.newContext();
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript(() => {
    Object.assign(window, { asked: 0 });
    Object.defineProperty(navigator, 'wakeLock', {
      value: { request: async () => void (window as unknown as { asked: number }).asked++ },
    });
  });
  const page = await context.newPage();
  await page.goto(`${server.origin}/wall`);
  await page.waitForSelector(WALL_STANDS);
  const asked = () => page.evaluate(() => (window as unknown as { asked: number }).asked);
  expect(await asked()).toBe(1);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  expect(await asked()).toBe(2);
  await context.close();
});

describe('operators', () => {
  test('see which walls are open, change their scene, reload them, and are warned of text that is too small', async () => {
    const { page: wall } = await openPage(browser, `${server.origin}/wall?name=Hành+lang&distance=20&diagonal=55`);
    await wall.waitForSelector(WALL_STANDS);
    const operator = signedIn(server.dataDir, 'operator');
    const { page: ops } = await openPage(browser, `${server.origin}/ops`, broughtBy(operator, server.origin));
    const row = ops.locator('[data-wall="Hành lang"]');
    await row.waitFor();
    expect(await row.innerText()).toContain('chữ nhỏ hơn 16 phút góc');
    await row.locator('select').selectOption('course');
    await until(async () => (await sceneOf(wall)) === 'course', 'the wall shows what it was told to');
    await wall.evaluate(() => Object.assign(window, { sameLife: true }));
    await row.locator('button').click();
    await until(async () => !(await wall.evaluate(() => 'sameLife' in window).catch(() => true)), 'it has reloaded');
    await ops.context().close();
    await wall.context().close();
  });
});

describe('a wall that nobody touches', () => {
  test('whose code is gone from the server recovers with one reload and is never white', async () => {
    const { page } = await openPage(browser, `${server.origin}/wall?scene=units`);
    await page.waitForSelector(WALL_STANDS);
    const lost = join(assets(), find('WardMap-'));
    const text = readFileSync(lost, 'utf8');
    rmSync(lost);
    let loads = 0;
    page.on('load', () => loads++);
    await page.keyboard.press('1');
    await until(() => loads === 1, 'one reload');
    await page.waitForSelector(WALL_STANDS);
    await page.keyboard.press('1');
    await until(async () => (await sceneOf(page)) === 'overview', 'the overview');
    // Another reload would not help so soon: the map alone waits, and says so.
    await page.getByText('Bản đồ đang chờ máy chủ').waitFor();
    expect(await page.locator('.head').isVisible()).toBe(true);
    expect(await page.locator('.alerts').isVisible()).toBe(true);
    writeFileSync(lost, text);
    await page.waitForSelector(PAINTED);
    expect(loads, 'it came by itself').toBe(1);
    await page.context().close();
  });

  // A browser remembers an import that failed: the same address would fail for as long as the page lives.
  test.each([
    ['is refused', (route: Route) => route.fulfill({ status: 503 })],
    ['is cut off', (route: Route) => route.abort('connectionreset')],
  ])('whose code %s for a while brings it in by itself, with its looks, without a reload', async (_what, fail) => {
    const { page } = await openPage(browser, 'about:blank');
    // The scene's own code, its style sheet, and what it shares with other scenes.
    const pieces = /\/assets\/(Units|Ranking|Sparkline|ranking)-/;
    await page.route(pieces, fail);
    await page.goto(`${server.origin}/wall?scene=overview`);
    await page.waitForSelector(PAINTED);
    let loads = 0;
    page.on('load', () => loads++);
    await page.keyboard.press('2');
    await page.locator('[data-scene-of=units] .pending').waitFor();
    expect(await page.locator('[data-scene-of=units]').innerText()).toBe('Phần này đang chờ máy chủ');
    expect(await page.locator('.head').isVisible()).toBe(true);
    await page.unroute(pieces, fail);
    await page.locator('.units .unit').nth(39).waitFor();
    expect(await page.locator('.units').evaluate((units) => getComputedStyle(units).display)).toBe('grid');
    await page.keyboard.press('3');
    await page.locator('.ranking .rank-line').first().waitFor();
    expect(loads, 'nobody noticed').toBe(0);
    await page.context().close();
  });

  // The last one here: afterwards another build lies in the folder.
  test('takes a new build by itself, keeps its scene, and waits while somebody presents', async () => {
    const context = await browser.newContext();
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await page.clock.install();
    const news = hearBuilds(page);
    await page.goto(`${server.origin}/wall`);
    await page.waitForSelector(WALL_STANDS);
    await page.keyboard.press('3');
    await until(async () => (await sceneOf(page)) === 'ranking', 'the ranking');
    await page.keyboard.press('Space');
    await page.evaluate(() => Object.assign(window, { sameLife: true }));
    // Asked beside a call to the server, which a reload that has begun would overtake.
    const sameLife = () =>
      page.evaluate(async () => ((await fetch('/healthz')).ok ? 'sameLife' in window : false)).catch(() => false);
    const fresh = deploy();
    const announced = () => news.find(({ build }) => build === fresh);
    await until(() => announced() !== undefined, 'the wall hears of the new build');
    // The time in which it would have taken it, and looked again whether it may.
    await page.clock.runFor(((announced()?.withinSeconds ?? 0) + 6) * 1000);
    expect(await sameLife(), 'paused, it is not reloaded').toBe(true);
    await page.keyboard.press('Space');
    await until(async () => !(await sameLife()), 'it has reloaded');
    await page.waitForSelector(WALL_STANDS);
    expect(await script(page)).toBe(fresh);
    expect(await sceneOf(page)).toBe('ranking');
    await context.close();
  });
});
