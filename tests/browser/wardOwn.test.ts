import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WARD_LISTS } from '../../shared/wardLists';
import { launchBrowser, NO_GL, PATIENCE_MS } from '../support/browser';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';
import {
  WARD_AT as AT,
  OWN_WARD as OWN,
  openWard,
  stubWard,
  figureOf as value,
  type WardWish,
} from '../support/wardStub';

const OUTPUT = fileURLToPath(new URL('../output', import.meta.url));

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: AT } });
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

const open = (wish: WardWish = {}) => openWard(browser, server.origin, wish);

describe('lists', () => {
  test('the own ward opens each of the six: four digits, field, channel, day, due; nothing longer', async () => {
    const { page, stub } = await open();
    await page.getByRole('button', { name: 'Danh sách đầy đủ' }).click();
    for (const list of WARD_LISTS) {
      await page.locator(`[data-sheet=lists] [data-list=${list}]`).click();
      await page.waitForSelector(`[data-sheet=lists] [data-rows=${list}] li`);
      const total = Number(await page.locator('[data-sheet=lists] [data-total]').getAttribute('data-total'));
      const rows = page.locator(`[data-sheet=lists] [data-rows=${list}] li`);
      expect(await rows.count(), list).toBe(total);
      for (const text of await rows.allInnerTexts()) {
        expect(text, list).toMatch(/…\d{4}/);
        expect(text, `${list}: a number longer than its hint`).not.toMatch(/\d{5,}/);
        expect(text, list).not.toMatch(/undefined|NaN|null/);
      }
      const least = Math.min(
        ...(await rows.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))),
      );
      expect(least, `${list}: rows ≥ 58 px`).toBeGreaterThanOrEqual(58);
      expect(
        stub.calls.some((call) => call.includes(`list=${list}`)),
        list,
      ).toBe(true);
    }
    await page.locator('[data-sheet=lists] [data-list=overdue]').click();
    expect(await page.locator('[data-sheet=lists] [data-hint="0288"]').innerText()).toContain('quá 3 ngày làm việc');
    await page.screenshot({ path: join(OUTPUT, 'ward-lists.png') });
    await page.keyboard.press('Escape');
    await until(async () => (await page.locator('[data-sheet]').count()) === 0, 'Escape closes the sheet');
    await page.context().close();
  });

  test('without the right to them: a sentence and a way to sign in, the totals stay, and nothing is asked', async () => {
    const { page, stub, complaints } = await open({ chair: false });
    expect(await page.locator('[data-sign-in-hint]').innerText()).toContain('Danh sách hồ sơ chỉ mở cho chính đơn vị');
    expect(Number(await value(page, 'received', 'today'))).toBeGreaterThan(0);
    expect(await page.locator('[data-late-in]').count(), 'lateness by field is for everybody').toBeGreaterThan(0);
    await page.locator('[data-sign-in-hint] button').click();
    await page.waitForSelector('[data-form=sign-in] input[name=password]');
    await page.getByRole('button', { name: 'Quay lại' }).click();
    await page.waitForSelector('[data-sign-in-hint]');
    expect(
      stub.calls.filter((call) => /dossiers|lateness/.test(call)),
      'a refusal would go on record',
    ).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('a session that ends takes the lists with it, from the page and from the device; the totals stay', async () => {
    const { page, stub } = await open();
    const kept = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('.own.')));
    expect((await kept()).length).toBeGreaterThan(0);
    stub.end();
    await page.getByRole('button', { name: 'Danh sách đầy đủ' }).click();
    await page.locator('[data-sheet=lists] .own-only').waitFor();
    await until(async () => (await page.locator('.rows li').count()) === 0, 'no line is left');
    expect(await kept()).toEqual([]);
    expect(Number(await value(page, 'received', 'today'))).toBeGreaterThan(0);
    await page.context().close();
  });
});

describe('the card of the half day', () => {
  test('counts what falls due today, puts it on the icon, and stays away once it was seen', async () => {
    const context = await browser.newContext({ viewport: { width: 800, height: 1280 }, serviceWorkers: 'block' });
    await context.addInitScript(() => {
      const badges: number[] = [];
      Object.assign(window, { badges });
      Object.assign(navigator, {
        setAppBadge: async (n: number) => badges.push(n),
        clearAppBadge: async () => badges.push(0),
      });
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await stubWard(page, { ward: OWN, chair: true });
    await page.goto(`${server.origin}/ward/${OWN}`);
    const card = page.locator('.due-card[data-half=morning]');
    await until(async () => (await card.getAttribute('data-value').catch(() => null)) === '3', 'three fall due today');
    expect(await card.innerText()).toMatch(/Sáng nay 07:30:\s*3 hồ sơ đến hạn hôm nay, sớm nhất 11:30/);
    expect(await page.evaluate(() => (window as unknown as { badges: number[] }).badges.at(-1))).toBe(3);
    await card.getByRole('button', { name: 'Đã xem' }).click();
    await page.reload();
    await page.waitForSelector('.short .rows li');
    expect(await card.count()).toBe(0);
    await context.close();
  });
});

describe('a note to the centre', () => {
  test('is sent with its time, waits, is answered, and ends; the form warns of numbers of people', async () => {
    const { page, stub } = await open();
    await page.getByRole('button', { name: 'Gửi ghi chú cho trung tâm' }).click();
    await page.waitForSelector('[data-sheet=notes] form');
    expect(await page.locator('#note-warning').innerText()).toContain('Không ghi tên, số điện thoại');
    await page.fill('[name=text]', 'gọi 0914 123 456 nhé');
    expect(await page.locator('#note-warning').innerText()).toContain('Có một dãy số dài');
    await page.fill('[name=text]', 'mất điện từ 9:00');
    await page.fill('[name=from]', '9:00');
    expect(await page.locator('#note-warning').innerText()).toContain('Không ghi tên');
    await page.getByRole('button', { name: 'Gửi ghi chú', exact: true }).click();
    await page.waitForSelector('[data-note="1"][data-answered=no]');
    expect(stub.notes[0]).toMatchObject({ text: 'mất điện từ 9:00', from: '2025-07-14T09:00:00+07:00' });
    expect(await page.locator('[data-note="1"]').innerText()).toContain('Trung tâm chưa trả lời');
    await page.screenshot({ path: join(OUTPUT, 'ward-note.png') });
    const [note] = stub.notes;
    if (note) stub.notes[0] = { ...note, answer: { text: 'Đã rõ', recordedAt: AT } };
    await page.getByRole('button', { name: 'Đã hết' }).click();
    await page.waitForSelector('[data-note="1"][data-answered=yes]');
    const said = /đã hết lúc 10:42[\s\S]*Trung tâm trả lời lúc 10:42: Đã rõ/;
    await until(async () => said.test(await page.locator('[data-note="1"]').innerText()), 'its end and its answer');
    await page.context().close();
  });

  test('that cannot be sent keeps its words, over a reload too', async () => {
    const { page } = await open();
    await page.route('**/notes', (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()));
    await page.getByRole('button', { name: 'Gửi ghi chú cho trung tâm' }).click();
    await page.fill('[name=text]', 'mất mạng');
    await page.keyboard.press('Enter');
    await page.locator('[role=alert]', { hasText: 'Chưa gửi được' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Gửi ghi chú cho trung tâm' }).click();
    expect(await page.locator('[name=text]').inputValue()).toBe('mất mạng');
    await page.context().close();
  });
});
