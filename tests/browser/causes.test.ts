import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { type DeafProxy, openDeafProxy } from '../support/deafProxy';
import { machineNow } from '../support/pageClock';
import { noteSaid, type SaidNotes } from '../support/saidNotes';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

const MARKED_WITHIN_MS = 3000;
const GREY_FROM_MS = 10_000;
/** The last word came up to a second before, and the page looks several times a second. */
const ABOUT_MS = 1500;
/** What is said for longer is seen in the table of all troubles (troubles.test.ts). */
const LOOKS_S = [3, 10, 15];
const ENV = { DEMO: 'on', DEMO_AT: '2025-07-14T16:20:00+07:00' };
const VIEWS = ['/wall', '/present', '/ward/19753', '/press?from=2025-07-01&to=2025-07-14'] as const;

let browser: Browser;
let server: RunningServer;
/** What each screen said, for whoever reads the tests' output. */
const table: string[] = [];
beforeAll(async () => {
  browser = await launchBrowser(NO_GL);
  server = await startServer({ env: ENV });
});
afterAll(async () => {
  console.log(['fault | screen | after | connection | cause | grey | words', ...table].join('\n'));
  await browser.close();
  await server.dispose();
});

interface Screen {
  readonly view: string;
  readonly page: Page;
  readonly said: SaidNotes;
}

async function openScreens(origin: string, views: readonly string[] = VIEWS): Promise<Screen[]> {
  const screens: Screen[] = [];
  for (const view of views) {
    const { page } = await openPage(browser, `${origin}${view}`, { reducedMotion: 'reduce' });
    await page.waitForSelector('html[data-board=ready][data-connection=live]');
    await page.waitForSelector(view.startsWith('/press') ? '.sheet' : '[data-figure]');
    screens.push({ view, page, said: await noteSaid(page) });
  }
  return screens;
}

/** Where each figure stands, and how wide it is. */
function boxesOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-figure], .head > h1, .head > .sim, .head > .clock, .present-sim, .ward .sim')]
      .filter((node) => node.getClientRects().length > 0)
      .map((node) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        return [node.getAttribute('data-figure') ?? node.className, x, y, width, height].join(' ');
      }),
  );
}

/** Keeps what every screen says at each look, and judges mark and grey by the page's own notes. */
async function judge(fault: string, screens: readonly Screen[], from: number, cause: string) {
  const last = (LOOKS_S.at(-1) ?? 0) * 1000;
  await until(() => machineNow() > from + last + 200, `${last} ms of ${fault}`, last + 60_000);
  for (const { view, said } of screens) {
    for (const s of LOOKS_S) {
      const then = await said.at(from + s * 1000);
      table.push(
        `${fault} | ${view} | ${s} s | ${then?.connection} | ${then?.cause} | ${then?.stale ? 'yes' : 'no'} | ${then?.words}`,
      );
    }
    const lagMs = await said.lagMs();
    const markedAt = await said.since(from, ({ words }) => words !== '');
    expect((markedAt ?? Number.POSITIVE_INFINITY) - from, `${view}: marked`).toBeLessThanOrEqual(
      MARKED_WITHIN_MS + lagMs,
    );
    expect((await said.at(from + last))?.cause, `${view}: ${fault}`).toBe(cause);
    if (view.startsWith('/press')) continue;
    const greyAt = ((await said.since(from, ({ stale }) => stale)) ?? Number.POSITIVE_INFINITY) - from;
    expect(greyAt, `${view}: grey`).toBeLessThanOrEqual(GREY_FROM_MS + ABOUT_MS + lagMs);
    expect(greyAt, `${view}: not before its time`).toBeGreaterThanOrEqual(GREY_FROM_MS - ABOUT_MS);
  }
}

/** Live again by itself, in the same life, with nothing left of the silence. */
async function recovered(screens: readonly Screen[]): Promise<void> {
  for (const { view, page } of screens) {
    await page.waitForSelector('html[data-connection=live][data-board=ready]:not([data-cause])');
    await page.waitForSelector('[data-silence]:not([data-silence=source])', { state: 'detached' });
    expect(await page.locator('[data-stale=yes]').count(), view).toBe(0);
    expect(await page.evaluate(() => 'sameLife' in window), view).toBe(true);
  }
}

const close = (screens: readonly Screen[]) => Promise.all(screens.map(({ page }) => page.context().close()));

// Side by side, each with a server of its own: what takes the time is the waiting.
describe.concurrent('who is silent', () => {
  test('a server that stands still: it does not answer, from first to last, whatever its sockets do; nothing moves', async () => {
    const screens = await openScreens(server.origin);
    const before = await Promise.all(screens.map(({ page }) => boxesOf(page)));
    const from = machineNow();
    server.process.kill('SIGSTOP');
    try {
      await until(() => machineNow() > from + 6000, 'six seconds');
      expect(await Promise.all(screens.map(({ page }) => boxesOf(page))), 'marked').toEqual(before);
      await judge('stopped', screens, from, 'unanswered');
      expect(await Promise.all(screens.map(({ page }) => boxesOf(page))), 'grey').toEqual(before);
      for (const { view, said } of screens) {
        // A socket is given up after some time; what is known of the server is the same.
        await until(async () => (await said.all()).at(-1)?.connection === 'cut-off', `${view}: its socket closed`);
        const notes = await said.all();
        const first = notes.findIndex(({ cause }) => cause === 'unanswered');
        const causes = new Set(notes.slice(first).map(({ cause }) => cause));
        expect([...causes], `${view}: it stays until something answers`).toEqual(['unanswered']);
        expect(notes.at(-1)?.words).toContain('Máy chủ không phản hồi');
      }
    } finally {
      server.process.kill('SIGCONT');
    }
    await recovered(screens);
    expect(await Promise.all(screens.map(({ page }) => boxesOf(page))), 'after it').toEqual(before);
    await close(screens);
  });

  test('a killed server: it cannot be reached, and that is not the fault of the screen', async () => {
    const own = await startServer({ env: ENV });
    const screens = await openScreens(own.origin);
    const wall = screens[0]?.page.locator('.line ol li');
    const happened = () => wall?.allInnerTexts();
    expect(await happened(), 'what the snapshot brought').toHaveLength(3);
    const before = await happened();
    const from = machineNow();
    await own.kill('SIGKILL');
    await judge('killed', screens, from, 'refused');
    for (const { said } of screens) {
      expect((await said.all()).at(-1)?.words).toContain('Không kết nối được tới máy chủ');
    }
    const again = await own.restart();
    await recovered(screens);
    // A demo that stands still loads its city anew: what happened last is the same.
    expect(await happened()).toEqual(before);
    await close(screens);
    await again.dispose();
  });

  test('a device without a network: it says so itself', async () => {
    const own = await startServer({ env: ENV });
    const screens = await openScreens(own.origin);
    const from = machineNow();
    for (const { page } of screens) await page.context().setOffline(true);
    await judge('offline', screens, from, 'offline');
    for (const { said } of screens) expect((await said.all()).at(-1)?.words).toContain('ngoại tuyến');
    for (const { page } of screens) await page.context().setOffline(false);
    await recovered(screens);
    await close(screens);
    await own.dispose();
  });
});

describe('a proxy that passes no WebSocket', () => {
  let proxy: DeafProxy;
  beforeAll(async () => {
    proxy = await openDeafProxy(server.origin);
  });
  afterAll(() => proxy.close());

  test('before the first figure every view says that the line is refused and what to check, and none waits in silence', async () => {
    const views = ['/wall', '/present', '/ward/19753', '/ops', '/remote#x', VIEWS[3]];
    const screens: Screen[] = [];
    for (const view of views) {
      const { page } = await openPage(browser, `${proxy.origin}${view}`, { reducedMotion: 'reduce' });
      screens.push({ view, page, said: await noteSaid(page) });
    }
    for (const { view, page, said } of screens) {
      await page.waitForSelector('html[data-cause=line-blocked][data-board=loading][data-connection=cut-off]');
      await until(
        async () =>
          /Đường truyền trực tiếp bị từ chối.*WebSocket qua \/socket\.io\//.test(
            (await said.all()).at(-1)?.words ?? '',
          ),
        `${view} says so`,
      );
      expect(await page.locator('body').innerText(), view).not.toContain('bản tin đầu tiên');
      table.push(
        `no WebSocket | ${view} | at load | cut-off | line-blocked | no | ${(await said.all()).at(-1)?.words}`,
      );
    }
    proxy.mend();
    for (const { page, view } of screens.filter((one) => one.view !== '/ops' && !one.view.startsWith('/remote'))) {
      await page.waitForSelector('html[data-connection=live][data-board=ready]:not([data-cause])');
      expect(await page.locator('[data-waiting]').count(), view).toBe(0);
    }
    await close(screens);
  });
});
