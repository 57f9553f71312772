import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import wardsJson from '../../data/wards.json';
import { connection, figure, launchBrowser, NO_GL, openPage, PATIENCE_MS } from '../support/browser';
import { borrowedGlyphs } from '../support/glyphs';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';
import { PAINTED, SCENES, settled, typeset, WALL_STANDS } from '../support/wallPages';

let server: RunningServer;
let browser: Browser;
/** Without WebGL, for all that is not the map's canvas. */
let light: Browser;
beforeAll(async () => {
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T17:30:00+07:00' } });
  [browser, light] = await Promise.all([launchBrowser(), launchBrowser(NO_GL)]);
});
afterAll(async () => {
  await Promise.all([browser.close(), light.close()]);
  await server.dispose();
});

const wall = (query = '') => `${server.origin}/wall${query}`;

/** Class and state of every ward as the page says it. */
const wardStates = (nodes: (SVGElement | HTMLElement)[]) =>
  Object.fromEntries(nodes.map((node) => [node.dataset.ward, `${node.dataset.state}:${node.dataset.class}`]));

describe('the wall', () => {
  test('every figure carries its true value, window and fraction; nothing leaves the host, nothing complains', async () => {
    const { page, requests, complaints } = await openPage(browser, wall());
    await page.waitForSelector(PAINTED);
    expect(await figure(page, 'received')).toBe(3425);
    const online = page.locator('[data-figure=onlineRate]');
    expect(await online.getAttribute('data-num')).toBe('3254');
    expect(await online.getAttribute('data-den')).toBe('3425');
    expect(await online.textContent()).toBe('95,01%');
    expect(await online.getAttribute('data-window')).toBe('today');
    expect(await page.locator('.tile').first().innerText()).toContain('17.710 từ 1/7');
    expect(await page.locator('.sim').innerText()).toMatch(/DỮ LIỆU\s+MÔ PHỎNG/);
    const host = new URL(server.origin).host;
    expect(
      requests
        .map((url) => new URL(url))
        .filter((url) => url.protocol !== 'data:' && url.protocol !== 'blob:' && url.host !== host),
    ).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('on no scene does anything leave the host, and every glyph is drawn with a font that came along', async () => {
    const { page, requests, complaints } = await openPage(light, wall('?scene=overview'), { reducedMotion: 'reduce' });
    await page.waitForSelector(WALL_STANDS);
    for (const [i, scene] of SCENES.entries()) {
      await page.keyboard.press(String(i + 1));
      await settled(page, scene);
      expect(await borrowedGlyphs(page, '.wall'), scene).toEqual([]);
    }
    const host = new URL(server.origin).host;
    const elsewhere = requests
      .map((url) => new URL(url))
      .filter((url) => url.host !== host && url.protocol !== 'data:');
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('the first numbers do not wait for the map: they stand while its code is held back', async () => {
    const context = await light.newContext();
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await page.route(/WardMap|glMap|maplibre/, () => undefined);
    await page.goto(wall(), { waitUntil: 'commit' });
    await page.waitForSelector('[data-figure=received][data-value="3425"]');
    expect(await page.locator('[data-map]').count()).toBe(0);
    await context.close();
  });

  test('every ward name is drawn with all its marks, inside the map and in a font that has them', async () => {
    const { page } = await openPage(light, wall());
    await page.waitForSelector(PAINTED);
    await typeset(page);
    const names = await page.locator('.ward-map [data-name]').evaluateAll((nodes) =>
      nodes.map((node) => ({
        code: (node as SVGElement).dataset.name ?? '',
        text: [...node.querySelectorAll('text:not(.percent)')]
          .map((one) => [...one.childNodes].map((part) => part.textContent).join(' '))
          .join(' ')
          .replace(/\s+/g, ' ')
          .trim(),
        box: node.getBoundingClientRect().toJSON() as { x: number; y: number; right: number; bottom: number },
      })),
    );
    for (const { code, name } of wardsJson) {
      const drawn = names.filter((one) => one.code === code);
      expect(
        drawn.map((one) => one.text),
        name,
      ).toContain(name);
      for (const { box } of drawn) {
        expect(box.x, name).toBeGreaterThan(0);
        expect(box.right, name).toBeLessThan(1920 * (2530 / 3840));
      }
    }
    const fonts = await page.evaluate(() =>
      [...document.fonts]
        .filter((font) => font.status === 'loaded')
        .map((font) => `${font.family} ${font.unicodeRange.includes('1EA0')}`),
    );
    expect(fonts.filter((font) => /Plex Cond"? true/.test(font)).length).toBeGreaterThan(0);
    await page.context().close();
  });

  test('a lost GPU context: all 40 colours are back afterwards', async () => {
    const { page } = await openPage(browser, wall());
    await page.waitForSelector(`${PAINTED}[data-renderer=gl]`);
    const held = () =>
      page.locator('.ward-map g[data-gl]').evaluateAll((nodes) =>
        nodes.map((node) => {
          const { ward, gl, state } = (node as SVGElement).dataset;
          return { ward, right: gl === `${state}:${(node as SVGElement).dataset.class}` };
        }),
      );
    await until(async () => (await held()).every((one) => one.right), 'all painted');
    await page.evaluate(() => {
      const canvas = document.querySelector('.gl canvas') as HTMLCanvasElement;
      const gl = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context');
      gl?.loseContext();
      Object.assign(window, { restoreGl: () => gl?.restoreContext() });
    });
    // While there is no canvas the drawing stands in for it: the map is never empty.
    await page.waitForSelector(`${PAINTED}[data-renderer=svg]`);
    expect(await page.locator('.ward-map path[data-ward]').count()).toBeGreaterThanOrEqual(40);
    await page.evaluate(() => (window as unknown as { restoreGl: () => void }).restoreGl());
    await page.waitForSelector(`${PAINTED}[data-renderer=gl]`);
    await until(
      async () => (await held()).length === 40 && (await held()).every((one) => one.right),
      'all painted again',
    );
    await page.context().close();
  });

  test('without WebGL the SVG map has the same classes and names', async () => {
    const withGl = await openPage(browser, wall());
    await withGl.page.waitForSelector(`${PAINTED}[data-renderer=gl]`);
    const expected = await withGl.page.locator('.ward-map g[data-ward]').evaluateAll(wardStates);
    const names = await withGl.page.locator('.ward-map [data-name]').allTextContents();
    const { page } = await openPage(light, wall());
    await page.waitForSelector(`${PAINTED}[data-renderer=svg]`);
    const first = page.locator('.drawn > path.ward');
    expect(await first.evaluateAll(wardStates)).toEqual(expected);
    expect(Object.keys(expected)).toHaveLength(40);
    expect(await page.locator('.ward-map [data-name]').allTextContents()).toEqual(names);
    await page.context().close();
    await withGl.page.context().close();
  });

  test('I6 a device clock two hours wrong in New York changes no clock, no day, no age', async () => {
    const context = await light.newContext({
      timezoneId: 'America/New_York',
      viewport: { width: 1920, height: 1080 },
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(() => {
      const RealDate = Date;
      const wrong = () => RealDate.now() + 2 * 3_600_000;
      window.Date = class extends RealDate {
        constructor(...args: []) {
          super(...((args.length === 0 ? [wrong()] : args) as []));
        }
        static override now = wrong;
      } as DateConstructor;
    });
    const page = await context.newPage();
    await page.goto(wall());
    await page.waitForSelector('[data-figure=received][data-value="3425"]');
    expect(await page.locator('.clock').innerText()).toMatch(/17:30\s*:00\s*Thứ Hai, 14\/7\/2025/);
    expect(await page.locator('[data-lamp=city] b').innerText()).toMatch(/^\d+ giây$/);
    // A heartbeat that the machine holds up is marked for a moment.
    await until(async () => (await connection(page)) === 'live', 'it is live');
    await context.close();
  });

  test('English on request, and an unknown address says so', async () => {
    const { page } = await openPage(light, wall('?lang=en'));
    await page.waitForSelector('[data-figure=received][data-value="3425"]');
    expect(await page.locator('[data-figure=onlineRate]').textContent()).toBe('95.01%');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.goto(`${server.origin}/nowhere`);
    expect(await page.locator('h1').innerText()).toBe('Không có màn hình này.');
    await page.context().close();
  });
});
