import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('a user is made with a role and a ward; the password is shown once, can be copied, and is gone when hidden', async () => {
  const { page, world, leave } = await openConsole(browser, server.origin, 'admin', {
    options: { permissions: ['clipboard-read', 'clipboard-write'] },
  });
  const form = page.locator('[data-form=add-user]');
  await form.locator('[name=name]').fill('Chủ tịch Hương An');
  await form.locator('[name=role]').selectOption('ward_chair');
  await form.locator('[name=ward]').selectOption('19804');
  await form.locator('[type=submit]').click();
  await page.waitForSelector('[data-once]');
  expect(lastSaid(world)).toContain('{"name":"Chủ tịch Hương An","role":"ward_chair","ward":"19804"}');
  expect(await page.locator('.ops-once').innerText()).toContain('Chủ tịch Hương An');
  await page.getByText('Sao chép').click();
  await until(async () => (await page.locator('.ops-once').innerText()).includes('Đã sao chép'), 'copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('H7KM-2QXA-TTNB-84WD');
  await page.getByText('Đã trao, ẩn đi').click();
  expect(await page.content()).not.toContain('H7KM-2QXA');
  await form.locator('[name=name]').fill('Chủ tịch Hương An');
  await form.locator('[name=role]').selectOption('leader');
  await form.locator('[type=submit]').click();
  await until(
    async () => (await page.locator('.ops-fault').innerText()).includes('đã có người dùng'),
    'the name is taken',
  );
  await leave();
});

test('accounts are managed in place: a new password, a lock after a question, one’s own account kept', async () => {
  const { page, world, leave } = await openConsole(browser, server.origin, 'admin');
  await page.click('[data-user="Trần Văn Nam"] [data-do=manage]');
  const acts = page.locator('[data-acts="Trần Văn Nam"]');
  await acts.locator('[data-do=reset]').click();
  await acts.locator('[data-confirm=reset]').click();
  await until(async () => (await page.locator('[data-once]').innerText()) === 'ZK3M-9QXA-TTNB-84WD', 'the password');
  await acts.locator('[data-do=disable]').click();
  await acts.locator('[data-confirm=disable]').click();
  await until(async () => (await page.locator('[data-user="Trần Văn Nam"]').innerText()).includes('đã khóa'), 'locked');
  expect(lastSaid(world)).toContain(`/users/${encodeURIComponent('Trần Văn Nam')}/disable`);
  await page.click('[data-user="Lê Thị Hạnh"] [data-do=manage]');
  await page.click('[data-acts="Lê Thị Hạnh"] [data-do=disable]');
  await page.click('[data-acts="Lê Thị Hạnh"] [data-confirm=disable]');
  await until(async () => (await page.locator('.ops-fault').innerText()).includes('Không tự khóa'), 'not oneself');
  await leave();
});

test('a source gets a key that is shown once; who acts is who is signed in, and nobody types a name', async () => {
  const { page, world, leave } = await openConsole(browser, server.origin, 'admin');
  expect(await page.locator('input[name=person]').count()).toBe(0);
  const form = page.locator('[data-form=add-key]');
  await form.locator('[name=source]').fill('buu-chinh');
  await form.locator('[name=quota]').fill('600');
  await form.locator('[type=submit]').click();
  await page.waitForSelector('.ops-once [data-once^=ioc_]');
  expect(lastSaid(world)).toBe('POST /api/v1/ops/keys {"name":"buu-chinh","title":null,"quota":600}');
  expect(await page.locator('[data-key=buu-chinh]').innerText()).toContain('600 mỗi phút');
  await leave();
});
