import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser, openPage } from './browser';
import { makeDataDir, makeKey, type RunningServer, startServer } from './server';
import { post, simpleReport } from './source';
import { until } from './until';

const CODE = '19753';

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
  /** Page and code lie on the device. */
  readonly isKept: () => Promise<boolean>;
  /** Stops the page's own process, as a device that falls asleep does; nothing in it runs, the clock goes on. */
  readonly sleep: () => Promise<void>;
  readonly wake: () => void;
  /** Makes the page believe that nobody sees it, or somebody does. */
  readonly setHidden: (hidden: boolean) => Promise<void>;
  /** Its address below an origin. */
  readonly path: string;
  readonly dispose: () => Promise<void>;
}

export async function createTabletWorld(): Promise<TabletWorld> {
  const dataDir = makeDataDir();
  const key = await makeKey(dataDir);
  let server = await startServer({ dataDir });
  const browser: Browser = await launchBrowser(['--disable-3d-apis']);
  let page: Page | null = null;
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
      await send(1);
    },
    sleep: async () => {
      const line = await browser.newBrowserCDPSession();
      const { processInfo } = await line.send('SystemInfo.getProcessInfo');
      await line.detach();
      for (const { type, id } of processInfo) if (type === 'renderer') asleep.push(id);
      if (asleep.length === 0) throw new Error('no page has a process');
      for (const id of asleep) process.kill(id, 'SIGSTOP');
    },
    wake,
    setHidden: (hidden) =>
      present().evaluate((value) => {
        const state = value ? 'hidden' : 'visible';
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden),
    path: `/ward/${CODE}`,
    send,
    isRight,
    isOff: async () => (await present().locator('.ward[data-off=yes]').count()) > 0,
    visit: async (origin = server.origin) => {
      await present().goto(`${origin}/ward/${CODE}`);
      await until(isRight, 'the tablet shows what was sent');
    },
    isKept: () =>
      present().evaluate(async () => {
        const names = (await caches.keys()).filter((name) => name.startsWith('ward:'));
        const cache = names.length === 1 ? await caches.open(names[0] ?? '') : null;
        return (await cache?.match('/ward/')) !== undefined;
      }),
    dispose: async () => {
      wake();
      await browser.close();
      await server.dispose();
    },
  };
}
