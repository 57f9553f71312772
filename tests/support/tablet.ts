import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser, NO_GL, openPage } from './browser';
import { watchCalls } from './calls';
import { dayWithRoom } from './midnight';
import { makeDataDir, makeKey, type RunningServer, startServer } from './server';
import { post, simpleReport } from './source';
import { letNote, type TabletNotes, type TabletState } from './tabletNotes';
import { until } from './until';

const CODE = '19753';
/** Their code comes a moment after the page stands. */
const SHEETS = ['views/ward/ListSheet.tsx', 'views/ward/NotesSheet.tsx'];

/** One tablet, one server, one source that reports of its ward. */
export interface TabletWorld {
  readonly server: () => RunningServer;
  readonly page: () => Page;
  readonly context: () => BrowserContext;
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** A fresh page in a fresh browser profile, a running server. */
  readonly begin: () => Promise<void>;
  readonly send: (count: number) => Promise<void>;
  /** It shows what was sent. */
  readonly isRight: () => Promise<boolean>;
  /** It is marked as cut off. */
  readonly isOff: () => Promise<boolean>;
  readonly visit: (origin?: string) => Promise<void>;
  /** Page and code lie on the device, the code of what opens over the page too, and the worker that answers with them runs. */
  readonly isKept: () => Promise<boolean>;
  /** Every call of the page was answered. */
  readonly isQuiet: () => boolean;
  /** Screens that the server has on its line. */
  readonly listeners: () => Promise<number>;
  /**
   * Finds the page's own process. What comes back stops it at once, as a device that falls asleep does: nothing in it runs,
   * the clock goes on.
   */
  readonly tire: () => Promise<() => void>;
  readonly wake: () => void;
  /** Makes the page believe that nobody sees it, or somebody does; returns when it was told. */
  readonly setHidden: (hidden: boolean) => Promise<number>;
  readonly notes: () => TabletNotes;
  /**
   * The page noted this within a time of an instant; what the machine did not let it run is not its fault, nor what else
   * held the line up. Returns when.
   */
  readonly within: (
    instant: number,
    limitMs: number,
    holds: (state: TabletState) => boolean,
    what: string,
    heldUpMs?: () => number,
  ) => Promise<number>;
  /** It shows what was sent. */
  readonly shows: (state: TabletState) => boolean;
  /** Its address below an origin. */
  readonly path: string;
  readonly dispose: () => Promise<void>;
}

export async function createTabletWorld(): Promise<TabletWorld> {
  await dayWithRoom();
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  let server = await startServer({ dataDir });
  const browser: Browser = await launchBrowser(NO_GL);
  const sheets = SHEETS.map(fileOf);
  let page: Page | null = null;
  let notes: TabletNotes | null = null;
  let isQuiet = () => true;
  let sent = 0;
  const present = (): Page => {
    if (!page) throw new Error('no page was begun');
    return page;
  };
  const asleep: number[] = [];
  const wake = (): void => {
    for (const id of asleep.splice(0)) process.kill(id, 'SIGCONT');
  };
  const isDown = () => server.process.exitCode !== null || server.process.signalCode !== null;
  const restart = async (): Promise<void> => {
    server = await server.restart();
  };
  const send = async (count: number): Promise<void> => {
    const reports = Array.from({ length: count }, () => simpleReport(`tablet-${++sent}`, { wardCode: CODE }));
    const { status } = await post(server.origin, key, reports);
    if (status !== 200) throw new Error(`the server answered ${status}`);
  };
  const shown = () =>
    present()
      .locator('[data-figure=received][data-window=month]')
      .getAttribute('data-value', { timeout: 1000 })
      .catch(() => null);
  const isRight = async () => Number((await shown()) ?? -1) === sent;
  const noted = (): TabletNotes => {
    if (!notes) throw new Error('no page was begun');
    return notes;
  };
  return {
    server: () => server,
    page: present,
    context: () => present().context(),
    kill: () => server.kill('SIGKILL'),
    restart,
    begin: async () => {
      wake();
      await page?.context().close();
      if (isDown()) await restart();
      const viewport = { width: 1280, height: 800 };
      page = (await openPage(browser, 'about:blank', { viewport, colorScheme: 'light' })).page;
      notes = await letNote(page.context(), page);
      isQuiet = watchCalls(page);
      await send(1);
    },
    isQuiet: () => isQuiet(),
    listeners: async () => {
      const metrics = await (await fetch(`${server.origin}/metrics`)).text();
      return Number(/^ioc_listeners (\d+)$/m.exec(metrics)?.[1] ?? Number.NaN);
    },
    tire: async () => {
      const line = await browser.newBrowserCDPSession();
      const { processInfo } = await line.send('SystemInfo.getProcessInfo');
      await line.detach();
      const ids = processInfo.flatMap(({ type, id }) => (type === 'renderer' ? [id] : []));
      if (ids.length === 0) throw new Error('no page has a process');
      return () => {
        asleep.push(...ids);
        for (const id of ids) process.kill(id, 'SIGSTOP');
      };
    },
    wake,
    setHidden: (hidden) =>
      present().evaluate((value) => {
        const state = value ? 'hidden' : 'visible';
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
        const at = performance.timeOrigin + performance.now();
        document.dispatchEvent(new Event('visibilitychange'));
        return at;
      }, hidden),
    notes: noted,
    within: async (instant, limitMs, holds, what, heldUpMs = () => 0) => {
      await until(async () => (await noted().since(instant, holds)) !== null, what);
      const at = (await noted().since(instant, holds)) ?? Number.POSITIVE_INFINITY;
      expect(at - instant, what).toBeLessThanOrEqual(limitMs + (await noted().lagMs(instant)) + heldUpMs());
      return at;
    },
    shows: ({ received }) => received === String(sent),
    path: `/ward/${CODE}`,
    send,
    isRight,
    isOff: async () => (await present().locator('.ward[data-off=yes]').count()) > 0,
    visit: async (origin = server.origin) => {
      await present().goto(`${origin}/ward/${CODE}`);
      await until(isRight, 'the tablet shows what was sent');
    },
    isKept: () =>
      present().evaluate(async (alsoNeeded) => {
        const names = (await caches.keys()).filter((name) => name.startsWith('ward:'));
        const cache = names.length === 1 ? await caches.open(names[0] ?? '') : null;
        const brought = performance
          .getEntriesByType('resource')
          .map(({ name }) => new URL(name))
          .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'));
        const needed = ['/ward/', ...alsoNeeded, ...brought.map(({ pathname }) => pathname)];
        const kept = await Promise.all(needed.map((path) => cache?.match(path)));
        const worker = await navigator.serviceWorker.getRegistration();
        return worker?.active?.state === 'activated' && kept.every((answer) => answer !== undefined);
      }, sheets),
    dispose: async () => {
      wake();
      await browser.close();
      await server.dispose();
    },
  };
}

/** What a source became in the build. */
function fileOf(source: string): string {
  const path = fileURLToPath(new URL('../../dist/client/.vite/manifest.json', import.meta.url));
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { readonly file: string }>;
  const file = manifest[source]?.file;
  if (file === undefined) throw new Error(`the build has no ${source}`);
  return `/${file}`;
}
