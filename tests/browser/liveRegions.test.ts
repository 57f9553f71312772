import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, NO_GL } from '../support/browser';
import { type AnyView, EVERY_VIEW, openView, operatorState } from '../support/everyView';
import { createGate } from '../support/gate';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

/** Beats of the server that a standing board is watched for; and seconds without a server. */
const BEATS = 6;
/** What is to come after a page stands, a map's code at the latest, begins to show within so long. */
const SETTLED_MS = 5000;
/** The longest that any part of a page waits before it reads anew. */
const LONGEST_READING_MS = 17_000;

let standing: RunningServer;
let running: RunningServer;
let browser: Browser;
const operators = new Map<RunningServer, BrowserContextOptions>();
beforeAll(async () => {
  standing = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T10:42:16+07:00' } });
  running = await startServer({ env: { DEMO: 'on' } });
  browser = await launchBrowser(NO_GL);
  for (const server of [standing, running]) operators.set(server, await operatorState(server));
});
afterAll(async () => {
  await browser.close();
  await Promise.all([standing.dispose(), running.dispose()]);
});

/** What is read out while nobody asks: every text that a live region takes on, from now on. */
function listen(page: Page): Promise<void> {
  return page.evaluate(() => {
    const LIVE = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], [role=timer], output';
    const isLive = (node: Element) => node.getAttribute('aria-live') !== 'off';
    const said: { readonly region: string; readonly text: string }[] = [];
    const texts = new Map<Element, string>();
    const numbers = new Map<Element, number>();
    const look = (): void => {
      for (const region of document.querySelectorAll(LIVE)) {
        if (!isLive(region)) continue;
        const text = region.textContent ?? '';
        if (texts.get(region) === text) continue;
        texts.set(region, text);
        if (!numbers.has(region)) numbers.set(region, numbers.size);
        said.push({ region: `${numbers.get(region)} ${region.className || region.tagName}`, text });
        Object.assign(window, { saidMs: performance.now() });
      }
    };
    look();
    said.length = 0;
    // All that a region holds counts, ages in it too: whether it is drawn or hidden.
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { said });
  });
}

const said = (page: Page) =>
  page.evaluate(() => (window as unknown as { said: { region: string; text: string }[] }).said);

/** What changed on the page beside clocks and ages. */
function watch(page: Page): Promise<void> {
  return page.evaluate(() => {
    const moved: string[] = [];
    const observer = new MutationObserver((list) => {
      for (const { target, type, attributeName, oldValue } of list) {
        // The same word written again is no change to anybody.
        if (type === 'attributes' && target instanceof Element && target.getAttribute(attributeName ?? '') === oldValue)
          continue;
        if (type === 'characterData' && target.nodeValue === oldValue) continue;
        const element = target instanceof Element ? target : target.parentElement;
        if (!element || element.closest('[data-ticking]') || element.closest('head')) continue;
        if (element.id === 'root' && type === 'attributes') continue;
        moved.push(
          `${type} ${attributeName ?? ''} ${element.tagName}.${element.getAttribute('class')}: ${element.textContent?.slice(0, 60)}`,
        );
      }
    });
    const root = document.getElementById('root');
    const all = { subtree: true, childList: true, characterData: true, attributes: true } as const;
    if (root) observer.observe(root, { ...all, attributeOldValue: true, characterDataOldValue: true });
    Object.assign(window, { moved });
  });
}

const moved = (page: Page) => page.evaluate(() => [...new Set((window as unknown as { moved: string[] }).moved)]);

/** How many heartbeats the page has heard, by its line. */
function countBeats(page: Page): () => number {
  let beats = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('"heartbeat"')) beats++;
    }),
  );
  return () => beats;
}

async function openCounted(server: RunningServer, view: AnyView) {
  let beats = () => 0;
  const prepare = async (page: Page) => {
    beats = countBeats(page);
  };
  const opened = await openView(browser, server.origin, view, { ...operators.get(server), prepare });
  return { ...opened, beats: () => beats() };
}

/** Watching is waiting: so many views at once; those that move need more of the machine. */
const standInTurn = createGate(13);
const moveInTurn = createGate(7);
const LIVE_VIEWS = EVERY_VIEW.filter(({ name }) => !name.startsWith('press'));

const STANDS = '$name: while the board stands still nothing moves but clocks and ages, and nothing is said';
// Operators see other screens come and go: they have the server to themselves.
const isOperators = ({ name }: AnyView) => name === 'ops';
test.concurrent.each(LIVE_VIEWS.filter((view) => !isOperators(view)))(STANDS, (view) =>
  standInTurn(() => stands(view)),
);
test.each(LIVE_VIEWS.filter(isOperators))(STANDS, stands);

async function stands(view: AnyView): Promise<void> {
  const { page, beats } = await openCounted(standing, view);
  // What comes a moment after the page stands: pictures, lists, code.
  await page.waitForLoadState('networkidle');
  await until(async () => (await quietMs(page)) > SETTLED_MS, 'the page has settled');
  await listen(page);
  await watch(page);
  const from = beats();
  await until(() => beats() >= from + BEATS, `${BEATS} beats`);
  expect(await moved(page)).toEqual([]);
  expect(await said(page)).toEqual([]);
  await page.context().close();
}

/** For how long nothing but clocks and ages has moved. */
async function quietMs(page: Page): Promise<number> {
  return page.evaluate(() => {
    const own = window as unknown as { lastMoved?: number };
    const root = document.getElementById('root');
    if (own.lastMoved === undefined && root) {
      own.lastMoved = performance.now();
      new MutationObserver((list) => {
        const isReal = list.some(({ target, type, attributeName, oldValue }) => {
          const element = target instanceof Element ? target : target.parentElement;
          const isSame = type === 'attributes' && element?.getAttribute(attributeName ?? '') === oldValue;
          return element && !isSame && !element.closest('[data-ticking]');
        });
        if (isReal) own.lastMoved = performance.now();
      }).observe(root, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
        attributeOldValue: true,
      });
    }
    return performance.now() - (own.lastMoved ?? 0);
  });
}

test.concurrent.each(LIVE_VIEWS)(`$name: while frames come, a region speaks once a minute at most`, (view) =>
  moveInTurn(async () => {
    const { page, beats } = await openCounted(running, view);
    await until(async () => (await page.locator('html').getAttribute('data-rev')) !== '0', 'the line stands');
    await listen(page);
    const from = beats();
    await until(() => beats() >= from + BEATS, `${BEATS} beats`);
    expect((await said(page)).length).toBeLessThanOrEqual(1);
    await page.context().close();
  }),
);

// Last: it ends the server that stood still.
test('without a server each view says so once, however long it lasts, and its age goes on beside it', async () => {
  const views = LIVE_VIEWS.filter(({ name }) => ['wall units', 'present overview', 'ward', 'ops'].includes(name));
  const pages = await Promise.all(
    views.map(async (view) => (await openView(browser, standing.origin, view, operators.get(standing))).page),
  );
  for (const page of pages) await listen(page);
  await standing.kill('SIGKILL');
  const ages = (page: Page) =>
    page.evaluate(() => [...document.querySelectorAll('[data-ticking]')].map((one) => one.textContent).join());
  const MARK = '[data-silence], .ops-unheard';
  for (const page of pages) await page.waitForSelector(MARK);
  // Until what is known of the cause is settled, and every list that is read now and then was read in vain.
  const quietFor = (page: Page) =>
    page.evaluate(() => performance.now() - ((window as unknown as { saidMs?: number }).saidMs ?? 0));
  for (const page of pages) await until(async () => (await quietFor(page)) > LONGEST_READING_MS, 'all was said');
  const before = await Promise.all(pages.map(async (page) => ({ said: await said(page), ages: await ages(page) })));
  for (const [i, page] of pages.entries()) {
    let changes = 0;
    let last = before[i]?.ages;
    await until(async () => {
      const now = await ages(page);
      if (now !== last) changes++;
      last = now;
      return changes >= BEATS;
    }, 'ages go on');
    expect(await said(page), views[i]?.name).toEqual(before[i]?.said);
    const repeated = (await said(page))
      .map(({ region, text }) => `${region}: ${text}`)
      .filter((one, at, all) => all.indexOf(one) !== at);
    expect(repeated, views[i]?.name).toEqual([]);
  }
  await Promise.all(pages.map((page) => page.context().close()));
});
