import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, NO_GL } from '../support/browser';
import { type AnyView, EVERY_VIEW, openView, operatorState } from '../support/everyView';
import { createGate } from '../support/gate';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

const FRAMES = 100;
/** Whatever a row, a shape or a tile is called by. */
const NAMES = [
  'data-ward',
  'data-twin',
  'data-alert',
  'data-lamp',
  'data-mover',
  'data-near',
  'data-near-label',
  'data-source',
  'data-rule',
  'data-reason',
  'data-wall',
  'data-device',
  'data-seq',
  'data-event',
  'data-field',
  'data-hour',
  'data-late-in',
  'data-hint',
  'data-note',
  'data-decision',
] as const;

let server: RunningServer;
let browser: Browser;
let operator: BrowserContextOptions;
beforeAll(async () => {
  // A demo that runs: half a minute of the day between two frames, and every list changes its order now and then.
  server = await startServer({ env: { DEMO: 'on' } });
  browser = await launchBrowser(NO_GL);
  operator = await operatorState(server);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

/** Notes every row by its place in the page and its name, and follows which of them are exchanged for others. */
function followRows(page: Page): Promise<number> {
  return page.evaluate((names) => {
    const root = document.getElementById('root');
    if (!root) throw new Error('no page');
    const nameOf = (row: Element): string => {
      const own = names.map((name) => (row.hasAttribute(name) ? `${name}=${row.getAttribute(name)}` : '')).join('');
      const path: string[] = [];
      for (let one = row.parentElement; one && one !== root; one = one.parentElement) {
        // Two columns that are called the same are two places; a row within a row may stand anywhere.
        const isRow = names.some((name) => one?.hasAttribute(name));
        const called = `${one.tagName}.${one.getAttribute('class')?.split(' ')[0] ?? ''}${one.id}`;
        const alike = [...(one.parentElement?.children ?? [])].filter(({ className }) => className === one?.className);
        path.unshift(isRow ? called : `${called}${alike.indexOf(one)}`);
      }
      return `${path.join('/')} ${row.tagName} ${own}`;
    };
    const rows = () => [...root.querySelectorAll(names.map((name) => `[${name}]`).join(','))];
    const known = new Map<string, Element>();
    const exchanged: string[] = [];
    const note = (): void => {
      const seen = new Map<string, Element>();
      for (const row of rows()) if (!seen.has(nameOf(row))) seen.set(nameOf(row), row);
      for (const [name, row] of seen) {
        const before = known.get(name);
        // A row that left and came back may be another; one that never left may not.
        if (before && before !== row) exchanged.push(name);
      }
      known.clear();
      for (const [name, row] of seen) known.set(name, row);
    };
    note();
    new MutationObserver(note).observe(root, { subtree: true, childList: true });
    Object.assign(window, { exchanged, rowsLeft: () => known.size });
    return known.size;
  }, NAMES);
}

/** Puts the focus on something in a row that takes it, or makes a row take it; returns whether there is one. */
function focusRow(page: Page): Promise<boolean> {
  return page.evaluate((names) => {
    const inRow = names.map((name) => `[${name}]`).join(',');
    const shown = [...document.querySelectorAll<HTMLElement>(inRow)].filter((row) => row.getClientRects().length > 0);
    const row = shown[Math.floor(shown.length / 2)];
    if (!row) return false;
    const within = row.querySelector<HTMLElement>('button, a, input, select') ?? row;
    if (within === row && row.tabIndex < 0) row.tabIndex = -1;
    within.focus({ preventScroll: true });
    Object.assign(window, { focused: within });
    return document.activeElement === within;
  }, NAMES);
}

const read = (page: Page) =>
  page.evaluate(() => {
    const { exchanged, focused } = window as unknown as { exchanged: string[]; focused: HTMLElement };
    const held = document.activeElement;
    return {
      rev: Number(document.documentElement.dataset.rev),
      exchanged: [...new Set(exchanged)].slice(0, 20),
      // A row that left the list takes its focus with it.
      keeps: !focused?.isConnected || held === focused,
      on: `${held?.tagName}.${held?.className}`,
    };
  });

// Press pages and the presenter's text stand still by themselves.
const MOVING = EVERY_VIEW.filter(({ name }) => !name.startsWith('press') && !/brief|decisions|pick/.test(name));

async function keepsRows(chromium: Browser, view: AnyView): Promise<void> {
  const { page, complaints } = await openView(chromium, server.origin, view, operator);
  // The wall's map draws anew once it is on the GPU.
  if (chromium !== browser) await page.waitForSelector('[data-map=wards][data-renderer=gl]', { state: 'attached' });
  expect(await followRows(page)).toBeGreaterThan(0);
  expect(await focusRow(page), 'a row takes the focus').toBe(true);
  const from = (await read(page)).rev;
  await until(async () => (await read(page)).rev >= from + FRAMES, `${FRAMES} frames`, 240_000);
  const { exchanged, keeps, on } = await read(page);
  expect(exchanged).toEqual([]);
  expect(keeps, `the focus is on ${on}`).toBe(true);
  expect(complaints.filter((text) => !text.startsWith('Failed to load'))).toEqual([]);
  await page.context().close();
}

/** A hundred frames take as long for five as for one. */
const inTurn = createGate(5);
test.concurrent.each(MOVING)(`$name keeps its rows and the focus through ${FRAMES} frames`, (view) =>
  inTurn(() => keepsRows(browser, view)),
);

test(`the map on the GPU keeps its shapes through ${FRAMES} frames`, async () => {
  const glBrowser = await launchBrowser();
  try {
    for (const view of MOVING.filter(({ name }) => name === 'wall overview')) await keepsRows(glBrowser, view);
  } finally {
    await glBrowser.close();
  }
});
