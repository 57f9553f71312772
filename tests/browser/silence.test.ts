import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connection, figure, launchBrowser, openPage } from '../support/browser';
import { type Cable, layCable } from '../support/cable';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const SOON_MS = 3000;
const CUT_MS = 30_000;

let server: RunningServer;
let browser: Browser;
let cable: Cable;
let page: Page;
let key = '';
let sent = 0;
const send = async (count: number): Promise<void> => {
  const reports = Array.from({ length: count }, () => simpleReport(`silence-${++sent}`));
  expect((await post(server.origin, key, reports)).status).toBe(200);
};

beforeAll(async () => {
  const dataDir = makeDataDir();
  key = await makeKey(dataDir);
  server = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});
beforeEach(async () => {
  cable = await layCable(server.origin);
  await send(3);
  page = (await openPage(browser, `${cable.origin}/wall`)).page;
  await until(async () => (await figure(page, 'received')) === sent, 'the wall shows what was sent');
  await page.evaluate(() => Object.assign(window, { sameLife: true }));
});
afterEach(async () => {
  await page.context().close();
  await cable.close();
});

const isLive = async () => (await connection(page)) === 'live';
const sameLife = () => page.evaluate(() => 'sameLife' in window);

test('I7 the network is cut for 30 s while values change: marked within 3 s, right within 3 s of its return, no reload', async () => {
  cable.pull();
  await until(async () => !(await isLive()), 'marked stale', SOON_MS);
  const before = sent;
  const end = performance.now() + CUT_MS;
  while (performance.now() < end) {
    await send(2);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  expect(await figure(page, 'received')).toBe(before);
  expect(await page.locator('.wall').getAttribute('data-stale')).toBe('yes');
  cable.plug();
  await until(async () => (await isLive()) && (await figure(page, 'received')) === sent, 'right again', SOON_MS);
  expect(await page.locator('.wall').getAttribute('data-stale')).toBe('no');
  expect(await sameLife()).toBe(true);
});

test('I7 the device goes off the network: cut-off at once, live again by itself', async () => {
  await page.context().setOffline(true);
  await until(async () => (await connection(page)) === 'cut-off', 'cut off', SOON_MS);
  await send(2);
  await page.context().setOffline(false);
  await until(async () => (await isLive()) && (await figure(page, 'received')) === sent, 'right again', SOON_MS);
  expect(await sameLife()).toBe(true);
});

test('I7 the server stops answering: delayed within 3 s, silent after 10 s with its own words, live when it goes on', async () => {
  server.process.kill('SIGSTOP');
  try {
    await until(async () => (await connection(page)) === 'delayed', 'delayed', SOON_MS);
    await until(async () => (await connection(page)) === 'silent', 'silent', 12_000);
    expect(await page.locator('[data-silence=silent]').innerText()).toContain('Máy chủ không phản hồi');
    expect(await page.locator('.as-of').innerText()).toContain('số liệu lúc');
  } finally {
    server.process.kill('SIGCONT');
  }
  await until(isLive, 'live again', SOON_MS);
  expect(await sameLife()).toBe(true);
});

test('the server is killed and started again: a new epoch is taken without a reload', async () => {
  const epoch = async () => (await (await fetch(`${server.origin}/api/v1/snapshot`)).json()).epoch;
  const before = await epoch();
  await server.kill('SIGKILL');
  await until(async () => (await connection(page)) === 'cut-off', 'cut off', SOON_MS);
  server = await server.restart();
  expect(await epoch()).not.toBe(before);
  await send(1);
  await until(async () => (await isLive()) && (await figure(page, 'received')) === sent, 'right again', 5000);
  expect(await sameLife()).toBe(true);
});
