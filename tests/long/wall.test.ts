import { expect, test } from 'vitest';
import { launchBrowser, openPage } from '../support/browser';
import { startServer } from '../support/server';
import { soak } from '../support/soak';

const MINUTES = 20;
const SPEED = 20;

test(`a wall at ${SPEED}× tick rate does not grow in ${MINUTES} minutes, ${(MINUTES * SPEED) / 60} hours of its life`, async () => {
  const server = await startServer({ env: { DEMO: 'on', DEMO_SPEED: String(60 * SPEED) } });
  const browser = await launchBrowser();
  try {
    const { page } = await openPage(browser, `${server.origin}/wall`);
    await page.waitForSelector('[data-map=wards][data-painted="40"]', { state: 'attached' });
    const round = async (): Promise<void> => {
      for (const key of ['2', '3', '4', '5', '1']) {
        await page.keyboard.press(key);
        await page.waitForTimeout(2000);
      }
    };
    const { heapMbPerHour } = await soak(page, { warmUpMs: 120_000, watchMs: MINUTES * 60_000, speed: SPEED, round });
    expect(heapMbPerHour).toBeLessThanOrEqual(0.5);
  } finally {
    await browser.close();
    await server.dispose();
  }
});
