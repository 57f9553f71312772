import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, NO_GL, PATIENCE_MS } from '../support/browser';
import { writeContactSheet } from '../support/contactSheet';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';
import {
  HELD,
  openWall,
  outsideOf,
  overflowing,
  PAINTED,
  SCENES,
  sceneOf,
  settled,
  typeset,
  WALL_STANDS,
} from '../support/wallPages';

/** The first four are written to the contact sheet; the others are the same pixels, or too many of them for a picture. */
const SIZES = [
  ['hd', 1920, 1080, 1, ''],
  ['wide', 3840, 1080, 1, ''],
  ['upright', 1080, 1920, 1, ''],
  ['4k', 3840, 2160, 1, ''],
  ['4k at DPR 2', 3840, 2160, 2, ''],
  ['8k wide', 7680, 2160, 1, ''],
  ['English', 1920, 1080, 1, '?lang=en'],
  ['small for its distance', 1920, 1080, 1, '?distance=12&diagonal=165'],
] as const;
const PICTURED = 4;
const OUTPUT = fileURLToPath(new URL('../output', import.meta.url));

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T16:20:00+07:00' } });
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

const open = (query: string, width = 1920, height = 1080, deviceScaleFactor = 1): Promise<Page> =>
  openWall(browser, server.origin, query === '' ? `?${HELD}` : `${query}&${HELD}`, {
    viewport: { width, height },
    deviceScaleFactor,
    // What stands at the end is looked at, not how it comes in; the fading of scenes has its own test below.
    reducedMotion: 'reduce',
  });

describe('the playlist', () => {
  test('keys of keyboard, clicker and remote lead through all scenes; a pinned scene is held', async () => {
    const page = await open('');
    for (const [i, scene] of SCENES.entries()) {
      await page.keyboard.press(String(i + 1));
      await settled(page, scene);
    }
    await page.keyboard.press('ArrowRight');
    await settled(page, 'overview');
    await page.keyboard.press('PageUp');
    await settled(page, 'unit');
    await page.keyboard.press('ArrowLeft');
    await settled(page, 'course');
    // A remote whose browser names no key: fast forward, by its number.
    await page.evaluate(() =>
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Unidentified', keyCode: 417 })),
    );
    await settled(page, 'unit');
    await page.keyboard.press('Space');
    expect(await page.locator('.wall').getAttribute('data-paused')).toBe('yes');
    await page.context().close();
    const pinned = await open('?scene=ranking');
    expect(await sceneOf(pinned)).toBe('ranking');
    expect(await pinned.locator('.wall').getAttribute('data-paused')).toBe('yes');
    await pinned.context().close();
  });

  test('a figure that has the focus keeps only the keys that press it: digits and arrows still lead on', async () => {
    const page = await open('?scene=overview');
    await page.locator('.tile .ask').first().focus();
    await page.keyboard.press('2');
    await settled(page, 'units');
    await page.keyboard.press('1');
    await settled(page, 'overview');
    await page.locator('.tile .ask').first().focus();
    await page.keyboard.press('Space');
    await page.locator('.explain').waitFor();
    expect(await page.locator('.wall').getAttribute('data-paused')).toBe('yes');
    await page.context().close();
  });

  test('the ranking changes its reading and parts phường and xã; the spotlight goes through the units', async () => {
    const page = await open('?scene=ranking');
    const ranking = page.locator('.ranking');
    const names = () => ranking.locator('section').nth(1).locator('small').first().innerText();
    expect(await names()).toContain('A');
    await page.keyboard.press('v');
    expect(await names()).toContain('B');
    await page.keyboard.press('k');
    expect(await ranking.getAttribute('data-apart')).toBe('yes');
    expect(await ranking.locator('h3').first().innerText()).toBe('21 phường');
    await typeset(page);
    expect(await outsideOf(page)).toEqual([]);
    await page.goto(`${server.origin}/wall?scene=unit&ward=19753`);
    const shown = page.locator('.spotlight');
    await until(async () => (await shown.getAttribute('data-ward')) === '19753', 'the ward that was asked for');
    await page.keyboard.press('ArrowDown');
    await until(async () => (await shown.getAttribute('data-ward')) === '19774', 'the next one');
    await page.context().close();
  });
});

describe('every scene at every shape', () => {
  test.each(SIZES)(
    '%s (%i×%i at %i, /wall%s): everything stands on the screen, and is written to the contact sheet',
    async (name, width, height, dpr, query) => {
      const page = await open(query, width, height, dpr);
      await page.waitForSelector(PAINTED, { state: 'attached' });
      const pictured = SIZES.findIndex(([one]) => one === name) < PICTURED;
      for (const [i, scene] of SCENES.entries()) {
        await page.keyboard.press(String(i + 1));
        await settled(page, scene);
        if (pictured) await page.screenshot({ path: join(OUTPUT, `${name}-${i + 1}-${scene}.png`) });
        expect(await outsideOf(page), scene).toEqual([]);
        expect(await overflowing(page), scene).toEqual([]);
      }
      await page.context().close();
    },
  );

  test('the largest numbers and the longest names still stand on the screen', async () => {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    // What the server says, with every count twenty times as large as on the busiest day.
    await page.routeWebSocket(/socket\.io/, (socket) => {
      const far = socket.connectToServer();
      far.onMessage((message) => {
        const grown = String(message).replace(
          /"(received\w*|resolved\w*|pending\w+|overdueLong|paused)":(\d+)/g,
          (_all, name, n) => `"${name}":${Number(n) * 20}`,
        );
        socket.send(grown);
      });
    });
    await page.goto(`${server.origin}/wall?${HELD}`);
    await page.waitForSelector(WALL_STANDS);
    for (const [i, scene] of SCENES.entries()) {
      await page.keyboard.press(String(i + 1));
      await settled(page, scene);
      expect(await outsideOf(page), scene).toEqual([]);
      expect(await overflowing(page), scene).toEqual([]);
    }
    expect(await page.locator('[data-figure=received]').first().getAttribute('data-value')).toBe('68460');
    await page.context().close();
  });

  test('a scene fades in and the figures count, unless reduced motion is asked for: then nothing fades, counts or slides', async () => {
    const durations = async (reducedMotion: 'reduce' | 'no-preference') => {
      const page = await openWall(browser, server.origin, '?scene=units', { reducedMotion });
      await page.keyboard.press('1');
      // What is only shown later, at once, moves nothing.
      const moving = await page.evaluate(() =>
        document
          .getAnimations()
          .some((one) => one.playState === 'running' && Number(one.effect?.getComputedTiming().duration) > 0),
      );
      const named = await page.evaluate(() => {
        const style = getComputedStyle(document.documentElement);
        return ['--m-base', '--m-count', '--m-map', '--m-scene', '--m-alert'].map((name) =>
          Number.parseFloat(style.getPropertyValue(name)),
        );
      });
      await page.context().close();
      return { moving, named };
    };
    expect(await durations('reduce')).toEqual({ moving: false, named: [0, 0, 0, 0, 0] });
    expect((await durations('no-preference')).named.every((ms) => ms > 0)).toBe(true);
  });

  test('the contact sheet', async () => {
    expect(await writeContactSheet(browser, OUTPUT)).toBeGreaterThanOrEqual(SCENES.length * PICTURED);
  });
});
