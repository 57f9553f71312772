import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, NO_GL } from '../support/browser';
import { EVERY_VIEW, openView } from '../support/everyView';
import { type RunningServer, startServer } from '../support/server';

const SIZES = [
  [1920, 1080],
  [1080, 1920],
  [3840, 1080],
  [1366, 768],
] as const;
const STAGES = ['.wall', '.present', '.ward'];

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T10:42:16+07:00' } });
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

/** Where everything stands that is seen, before the view loses its colour and after: what moved. */
const movedByGrey = (page: Page): Promise<readonly string[]> =>
  page.evaluate((stages) => {
    const stage = stages.map((css) => document.querySelector(css)).find((one) => one !== null);
    if (!stage) throw new Error('no stage');
    // The frame of a scene is not seen itself, nor is what is only read out.
    const all = [...stage.querySelectorAll<HTMLElement>('*')].filter(
      (one) => one.checkVisibility() && !one.matches('.scene, .unseen'),
    );
    const places = () =>
      all.map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [x, y, width, height].map(Math.round).join(' ');
      });
    const before = places();
    stage.classList.add('is-stale');
    const after = places();
    // Whatever lay under the middle of a figure lies there still.
    const covered = [...stage.querySelectorAll<HTMLElement>('[data-figure]')].filter((figure) => {
      const { x, y, width, height } = figure.getBoundingClientRect();
      const top = document.elementFromPoint(x + width / 2, y + height / 2);
      stage.classList.remove('is-stale');
      const was = document.elementFromPoint(x + width / 2, y + height / 2);
      stage.classList.add('is-stale');
      return figure.checkVisibility() && was !== top;
    });
    stage.classList.remove('is-stale');
    return [
      ...all.flatMap((one, i) =>
        before[i] === after[i] ? [] : [`${one.tagName}.${one.getAttribute('class')}: ${before[i]} → ${after[i]}`],
      ),
      ...covered.map((one) => `covered: ${one.dataset.figure}`),
    ];
  }, STAGES);

test.each(EVERY_VIEW.filter(({ name }) => /^(wall|present|ward$)/.test(name)))(
  '$name: nothing moves as it turns grey, at any shape',
  async (view) => {
    const { page } = await openView(browser, server.origin, view, { reducedMotion: 'reduce' });
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      expect((await movedByGrey(page)).slice(0, 10), `${width}×${height}`).toEqual([]);
    }
    await page.context().close();
  },
);
