import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connection, figure, launchBrowser, NO_GL, openPage } from '../support/browser';
import { type Cable, layCable } from '../support/cable';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { machineNow, type PageClock, watchPage } from '../support/pageClock';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';
import { PAINTED } from '../support/wallPages';

const SOON_MS = 3000;
const CUT_MS = 30_000;
const SILENT_AFTER_MS = 10_000;
const RESTARTED_MS = 5000;

let server: RunningServer;
let browser: Browser;
let cable: Cable;
let page: Page;
let clock: PageClock;
let key = '';
let sent = 0;
const send = async (count: number): Promise<void> => {
  const reports = Array.from({ length: count }, () => simpleReport(`silence-${++sent}`));
  expect((await post(server.origin, key, reports)).status).toBe(200);
};
/** Runs in the page. */
function isWhole(): boolean {
  const came = performance
    .getEntriesByType('resource')
    .filter((one) => (one as PerformanceResourceTiming).responseEnd > 0)
    .map(({ name }) => name);
  const scenes = ['Units', 'Ranking', 'Course', 'Spotlight'];
  const needed = document.querySelectorAll<HTMLLinkElement>('link[rel=modulepreload], link[rel=stylesheet]');
  return (
    scenes.every((scene) => came.some((url) => url.includes(`/assets/${scene}-`))) &&
    [...needed].every(({ href }) => came.includes(href))
  );
}
const openWall = async (): Promise<Page> => {
  const opened = (await openPage(browser, `${cable.origin}/wall`)).page;
  await until(async () => (await figure(opened, 'received')) === sent, 'the wall shows what was sent');
  await opened.waitForSelector(PAINTED);
  // All its code is there: what a cut-off server cannot send any more costs a reload, and rightly so.
  await until(() => opened.evaluate(isWhole), 'the code of every scene is there');
  await opened.evaluate(() => Object.assign(window, { sameLife: true }));
  return opened;
};

beforeAll(async () => {
  await dayWithRoom();
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  browser = await launchBrowser(NO_GL);
}, DAY_HOOK_MS);
afterAll(async () => {
  await browser.close();
  await server.dispose();
});
beforeEach(async () => {
  cable = await layCable(server.origin);
  await send(3);
  page = await openWall();
  clock = await watchPage(page);
});
afterEach(async () => {
  await page.context().close();
  await cable.close();
});

const isLive = async () => (await connection(page)) === 'live';
const sameLife = () => page.evaluate(() => 'sameLife' in window);
/** The page noted it within a time of an instant; what the machine did not let it run is not its fault. */
async function within(instant: number, limitMs: number, notedAt: () => Promise<number | null>, what: string) {
  await until(async () => (await notedAt()) !== null, what);
  const took = ((await notedAt()) ?? Number.POSITIVE_INFINITY) - instant;
  expect(took, what).toBeLessThanOrEqual(limitMs + (await clock.lagMs()));
}
const saidWithin = (instant: number, limitMs: number, is: (mood: string) => boolean, what: string) =>
  within(instant, limitMs, () => clock.moodSince(instant, is), what);
/** Live, and every figure that was sent meanwhile stands there. */
async function rightWithin(instant: number, limitMs: number): Promise<void> {
  await saidWithin(instant, limitMs, live, 'live again');
  await within(instant, limitMs, () => clock.receivedSince(instant, sent), 'right again');
}
const notLive = (mood: string) => mood !== 'live';
const live = (mood: string) => mood === 'live';

test('I7 the network is cut for 30 s while values change: marked within 3 s, right within 3 s of its return, no reload', async () => {
  const pulledAt = machineNow();
  cable.pull();
  await saidWithin(pulledAt, SOON_MS, notLive, 'marked stale');
  const before = sent;
  const end = performance.now() + CUT_MS;
  while (performance.now() < end) {
    await send(2);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  expect(await figure(page, 'received')).toBe(before);
  expect(await page.locator('.wall').getAttribute('data-stale')).toBe('yes');
  const pluggedAt = machineNow();
  cable.plug();
  await rightWithin(pluggedAt, SOON_MS);
  expect(await page.locator('.wall').getAttribute('data-stale')).toBe('no');
  expect(await sameLife()).toBe(true);
});

test('I7 the device goes off the network: cut-off at once, live again by itself', async () => {
  const offAt = machineNow();
  await page.context().setOffline(true);
  await saidWithin(offAt, SOON_MS, (mood) => mood === 'cut-off', 'cut off');
  await send(2);
  const onAt = machineNow();
  await page.context().setOffline(false);
  await rightWithin(onAt, SOON_MS);
  expect(await sameLife()).toBe(true);
});

test('I7 the server stops answering: delayed and marked within 3 s, silent after 10 s with its own words, live when it goes on', async () => {
  const stoppedAt = machineNow();
  server.process.kill('SIGSTOP');
  try {
    await saidWithin(stoppedAt, SOON_MS, (mood) => mood === 'delayed', 'delayed');
    await page.waitForSelector('.state-line.is-mark');
    await saidWithin(stoppedAt, SILENT_AFTER_MS + 1000, (mood) => mood === 'silent', 'silent');
    await page.waitForSelector('.state-line.is-bad[data-said=unanswered]');
    expect(await page.locator('.state-line').innerText()).toContain('Máy chủ không phản hồi');
    expect(await page.locator('.as-of').innerText()).toContain('số liệu lúc');
  } finally {
    server.process.kill('SIGCONT');
  }
  const wentOnAt = machineNow();
  await saidWithin(wentOnAt - 1, SOON_MS, live, 'live again');
  expect(await sameLife()).toBe(true);
});

test('the server is killed and started again: a new epoch is taken without a reload', async () => {
  const epoch = async () => (await (await fetch(`${server.origin}/api/v1/snapshot`)).json()).epoch;
  const before = await epoch();
  const killedAt = machineNow();
  await server.kill('SIGKILL');
  await saidWithin(killedAt, SOON_MS, (mood) => mood === 'cut-off', 'cut off');
  server = await server.restart();
  expect(await epoch()).not.toBe(before);
  const sentAt = machineNow();
  await send(1);
  await within(sentAt, RESTARTED_MS, () => clock.receivedSince(sentAt, sent), 'right again');
  await until(isLive, 'live again');
  expect(await sameLife()).toBe(true);
});
