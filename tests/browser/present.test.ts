import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PeriodFigures } from '../../shared/summary';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { machineNow, watchPage } from '../support/pageClock';
import { signedIn } from '../support/people';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const SAID_WITHIN_MS = 3000;

let server: RunningServer;
let browser: Browser;
let key = '';
let sent = 0;
/** What was taken back: it counts no more, not in the past either. */
let retracted = 0;
const counted = () => sent - retracted;
/** Late corrections of what was counted before the figures were held: taken back, another channel, long finished and late. */
const correct = async (): Promise<void> => {
  const before = { ...simpleReport('present-1'), occurredAt: new Date(Date.now() - 1000).toISOString() };
  const late = { status: 9, finishedAt: before.occurredAt, dueAt: '2025-01-01T00:00:00+07:00' };
  const corrections = [
    { ...before, retracted: true },
    { ...before, dossierNo: simpleReport('present-2').dossierNo, channel: 'direct' },
    { ...before, dossierNo: simpleReport('present-3').dossierNo, ...late },
  ];
  expect((await post(server.origin, key, corrections)).body).toMatchObject({ accepted: 3, quarantined: [] });
  retracted++;
};
const send = async (count: number, more: Record<string, unknown> = {}): Promise<void> => {
  const reports = Array.from({ length: count }, () => ({ ...simpleReport(`present-${++sent}`), ...more }));
  expect((await post(server.origin, key, reports)).status).toBe(200);
};
beforeAll(async () => {
  await dayWithRoom();
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  await send(40);
  browser = await launchBrowser(NO_GL);
}, DAY_HOOK_MS);
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

const open = async (query = ''): Promise<Page> => {
  const { page } = await openPage(browser, `${server.origin}/present${query}`);
  await page.waitForSelector('[data-figure]');
  return page;
};
const figureOf = (page: Page, name: string) => page.locator(`[data-figure=${name}]`).first().getAttribute('data-value');
const shownOf = (page: Page) =>
  page
    .locator('[data-figure]')
    .evaluateAll((nodes) => nodes.map((node) => `${(node as HTMLElement).dataset.figure} ${node.textContent}`));
const frozenAt = (page: Page) => page.locator('.present').getAttribute('data-frozen');

describe('holding the figures', () => {
  test('held, nothing moves; let go, exactly what moved is listed; the held link shows the same for ever', async () => {
    const page = await open('?period=today');
    await until(async () => Number(await figureOf(page, 'received')) === counted(), 'the figures are live');
    await page.keyboard.press('c');
    await until(async () => (await frozenAt(page)) !== '', 'held');
    const held = await shownOf(page);
    const link = page.url();
    expect(link).toContain('&at=');
    const at = (await frozenAt(page)) ?? '';
    const [day] = at.split('T');
    const read = async (): Promise<string> =>
      (await fetch(`${server.origin}/api/v1/summary?from=${day}&to=${day}&at=${encodeURIComponent(at)}`)).text();
    const before = await read();

    await send(9_000);
    await send(1_000, { wardCode: '19804' });
    await correct();
    const corner = () => page.locator('[data-live-received]').getAttribute('data-live-received');
    await until(async () => Number(await corner()) === counted(), 'the live corner goes on');
    expect(await shownOf(page)).toEqual(held);
    expect(await read()).toBe(before);

    const again = await open(new URL(link).search);
    expect(await shownOf(again)).toEqual(held);
    await again.context().close();

    await page.keyboard.press('c');
    await page.waitForSelector('.changed[data-changes]:not([data-changes=""])');
    const listed = await page
      .locator('[data-changed]')
      .evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).dataset.changed).sort());
    const old = JSON.parse(before);
    const now = await (await fetch(`${server.origin}/api/v1/summary?from=${day}&to=${day}`)).json();
    const differing = (code: string, a: PeriodFigures, b: PeriodFigures) =>
      (Object.keys(a) as (keyof PeriodFigures)[])
        .filter((name) => typeof a[name] === 'number' && a[name] !== b[name])
        .map((name) => `${code} ${name}`);
    const expected = [
      ...differing('city', old.city, now.city),
      ...old.wards.flatMap((unit: PeriodFigures & { code: string }, i: number) =>
        differing(unit.code, unit, now.wards[i]),
      ),
    ].sort();
    expect(expected).toEqual(expect.arrayContaining(['city received', 'city receivedDirect', 'city resolvedLate']));
    expect(listed).toEqual(expected);
    await page.context().close();
  });

  test('two presenters do not disturb each other; the wall follows only when it is told', async () => {
    const [left, right] = [await open('?period=today'), await open('?period=month')];
    const { page: wall } = await openPage(browser, `${server.origin}/wall?name=Sảnh&play=overview:3600`);
    await wall.waitForSelector('html[data-rev]:not([data-rev="0"])');
    const scene = await wall.locator('.wall').getAttribute('data-scene');
    await left.keyboard.press('c');
    await until(async () => (await frozenAt(left)) !== '', 'the left one holds');
    await left.keyboard.press('ArrowRight');
    await send(7);
    await until(async () => Number(await figureOf(right, 'received')) === counted(), 'the right one is live');
    expect(await frozenAt(right)).toBe('');
    expect(await right.locator('.present').getAttribute('data-page')).toBe('overview');
    expect(await wall.locator('.wall').getAttribute('data-scene')).toBe(scene);
    const operator = signedIn(server.dataDir, 'operator').cookie;
    const hall = async (): Promise<{ readonly id: string } | undefined> => {
      const { walls } = await (await fetch(`${server.origin}/api/v1/ops`, { headers: { Cookie: operator } })).json();
      return walls.find((one: { readonly screen: string }) => one.screen === 'Sảnh');
    };
    // A wall that had to connect anew meanwhile has another id.
    const isTold = async (): Promise<boolean> => {
      const id = (await hall())?.id;
      if (id === undefined) return false;
      const told = await fetch(`${server.origin}/api/v1/ops/walls/${id}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: operator },
        body: JSON.stringify({ scene: 'unit', ward: '19804' }),
      });
      return told.status === 204;
    };
    await until(isTold, 'the wall is known, and told');
    await until(async () => (await wall.locator('.wall').getAttribute('data-scene')) === 'unit', 'the wall follows');
    expect(await left.locator('.present').getAttribute('data-page')).toBe('ranking');
    expect(await right.locator('.present').getAttribute('data-page')).toBe('overview');
    await Promise.all([left, right, wall].map((page) => page.context().close()));
  });
});

test('the server stops answering: said within 3 s with the age of the figures, and right again by itself', async () => {
  const page = await open('?period=today');
  const clock = await watchPage(page);
  const isStale = () => page.locator('.present').getAttribute('data-stale');
  await until(async () => (await isStale()) === 'no', 'live');
  const stoppedAt = machineNow();
  server.process.kill('SIGSTOP');
  try {
    const saidAt = () => clock.moodSince(stoppedAt, (mood) => mood !== 'live');
    await until(async () => (await saidAt()) !== null, 'said');
    const took = ((await saidAt()) ?? Number.POSITIVE_INFINITY) - stoppedAt;
    expect(took).toBeLessThanOrEqual(SAID_WITHIN_MS + (await clock.lagMs()));
    await page.waitForSelector('.present footer [data-said=unanswered]');
    const said = await page.locator('.present footer .line').innerText();
    expect(said).toContain('Máy chủ không phản hồi');
    expect(said).toContain('giây');
    await until(async () => (await isStale()) === 'yes', 'grey from ten seconds on');
  } finally {
    server.process.kill('SIGCONT');
  }
  await until(async () => (await isStale()) === 'no', 'live again');
  await send(3);
  await until(async () => Number(await figureOf(page, 'received')) === counted(), 'right again');
  await page.context().close();
});

test('let go in the midst of the time machine, only what moved meanwhile is listed', async () => {
  const page = await open('?period=month');
  await page.keyboard.press('c');
  await until(async () => (await frozenAt(page)) !== '', 'held');
  await page.locator('.scrub input').evaluate((input: HTMLInputElement) => {
    input.value = input.min;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await page.waitForSelector('.looking');
  await page.keyboard.press('c');
  await page.waitForSelector('.changed[data-changes="0"]');
  await page.context().close();
});

test('by keys alone: pages, period, reading, a unit by its letters, help, and back', async () => {
  const page = await open();
  const pageOf = () => page.locator('.present').getAttribute('data-page');
  for (const name of ['ranking', 'unit', 'brief', 'decisions', 'overview']) {
    await page.keyboard.press('PageDown');
    await until(async () => (await pageOf()) === name, name);
  }
  await page.keyboard.press('ArrowLeft');
  expect(await pageOf()).toBe('decisions');
  await page.keyboard.press('/');
  await page.keyboard.type('ph v');
  await page.keyboard.press('Enter');
  await until(async () => (await pageOf()) === 'unit', 'the unit');
  expect(await page.locator('h1').innerText()).toBe('Xã Phú Vang');
  await page.keyboard.press('/');
  await page.keyboard.type('thuan hoa');
  await page.keyboard.press('Shift+Enter');
  expect(await page.locator('[data-compared]').getAttribute('data-compared')).toBe('19942 19789');
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('[data-spot]').getAttribute('data-spot')).not.toBe('19942');
  await page.keyboard.press('v');
  await until(() => page.url().includes('variant=A'), 'the reading stands in the address');
  await page.keyboard.press('p');
  await until(() => page.url().includes('period=reportMonth'), 'the next period');
  await page.keyboard.press('?');
  expect(await page.locator('dialog').innerText()).toContain('Phím tắt');
  await page.keyboard.press('Escape');
  await until(async () => (await page.locator('dialog').count()) === 0, 'help is closed');
  await page.context().close();
});

test('a period that cannot be read says why, and the page stays', async () => {
  const page = await open('?period=today');
  await page.locator('[data-period=custom]').click();
  await page.fill('input[name=from]', '2031-01-01');
  await page.fill('input[name=to]', '2031-01-31');
  await page.locator('.period-form [type=submit]').click();
  await page.waitForSelector('.page > .pending[data-failed=wrong]');
  expect(await page.locator('.page').innerText()).toContain('Kỳ này chưa có số liệu: nó ở phía trước');
  expect(await page.locator('.bigs').count(), 'the figures of today are not those of 2031').toBe(0);
  expect(await page.locator('.present > header h1').isVisible()).toBe(true);
  await page.keyboard.press('p');
  await page.waitForSelector('.bigs');
  expect(await page.locator('.unread').count()).toBe(0);
  await page.context().close();
});
