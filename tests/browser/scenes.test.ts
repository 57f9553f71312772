import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HISTORY_WORKING_DAYS, type HistoryView } from '../../shared/history';
import type { Snapshot, WardFigures } from '../../shared/protocol';
import { onTimeRateOf, rankByRate } from '../../shared/ranking';
import { figure, launchBrowser, NO_GL } from '../support/browser';
import { writeContactSheet } from '../support/contactSheet';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';
import { openWall, outsideOf, overflowing, SCENES, sceneOf, settled } from '../support/wallPages';

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
  openWall(browser, server.origin, query, {
    viewport: { width, height },
    deviceScaleFactor,
    // What stands at the end is looked at, not how it comes in; the fading of scenes has its own test below.
    reducedMotion: 'reduce',
  });
const answer = async <T>(path: string) => (await (await fetch(`${server.origin}${path}`)).json()) as T;

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
    expect(await page.locator('.explain').count()).toBe(1);
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
    expect(await outsideOf(page)).toEqual([]);
    await page.goto(`${server.origin}/wall?scene=unit&ward=19753`);
    const shown = page.locator('.spotlight');
    await until(async () => (await shown.getAttribute('data-ward')) === '19753', 'the ward that was asked for');
    await page.keyboard.press('ArrowDown');
    await until(async () => (await shown.getAttribute('data-ward')) === '19774', 'the next one');
    await page.context().close();
  });

  test('places won and lost since this morning are those of the figures; who has too few has no place', async () => {
    const [{ wards, thresholds }, history] = [
      await answer<Snapshot>('/api/v1/snapshot'),
      await answer<HistoryView>('/api/v1/history'),
    ];
    const ranks = (units: readonly WardFigures[]) =>
      new Map(
        rankByRate(
          units.map((unit) => ({ code: unit.code, rate: onTimeRateOf(unit, 'A') })),
          thresholds.fewBelow,
        ).map(({ code, rank }) => [code, rank]),
      );
    const [morning, now] = [ranks(history.morning), ranks(wards)];
    const moved = (code: string) => {
      const [was, is] = [morning.get(code) ?? null, now.get(code) ?? null];
      return was === null || is === null ? 0 : was - is;
    };
    const page = await open('?scene=ranking');
    const lines = page.locator('.rank-column').nth(1).locator('.rank-line');
    await until(
      async () => (await page.locator('.rank-column u:not([data-moved="0"])').count()) > 0,
      'the morning is known',
    );
    const drawn = await lines.evaluateAll((nodes) =>
      nodes.map((node) => ({
        code: node.getAttribute('data-ward') ?? '',
        rank: node.getAttribute('data-rank'),
        moved: Number(node.querySelector('u')?.getAttribute('data-moved')),
        sign: node.querySelector('u')?.textContent ?? '',
        rate: node.querySelector('em')?.textContent,
      })),
    );
    expect(drawn.length).toBeGreaterThan(10);
    for (const one of drawn) {
      expect(one.moved, one.code).toBe(moved(one.code));
      expect(one.rank, one.code).toBe(String(now.get(one.code) ?? ''));
      if (one.moved !== 0) expect(one.sign).toBe(one.moved > 0 ? `↑${one.moved}` : `↓${-one.moved}`);
      if (one.rank === '') expect(one.rate).toBe('—');
    }
    expect(drawn.some((one) => one.rank === '')).toBe(true);
    await page.keyboard.press('4');
    await page.waitForSelector('[data-mover]');
    const movers = await page
      .locator('[data-mover]')
      .evaluateAll((nodes) =>
        nodes.map((node) => [node.getAttribute('data-mover') ?? '', Number(node.getAttribute('data-moved'))] as const),
      );
    const most = Math.max(...wards.map(({ code }) => Math.abs(moved(code))));
    expect(Math.abs(movers[0]?.[1] ?? 0)).toBe(most);
    for (const [code, by] of movers) expect(by).toBe(moved(code));
    const { earlier } = history;
    const [{ city }] = [await answer<Snapshot>('/api/v1/snapshot')];
    const change = await page.locator('[data-change=received]').getAttribute('data-value');
    expect(Number(change)).toBe(city.today.received - earlier.city.today.received);
    await page.context().close();
  });
});

describe('every scene at every shape', () => {
  test.each(SIZES)(
    '%s (%i×%i at %i, /wall%s): everything stands on the screen, and is written to the contact sheet',
    async (name, width, height, dpr, query) => {
      const page = await open(query, width, height, dpr);
      await page.waitForSelector('[data-map=wards][data-painted="40"]', { state: 'attached' });
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
    const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
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
    await page.goto(`${server.origin}/wall`);
    await page.waitForSelector('html[data-rev]:not([data-rev="0"])');
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
      const moving = await page.evaluate(() => document.getAnimations().some((one) => one.playState === 'running'));
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

describe('every figure explains itself', () => {
  test('on click and by keyboard, with definition, fraction, window, source and age; closed, the focus is where it was', async () => {
    const page = await open('?scene=overview');
    await page.locator('.tile').nth(2).click();
    const panel = page.locator('.explain');
    const text = await panel.innerText();
    for (const part of [
      'Số hồ sơ nộp trực tuyến chia cho',
      '3.252',
      '3.423',
      '14/7/2025',
      'Hồ sơ thành phố',
      '16:20:00',
    ]) {
      expect(text).toContain(part);
    }
    await page.keyboard.press('Escape');
    expect(await panel.count()).toBe(0);
    await page.locator('.tile .ask').first().focus();
    await page.keyboard.press('Enter');
    expect(await panel.getAttribute('data-explains')).toBe('received');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Tiếp nhận');
    await page.context().close();
  });

  test('on every scene, each under its own name; another scene closes it', async () => {
    const page = await open('?scene=overview');
    const panel = page.locator('.explain');
    for (const [i, scene] of SCENES.entries()) {
      await page.keyboard.press(String(i + 1));
      await settled(page, scene);
      expect(await panel.count(), `${scene} begins without`).toBe(0);
      const shown = page.locator(`[data-scene-of=${scene}]`);
      const mute = await shown
        .locator('[data-figure]')
        .evaluateAll((nodes) =>
          nodes
            .filter((node) => !(node.closest('.tile') ?? node).querySelector('.ask'))
            .map((node) => node.getAttribute('data-figure')),
        );
      expect(mute, scene).toEqual([]);
      const asks = shown.locator('.ask');
      const count = await asks.count();
      expect(count, scene).toBeGreaterThan(4);
      for (const at of [0, Math.floor(count / 2), count - 1]) {
        await asks.nth(at).focus();
        await page.keyboard.press('Enter');
        const rows = await panel.locator('dt').allInnerTexts();
        expect(rows, `${scene} ${at}`).toEqual(expect.arrayContaining(['Kỳ', 'Nguồn', 'Tính đến']));
        expect((await panel.locator('p').innerText()).length, `${scene} ${at}`).toBeGreaterThan(20);
        if (at !== count - 1) await page.keyboard.press('Escape');
      }
    }
    await page.context().close();
  });

  test('a day has its bar beside those of the ten working days before it', async () => {
    const page = await open('?scene=units');
    await page.waitForSelector('.unit');
    const bars = () => page.locator('.unit').first().locator('.sparkline rect').count();
    await until(async () => (await bars()) === HISTORY_WORKING_DAYS + 1, 'the days before are known');
    expect(await figure(page, 'received')).toBeGreaterThan(0);
    await page.context().close();
  });
});
