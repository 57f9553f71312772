import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Snapshot } from '../../shared/protocol';
import { alterSnapshot } from '../support/altered';
import { launchBrowser, PATIENCE_MS } from '../support/browser';
import { type PageLife, restingLife } from '../support/pageLife';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';
import { HELD, openWall, PAINTED, SCENES, sceneOf } from '../support/wallPages';

const TICKS = 60;
const IDLE_MS = 10_000;
/** Frames in a row without a drawing of the map: whatever it still has to draw it draws in the next. */
const QUIET_FRAMES = 50;
/** Leaks do not shrink: one look at a better moment proves that there is none. */
const LOOKS = 4;

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

const painted = `${PAINTED}[data-renderer=gl]`;
/** Resolves when the map was not drawn for some frames in a row; returns how often it was drawn by then. */
const drawnWhenQuiet = (page: Page): Promise<number> =>
  page.locator('.gl').evaluate(
    (gl: HTMLElement, quietFrames) =>
      new Promise<number>((resolve) => {
        let seen = '';
        let quiet = 0;
        const look = (): void => {
          const now = gl.dataset.renders ?? '';
          quiet = now === seen ? quiet + 1 : 0;
          seen = now;
          if (quiet < quietFrames) requestAnimationFrame(look);
          else resolve(Number(now));
        };
        look();
      }),
    QUIET_FRAMES,
  );

describe('a wall for a month, its map on the GPU', () => {
  test('a hundred changes of scene, reading and unit leave no node, no listener and one map behind', async () => {
    const page = await openWall(browser, server.origin, `?${HELD}`);
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
    let after = await restingLife(page);
    for (let looks = 1; looks < LOOKS && after.nodes > most('nodes') + 48; looks++) {
      await round();
      after = await restingLife(page);
    }
    expect(after.canvases).toBe(1);
    expect(after.listeners).toBeLessThanOrEqual(most('listeners') + 5);
    // Sixteen rounds are 96 changes: one node left behind by each is more than this.
    expect(after.nodes).toBeLessThanOrEqual(most('nodes') + 48);
    await page.context().close();
  });

  test(`an idle wall does not draw its map; ${TICKS} ticks that recolour wards do, and move no camera`, async () => {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    let shown: Snapshot | null = null;
    // The server's heartbeats reach it, and its city stands still: it is live, and hears of no change but the test's.
    const altered = await alterSnapshot(page, (snapshot) => {
      shown = snapshot;
      return snapshot;
    });
    // A heartbeat that the machine holds up makes it ask whether its line is dead: what is said while it opens another is lost.
    await page.route('**/healthz', (route) => route.abort());
    await page.goto(`${server.origin}/wall?scene=overview`);
    await page.waitForSelector(painted);
    const gl = page.locator('.gl');
    const renders = async () => Number(await gl.getAttribute('data-renders'));
    const moves = async () => Number(await gl.getAttribute('data-moves'));
    const last = await drawnWhenQuiet(page);
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
    await context.close();
  });
});
