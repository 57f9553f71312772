import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Identity } from '../../shared/access';
import { type AccessWorld, createWorld, visit } from '../support/accessStubs';
import { axeFaults } from '../support/axe';
import { launchBrowser, NO_GL } from '../support/browser';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const WALL: Identity = { kind: 'device', name: 'Hành lang', view: 'wall', ward: null };
/** The title of a source: it reaches the page with the board and in no other way. */
const ONLY_ON_THE_BOARD = 'Nguon chi co tren bang';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  const dataDir = makeDataDir();
  const key = await makeKey(dataDir, 'test', '--title', ONLY_ON_THE_BOARD);
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
    expect(await page.locator('.pairing').innerText()).toMatch(/còn hiệu lực (10:00|9:5\d)/);
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
    world.pairing = 'refused';
    await until(async () => (await stateOf(page)) === 'refused', 'it was turned away');
    expect(await page.locator('.pairing-state').innerText()).toContain('bị từ chối');
    world.pairingSeconds = 1;
    await page.waitForSelector('[data-code=W3HMNA]');
    await page.waitForSelector('[data-code=P9TZ2B]');
    expect(await page.locator('.pairing-state').innerText()).toContain('hết hạn');
    await leave();
  });

  test('cut off by the server, every figure is gone within five seconds, from page and memory, and nothing asks on', async () => {
    const world = createWorld({ identity: WALL });
    const { page, line, leave } = await open('/wall?scene=units', world);
    await page.waitForSelector('.unit-count');
    await until(async () => (await rev(page)) !== '0', 'the figures are here');
    world.identity = { kind: 'anonymous' };
    world.admits = () => false;
    expect(await isInMemory(page, ONLY_ON_THE_BOARD)).toBe(true);
    const from = performance.now();
    line.cut();
    await page.waitForSelector('.pairing');
    expect(performance.now() - from).toBeLessThan(5000);
    expect(await page.locator('.figure, .unit, [data-figure], [data-ward]').count()).toBe(0);
    expect(await rev(page)).toBe('0');
    await until(async () => !(await isInMemory(page, ONLY_ON_THE_BOARD)), 'nothing of the board is in memory', 20_000);
    const joins = line.joins();
    await page.waitForSelector('[data-code]');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await until(async () => world.said.length >= 1 && (await stateOf(page)) === 'waiting', 'the code is shown');
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
