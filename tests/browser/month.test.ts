import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Snapshot } from '../../shared/protocol';
import { alterSnapshot } from '../support/altered';
import { launchBrowser } from '../support/browser';
import { type PageLife, restingLife } from '../support/pageLife';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';
import { openWall, SCENES, sceneOf } from '../support/wallPages';

const TICKS = 60;
const IDLE_MS = 10_000;
const QUIET_LOOKS = 50;

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T16:20:00+07:00' } });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

const painted = '[data-map=wards][data-renderer=gl][data-painted="40"]';

describe('a wall for a month, its map on the GPU', () => {
  test('a hundred changes of scene, reading and unit leave no node, no listener and one map behind', async () => {
    const page = await openWall(browser, server.origin);
    await page.waitForSelector(painted);
    const round = async (): Promise<void> => {
      for (const [i, scene] of [...SCENES, 'overview'].entries()) {
        await page.keyboard.press(String((i % SCENES.length) + 1));
        await until(async () => (await sceneOf(page)) === scene, scene);
        // Within a scene its views change too: three readings, apart and together, the next unit.
        if (scene === 'ranking') for (const key of 'vvvkk') await page.keyboard.press(key);
        if (scene === 'unit') for (const key of ['ArrowDown', 'ArrowUp']) await page.keyboard.press(key);
      }
    };
    // At most one scene that has left may still be held by the engine, so a page has two levels: the upper one counts.
    const early: PageLife[] = [];
    for (let i = 0; i < 4; i++) {
      await round();
      early.push(await restingLife(page));
    }
    const most = (of: keyof PageLife) => Math.max(...early.map((life) => life[of]));
    for (let i = 0; i < 16; i++) await round();
    const after = await restingLife(page);
    expect(after.canvases).toBe(1);
    expect(after.listeners).toBeLessThanOrEqual(most('listeners') + 5);
    // Sixteen rounds are 96 changes: one node left behind by each is more than this.
    expect(after.nodes).toBeLessThanOrEqual(most('nodes') + 48);
    await page.context().close();
  });

  test(`an idle wall does not draw its map; ${TICKS} ticks that recolour wards do, and move no camera`, async () => {
    const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
    let shown: Snapshot | null = null;
    const altered = await alterSnapshot(
      page,
      (snapshot) => {
        shown = snapshot;
        return snapshot;
      },
      true,
    );
    await page.goto(`${server.origin}/wall?scene=overview`);
    await page.waitForSelector(painted);
    const gl = page.locator('.gl');
    const renders = async () => Number(await gl.getAttribute('data-renders'));
    const moves = async () => Number(await gl.getAttribute('data-moves'));
    let last = await renders();
    let quiet = 0;
    await until(async () => {
      const seen = last;
      last = await renders();
      quiet = seen === last ? quiet + 1 : 0;
      return quiet > QUIET_LOOKS;
    }, 'the first drawing is over');
    const camera = await moves();
    await page.waitForTimeout(IDLE_MS);
    expect(await renders()).toBe(last);

    const { epoch, rev, wards, asOf } = shown ?? ({} as Snapshot);
    const good = { received: 100, receivedOnline: 90, resolvedEarly: 100, resolvedOnTime: 0, resolvedLate: 0 };
    const bad = { ...good, receivedOnline: 10, resolvedEarly: 60, resolvedLate: 40 };
    for (let i = 0; i < TICKS; i++) {
      const month = i % 2 === 0 ? bad : good;
      const changed = wards.slice(0, 10).map((ward) => ({ ...ward, month }));
      altered.say('frame', { epoch, fromRev: rev + i, rev: rev + i + 1, asOf, wards: changed });
      await until(
        async () => (await page.locator('html').getAttribute('data-rev')) === String(rev + i + 1),
        `tick ${i}`,
      );
    }
    await until(async () => (await renders()) > last, 'it was drawn again');
    expect(await moves()).toBe(camera);
    await page.context().close();
  });
});
