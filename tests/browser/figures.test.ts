import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HISTORY_WORKING_DAYS, type HistoryView } from '../../shared/history';
import type { Snapshot, WardFigures } from '../../shared/protocol';
import { onTimeRateOf, rankByRate } from '../../shared/ranking';
import { figure, launchBrowser, NO_GL } from '../support/browser';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';
import { openWall, SCENES, settled } from '../support/wallPages';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T16:20:00+07:00' } }),
    launchBrowser(NO_GL),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

const open = (query: string): Promise<Page> => openWall(browser, server.origin, query, { reducedMotion: 'reduce' });
const answer = async <T>(path: string) => (await (await fetch(`${server.origin}${path}`)).json()) as T;

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
        await panel.waitFor();
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
