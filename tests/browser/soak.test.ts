import { expect, test } from 'vitest';
import { launchBrowser, openPage } from '../support/browser';
import { startServer } from '../support/server';
import { soak } from '../support/soak';
import { until } from '../support/until';

/** The demo's ordinary speed is 60: a wall of it lives twenty times as fast as that one. */
const SPEED = 20;
const SLOPE_LIMIT_MB_PER_HOUR = 0.5;

test(`a wall at ${SPEED}× tick rate, rotating, does not grow`, async () => {
  const server = await startServer({ env: { DEMO: 'on', DEMO_SPEED: String(60 * SPEED) } });
  // Without compiled code and its comings and goings the heap is what the page itself holds.
  const browser = await launchBrowser(['--js-flags=--jitless --no-flush-bytecode']);
  try {
    // A small window: what a page keeps does not depend on how many pixels it draws, and drawing them is all that would take time.
    const { page, complaints } = await openPage(browser, `${server.origin}/wall`, {
      viewport: { width: 960, height: 540 },
    });
    await page.waitForSelector('[data-map=wards][data-painted="40"]', { state: 'attached' });
    const scene = () => page.locator('.wall').getAttribute('data-scene');
    const round = async (): Promise<void> => {
      for (const key of ['2', '3', '4', '5', '1']) {
        const from = await scene();
        await page.keyboard.press(key);
        await until(async () => (await scene()) !== from, 'the next scene');
        await page.waitForTimeout(400);
      }
    };
    const { heapMbPerHour, samples } = await soak(page, { warmUpMs: 20_000, watchMs: 130_000, speed: SPEED, round });
    expect(heapMbPerHour).toBeLessThanOrEqual(SLOPE_LIMIT_MB_PER_HOUR);
    const nodes = samples.map((sample) => sample.nodes);
    const half = Math.floor(nodes.length / 2);
    // At rest: in passing a scene that leaves is still there.
    expect(Math.min(...nodes.slice(half))).toBeLessThanOrEqual(Math.min(...nodes.slice(0, half)) * 1.02);
    expect(Math.max(...samples.map((sample) => sample.canvases))).toBe(1);
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
    await server.dispose();
  }
}, 400_000);
