import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Identity } from '../../shared/access';
import { type AccessWorld, createWorld, visit } from '../support/accessStubs';
import { axeFaults } from '../support/axe';
import { launchBrowser, NO_GL } from '../support/browser';
import { untilGone } from '../support/gone';
import { watchOwnLag } from '../support/ownLag';
import { machineNow, watchPage } from '../support/pageClock';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const WALL: Identity = { kind: 'device', name: 'Hành lang', view: 'wall', ward: null };
/** The title of a source: it reaches the page with the board and in no other way. */
const ONLY_ON_THE_BOARD = 'Nguon chi co tren bang';
const FIGURES = '.figure, .unit, [data-figure], [data-ward]';
const BLANK_WITHIN_MS = 5000;

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir, 'test', { title: ONLY_ON_THE_BOARD });
  server = await startServer({ dataDir });
  await post(server.origin, key, [simpleReport('first')]);
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

const open = (path: string, world: AccessWorld, options?: BrowserContextOptions) =>
  visit(browser, `${server.origin}${path}`, world, options);
const stateOf = (page: Page) => page.locator('.pairing').getAttribute('data-pairing');
const codeOf = (page: Page) => page.locator('[data-code]').getAttribute('data-code');
const rev = (page: Page) => page.locator('html').getAttribute('data-rev');
/** Lets the page note what it says, for each state passes by itself. */
const noteWords = (page: Page) =>
  page.evaluate(() => {
    const words: string[] = [];
    Object.assign(window, { words });
    const textOf = (css: string) => document.querySelector(css)?.textContent ?? '';
    const look = (): void => {
      const state = document.querySelector<HTMLElement>('.pairing')?.dataset.pairing;
      words.push(`${state}: ${textOf('[data-code]')} ${textOf('.pairing-state')}`);
    };
    const seen = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(look).observe(document.body, seen);
  });
/** Whether a text is anywhere in what the page still holds, after its garbage was collected. */
async function isInMemory(page: Page, text: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  let heap = '';
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
    heap += chunk;
  });
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', {});
  await session.detach();
  return heap.includes(text);
}

describe('a screen that nobody types on', () => {
  test('shows a code in two groups and a QR of the operators’ page, no form; confirmed, it opens without a white frame', async () => {
    const world = createWorld({ admits: () => world.identity.kind === 'device' });
    const { page, leave } = await open('/wall', world);
    await until(async () => (await stateOf(page)) === 'waiting', 'a code');
    expect(await codeOf(page)).toBe('K7M4QX');
    expect(await page.locator('[data-code] span').allInnerTexts()).toEqual(['K7M', '4QX']);
    expect(await page.locator('input').count()).toBe(0);
    expect(await page.locator('.pairing').innerText()).toMatch(/còn hiệu lực (10:00|9:\d\d)/);
    expect(await page.locator('.qr').count()).toBe(1);
    expect(await page.locator('.figure, [data-figure], [data-ward]').count()).toBe(0);
    expect(world.said).toEqual(['POST /api/v1/pairings {"view":"wall","ward":null}']);
    const height = await page
      .locator('[data-code]')
      .evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize));
    expect(height, 'the code at 8 m: far above the 16 minutes of needed text').toBeGreaterThan(28 * 6);
    expect(await axeFaults(page)).toEqual([]);
    await page.evaluate(() => {
      const grounds = new Set<string>();
      Object.assign(window, { grounds });
      const look = (): void => {
        const top = document.elementFromPoint(3, 3) ?? document.body;
        for (let node: Element | null = top; node; node = node.parentElement) {
          const ground = getComputedStyle(node).backgroundColor;
          if (ground === 'rgba(0, 0, 0, 0)') continue;
          grounds.add(ground);
          break;
        }
        requestAnimationFrame(look);
      };
      look();
    });
    world.pairing = WALL;
    await page.waitForSelector('.wall');
    await until(async () => (await rev(page)) !== '0', 'the figures are here');
    const grounds = await page.evaluate(() => [...(window as unknown as { grounds: Set<string> }).grounds]);
    expect(
      grounds.every((ground) => /rgb\((\d\d?), (\d\d?), (\d\d?)\)/.test(ground)),
      grounds.join(),
    ).toBe(true);
    await leave();
  });

  test('turned away, and when its time is up, it says so and shows another code by itself', async () => {
    const world = createWorld({ admits: () => false });
    const { page, leave } = await open('/wall', world);
    await until(async () => (await codeOf(page)) === 'K7M4QX', 'the first code');
    await noteWords(page);
    // The first one has ten minutes, those after it are over soon.
    world.pairingSeconds = 1;
    world.pairing = 'refused';
    const words = () => page.evaluate(() => (window as unknown as { words: string[] }).words);
    await until(async () => (await words()).some((line) => /P9TZ2B.*hết hạn/.test(line)), 'two codes later');
    const all = await words();
    const inTurn = [/^refused: .*bị từ chối/, /^waiting: W3HMNA/, /^waiting: P9TZ2B/];
    const places = inTurn.map((said) => all.findIndex((line) => said.test(line)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    await leave();
  });

  test('cut off by the server, every figure is gone within five seconds, from page and memory, and nothing asks on', async () => {
    const world = createWorld({ identity: WALL });
    const { page, line, leave } = await open('/wall?scene=units', world);
    await page.waitForSelector('.unit-count');
    await until(async () => (await rev(page)) !== '0', 'the figures are here');
    expect(await isInMemory(page, ONLY_ON_THE_BOARD)).toBe(true);
    const clock = await watchPage(page);
    const goneAt = page.evaluate(untilGone, FIGURES);
    // The line's stub runs in this process: what holds it up is not the page's fault.
    const lag = watchOwnLag();
    world.identity = { kind: 'anonymous' };
    world.admits = () => false;
    const cutAt = machineNow();
    line.cut();
    expect((await goneAt) - cutAt).toBeLessThan(BLANK_WITHIN_MS + (await clock.lagMs()) + lag.heldUpMs());
    lag.stop();
    await page.waitForSelector('.pairing');
    expect(await page.locator(FIGURES).count()).toBe(0);
    expect(await rev(page)).toBe('0');
    await until(async () => !(await isInMemory(page, ONLY_ON_THE_BOARD)), 'nothing of the board is in memory');
    const joins = line.joins();
    await page.waitForSelector('[data-code]');
    await until(async () => world.said.length >= 1 && (await stateOf(page)) === 'waiting', 'the code is shown');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    // It goes on asking for its own code: by then it would have knocked.
    for (let claims = 0; claims < 2; claims++) await page.waitForResponse((answer) => answer.url().endsWith('/claim'));
    expect(line.joins(), 'a screen that was turned away does not knock again').toBe(joins);
    await leave();
  });

  test('says what to do while nobody has an account, and offers a form only when asked for', async () => {
    const world = createWorld({ admits: () => false, hasUsers: false });
    const { page, leave } = await open('/wall', world, { viewport: { width: 800, height: 1280 }, hasTouch: true });
    await until(
      async () => (await page.locator('.pairing-state').innerText()).includes('npm run users'),
      'the command',
    );
    await page.locator('.pairing-sign-in').tap();
    await page.waitForSelector('[data-form=sign-in]');
    expect(await page.locator('.first-run pre').innerText()).toContain('--role admin');
    await page.getByText('Quay lại mã').tap();
    await page.waitForSelector('.pairing');
    await leave();
  });
});
