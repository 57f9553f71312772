import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openPage } from './browser';
import { until } from './until';

export const SCENES = ['overview', 'units', 'ranking', 'course', 'unit'] as const;

/** It stands, with its first figures: it takes keys. (Its figures may be there before its code is.) */
export const WALL_STANDS = 'html[data-rev]:not([data-rev="0"]) .wall';
/** In the address: no scene takes a turn by itself, however long the machine takes; keys lead on all the same. */
export const HELD = 'play=overview:86400';
/** The map has come and is drawn. */
export const PAINTED = '[data-map=wards][data-painted="40"]';

/** Opens a wall and waits until it stands. */
export async function openWall(
  browser: Browser,
  origin: string,
  query = '',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { page } = await openPage(browser, `${origin}/wall${query}`, options);
  await page.waitForSelector(WALL_STANDS);
  return page;
}

export function sceneOf(page: Page): Promise<string | null> {
  return page.locator('.wall').getAttribute('data-scene');
}

/** The scene stands, with all that its code draws of figures that are known, and nothing moves any more. */
export async function settled(page: Page, scene: string): Promise<void> {
  await until(async () => (await sceneOf(page)) === scene, `scene ${scene}`);
  const shown = `[data-scene-of=${scene}]:not(.is-away)`;
  await page.waitForSelector(`${shown} ${scene === 'overview' ? PAINTED : 'h2'}`, { state: 'attached' });
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running'));
  await typeset(page);
}

/** Every typeface that the page asks for is there: until then a substitute stands in, with other widths and fewer marks. */
export function typeset(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const isLoading = () => {
      // Only what is laid out asks for its typeface.
      document.body.getBoundingClientRect();
      return document.fonts.status === 'loading';
    };
    while (isLoading()) await document.fonts.ready;
  });
}

/** Texts that leave the screen or the room over the bottom line. */
export function outsideOf(page: Page): Promise<readonly (string | undefined)[]> {
  return page.evaluate(() => {
    const room = 2;
    const line = document.querySelector('.wall > .line');
    const floor = line && line.getClientRects().length > 0 ? line.getBoundingClientRect().top : innerHeight;
    return [
      ...document.querySelectorAll(
        '.wall h1, .head > *, .wall h2, .wall h3, .scene:not(.is-away) p, .scene:not(.is-away) li, .scene:not(.is-away) .ask',
      ),
    ]
      .filter((node) => !node.closest('.unseen, .line') && node.getClientRects().length > 0)
      .map((node) => ({
        text: node.textContent?.slice(0, 40),
        box: node.getBoundingClientRect(),
        head: node.closest('.head'),
      }))
      .filter(
        ({ box, head }) =>
          box.left < -room || box.right > innerWidth + room || box.top < -room || (!head && box.bottom > floor + room),
      )
      .map(({ text }) => text);
  });
}

/** Blocks whose text is wider or higher than they are, unless what is cut ends in an ellipsis. */
export function overflowing(page: Page): Promise<readonly (string | undefined)[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        '.scene:not(.is-away) :is(.tile, .unit, .rank-line, .tiles, .alerts, .changes, .spot-stands li, .course-lead)',
      ),
    ]
      .filter((node) => node.getClientRects().length > 0)
      .filter((node) => node.scrollWidth > node.clientWidth + 2 || node.scrollHeight > node.clientHeight + 4)
      .map((node) => `${node.className}: ${node.textContent?.slice(0, 60)}`),
  );
}
