import { expect, test } from 'vitest';
import { launchBrowser, openPage, SOFTWARE_GL } from '../support/browser';
import { pageLife } from '../support/pageLife';
import { startServer } from '../support/server';
import { soak } from '../support/soak';
import { until } from '../support/until';
import { PAINTED, SCENES, sceneOf } from '../support/wallPages';

/** The demo's ordinary speed is 60: a wall of it lives twenty times as fast as that one. */
const SPEED = 20;
const SLOPE_LIMIT_MB_PER_HOUR = 0.5;
const MORE_LOOKS = 20;

test(`a wall at ${SPEED}× tick rate, rotating, does not grow`, async () => {
  const server = await startServer({ env: { DEMO: 'on', DEMO_SPEED: String(60 * SPEED) } });
  // Without compiled code and its comings and goings the heap is what the page itself holds.
  const browser = await launchBrowser([...SOFTWARE_GL, '--js-flags=--jitless --no-flush-bytecode']);
  try {
    // A small window: what a page keeps does not depend on how many pixels it draws, and drawing them is all that would take time.
    const { page, complaints } = await openPage(browser, `${server.origin}/wall`, {
      viewport: { width: 960, height: 540 },
    });
    await page.waitForSelector(PAINTED, { state: 'attached' });
    const round = async (): Promise<void> => {
      for (const i of [1, 2, 3, 4, 0] as const) {
        await page.keyboard.press(String(i + 1));
        await until(async () => (await sceneOf(page)) === SCENES[i], SCENES[i]);
        // How long somebody looks at it.
        await page.waitForTimeout(400);
      }
    };
    const limitMbPerHour = SLOPE_LIMIT_MB_PER_HOUR;
    const wish = { warmUpMs: 20_000, watchMs: 130_000, limitMbPerHour, speed: SPEED, round };
    const { heapMbPerHour, samples } = await soak(page, wish);
    expect(heapMbPerHour).toBeLessThanOrEqual(limitMbPerHour);
    const nodes = samples.map((sample) => sample.nodes);
    const half = Math.floor(nodes.length / 2);
    // At rest: in passing a scene that leaves is still there.
    const most = Math.min(...nodes.slice(0, half)) * 1.02;
    let least = Math.min(...nodes.slice(half));
    // Leaks do not shrink: one look at a better moment proves that there is none.
    for (let looks = 0; looks < MORE_LOOKS && least > most; looks++) {
      await round();
      least = Math.min(least, (await pageLife(page)).nodes);
    }
    expect(least).toBeLessThanOrEqual(most);
    expect(Math.max(...samples.map((sample) => sample.canvases))).toBe(1);
    // Between two days of the demo the board is loaded, and who asks then is told to ask again in a moment.
    expect(complaints.filter((one) => !one.includes('status of 503'))).toEqual([]);
  } finally {
    await browser.close();
    await server.dispose();
  }
}, 900_000);
