import { launchBrowser, NO_GL, openPage } from '../support/browser';
import type { RunningServer } from '../support/server';
import { spread } from './workload';

const TIMES = 10;

/** From the call of the page to its first figure in the DOM, by the page's own clock, with nothing in its cache. */
export async function firstFigures(server: RunningServer) {
  const browser = await launchBrowser(NO_GL);
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const { page } = await openPage(browser, 'about:blank');
    await page.addInitScript(() => {
      const seen = new MutationObserver(() => {
        const value = document.querySelector('[data-figure=received]')?.getAttribute('data-value') ?? '';
        if (value === '') return;
        Object.assign(window, { firstMs: performance.now() });
        seen.disconnect();
      });
      seen.observe(document, { subtree: true, childList: true, attributeFilter: ['data-value'] });
    });
    await page.goto(`${server.origin}/wall`);
    await page.waitForFunction(() => 'firstMs' in window);
    times.push(await page.evaluate(() => (window as unknown as { firstMs: number }).firstMs));
    await page.context().close();
  }
  await browser.close();
  return { limitMs: 1500, ms: spread(times) };
}
