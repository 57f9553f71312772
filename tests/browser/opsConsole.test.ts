import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wardNote } from '../support/accessStubs';
import { axeFaults } from '../support/axe';
import { launchBrowser, NO_GL } from '../support/browser';
import { lastSaid, openConsole } from '../support/opsStubs';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  server = await startServer({ dataDir });
  await post(server.origin, key, [simpleReport('first')]);
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

const NOTES = [wardNote(1, '19789', 'Mất điện từ 9:00')];
const sections = (page: Page) => page.locator('.ops-page > section').evaluateAll((all) => all.map(({ id }) => id));

test('one page: an administrator has every section, an operator none of users and keys, and asks for neither', async () => {
  const admin = await openConsole(browser, server.origin, 'admin');
  const all = await sections(admin.page);
  expect(all.join(' ')).toBe(
    'alerts notes screens walls sources quarantine agencies limits calendar rules log users keys audit',
  );
  expect(await admin.page.locator('.ops-index a').count()).toBe(all.length);
  const wanted: string[] = [];
  const operator = await openConsole(browser, server.origin, 'operator');
  operator.page.on('request', (request) => wanted.push(request.url()));
  await operator.page.reload();
  await operator.page.waitForSelector('[data-seq]');
  expect(await sections(operator.page)).toEqual(all.filter((name) => name !== 'users' && name !== 'keys'));
  expect(wanted.filter((url) => /ops\/(users|keys)/.test(url))).toEqual([]);
  await Promise.all([admin.leave(), operator.leave()]);
});

test('the index leads by mouse and keys to every section, says where one is and what waits', async () => {
  const { page, leave } = await openConsole(browser, server.origin, 'admin', { more: { notes: NOTES } });
  expect(await page.locator('[data-waits=screens]').innerText()).toBe('2');
  expect(await page.locator('[data-waits=notes]').innerText()).toBe('1');
  const here = () => page.locator('.ops-index [aria-current]').getAttribute('href');
  await until(async () => (await here()) === '#alerts', 'the first section');
  await page.locator('.ops-index a').first().focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await until(async () => (await here()) === '#sources', 'the sources');
  expect(await page.evaluate(() => document.activeElement?.id), 'reading goes on there').toBe('ops-sources');
  await until(() => page.url().endsWith('#sources'), 'it stands in the address');
  await page.locator('.ops-index a[href="#audit"]').click();
  await until(async () => (await here()) === '#audit', 'the audit');
  expect(await page.locator('header h1').isVisible(), 'the header stays').toBe(true);
  await leave();
});

test('a scanned code arrives filled in with what its screen asked for, is confirmed, and its screen is in the list', async () => {
  const { page, world, leave } = await openConsole(browser, server.origin, 'operator', {
    path: '/ops#pair=W3HMNA',
    options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  const form = page.locator('[data-form=pair]');
  await until(async () => (await form.locator('[name=ward]').inputValue()) === '19804', 'the ward it asked for');
  expect(await form.locator('[name=code]').inputValue()).toBe('W3H MNA');
  expect(await form.locator('[name=name]').inputValue()).toBe('Máy tính bảng Hương An');
  expect(await form.innerText()).toContain('trên màn hình trước mặt bạn');
  expect(page.url()).not.toContain('W3HMNA');
  await form.locator('[type=submit]').tap();
  await page.waitForSelector('[data-device="5"]');
  expect(lastSaid(world)).toBe(
    'POST /api/v1/ops/pairings {"code":"W3HMNA","name":"Máy tính bảng Hương An","view":"ward","ward":"19804"}',
  );
  expect(await page.locator('[data-waiting=W3HMNA]').count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await leave();
});

test('a typed code that no screen shows is said in words; a waiting one can be turned away, after a question', async () => {
  const { page, world, leave } = await openConsole(browser, server.origin, 'operator');
  await page.fill('[data-form=pair] [name=code]', 'zz zz 99');
  await page.fill('[data-form=pair] [name=name]', 'Phòng họp');
  await page.click('[data-form=pair] [type=submit]');
  await until(async () => (await page.locator('.ops-fault').innerText()).includes('đọc lại mã'), 'what to do');
  expect(lastSaid(world)).toContain('{"code":"ZZZZ99","name":"Phòng họp","view":"wall","ward":null}');
  await page.locator('.ops-fault button').click();
  await page.click('[data-waiting=K7M4QX] [data-do=refuse]');
  const before = world.said.length;
  expect(await page.locator('[data-waiting=K7M4QX]').innerText()).toContain('Từ chối mã này?');
  await page.click('[data-waiting=K7M4QX] [data-confirm=refuse]');
  await until(async () => (await page.locator('[data-waiting=K7M4QX]').count()) === 0, 'it is gone');
  expect(world.said.slice(before)).toEqual(['POST /api/v1/ops/pairings/refuse {"code":"K7M4QX"}']);
  await leave();
});

test('a device is revoked only after a question, and the question outlives the reading of the list', async () => {
  const from = performance.now();
  const { page, world, leave } = await openConsole(browser, server.origin, 'operator');
  const row = page.locator('[data-device="2"]');
  const minutes = Number(/(\d+) phút trước/.exec(await row.innerText())?.[1]);
  // 38, or one less by a clock of whole seconds; the machine may have taken its time since.
  expect(minutes).toBeGreaterThanOrEqual(37);
  expect(minutes).toBeLessThanOrEqual(38 + Math.floor((performance.now() - from) / 60_000));
  await row.locator('[data-do=revoke]').click();
  await page.waitForResponse((answer) => answer.url().endsWith('/ops/screens'));
  await page.waitForResponse((answer) => answer.url().endsWith('/ops/screens'));
  expect(world.said).toEqual([]);
  await row.locator('[data-confirm=revoke]').click();
  await until(async () => (await row.count()) === 0, 'it left the list of good devices');
  expect(lastSaid(world)).toBe('POST /api/v1/ops/devices/2/revoke null');
  await page.locator('.ops-check input').check();
  expect(await row.innerText()).toContain('Đã thu hồi');
  await leave();
});

test('the audit says who, what, when, which ward and from where, newest first, and pages back and forth', async () => {
  const { page, leave } = await openConsole(browser, server.origin, 'operator');
  const seqs = () =>
    page.locator('[data-seq]').evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.seq)));
  await until(async () => (await seqs()).length === 50, 'the first page');
  expect((await seqs())[0]).toBe(130);
  const opened = page.locator('[data-action=list-opened]').first();
  const said = await opened.innerText();
  for (const part of ['Nguyễn Thị Lan', 'Chủ tịch', 'Mở danh sách', 'Thuận Hóa', '10.20.3.'])
    expect(said).toContain(part);
  await page.click('[data-page=older]');
  await until(async () => (await seqs())[0] === 80, 'the page before');
  await page.click('[data-page=older]');
  await until(async () => (await seqs())[0] === 30, 'the first lines of all');
  expect(await page.locator('[data-page=older]').isDisabled()).toBe(true);
  await page.click('[data-page=newest]');
  await until(async () => (await seqs())[0] === 130, 'the newest');
  await leave();
});

test('a ward’s note is answered where it stands; quarantine gives reasons in words; what is empty says so', async () => {
  const { page, world, leave } = await openConsole(browser, server.origin, 'operator', { more: { notes: NOTES } });
  world.answers.set('POST /api/v1/ops/notes/1/answer', () => 204);
  const note = page.locator('[data-note="1"]');
  expect(await note.innerText()).toContain('Thuận Hóa “Mất điện từ 9:00”');
  await note.locator('[name=answer]').fill('Đã báo điện lực, có lại trước 11:00.');
  await note.locator('[type=submit]').click();
  await until(() => lastSaid(world).includes('/notes/1/answer'), 'it was sent');
  expect(lastSaid(world)).toContain('{"text":"Đã báo điện lực, có lại trước 11:00."}');
  expect(await page.locator('[data-reason="bad-field:channel"]').innerText()).toMatch(
    /trường có giá trị sai\s+channel/,
  );
  // What came after a thousand rows is one line of its own, in the heading's number too.
  expect(await page.locator('[data-reason="too-many-reports"][data-counted]').innerText()).toMatch(
    /hồ sơ đã có 1\.000 bản tin · đã đủ 1\.000 dòng, từ đó chỉ đếm\s+98\.412/,
  );
  expect(await page.locator('#quarantine h2').innerText()).toContain('98.427');
  await leave();
  const empty = await openConsole(browser, server.origin, 'operator');
  expect(await empty.page.locator('#notes').innerText()).toContain('Hôm nay chưa đơn vị nào ghi chú.');
  await empty.leave();
});

test.each([
  ['dark, 1366 × 768', '/ops', { width: 1366, height: 768 }],
  ['light, 1920 × 1080', '/ops?theme=light', { width: 1920, height: 1080 }],
  ['English, 1280 × 800, touch', '/ops?lang=en', { width: 1280, height: 800 }],
])('axe finds nothing, nothing overflows, fingers hit every target: %s', async (_name, path, viewport) => {
  const { page, leave } = await openConsole(browser, server.origin, 'admin', {
    path,
    options: { viewport, hasTouch: true },
    more: { notes: NOTES },
  });
  await page.waitForSelector('[data-user]');
  await page.waitForSelector('[data-seq]');
  expect(await axeFaults(page)).toEqual([]);
  const wide = await page.locator('.ops-page').evaluate((node) => ({
    inner: node.scrollWidth,
    outer: node.clientWidth,
    page: document.documentElement.scrollWidth,
  }));
  expect(wide.inner).toBeLessThanOrEqual(wide.outer);
  expect(wide.page).toBeLessThanOrEqual(viewport.width);
  const small = await page
    .locator('.ops button, .ops select, .ops input:not([type=checkbox])')
    .evaluateAll((all) =>
      all.filter((node) => node.getBoundingClientRect().height < 44).map((node) => node.outerHTML.slice(0, 80)),
    );
  expect(small).toEqual([]);
  await leave();
});
