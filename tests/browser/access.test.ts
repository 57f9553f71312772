import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Identity } from '../../shared/access';
import { type AccessWorld, createWorld, person, visit } from '../support/accessStubs';
import { axeFaults } from '../support/axe';
import { launchBrowser, NO_GL } from '../support/browser';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const PASSWORD = 'con đường bằng lăng tím';

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

const open = (path: string, world: AccessWorld, options?: BrowserContextOptions) =>
  visit(browser, `${server.origin}${path}`, world, options);
const signedIn = (world: AccessWorld) => () => world.identity.kind === 'user';
const rev = (page: Page) => page.locator('html').getAttribute('data-rev');
const fill = async (page: Page, fields: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value);
  await page.click('button[type=submit]');
};
/** Lets the page note what it finds wrong, and whether it can be sent meanwhile. */
const noteFaults = (page: Page) =>
  page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const look = (): void => {
      const isLocked = document.querySelector<HTMLButtonElement>('button[type=submit]')?.disabled;
      said.push(`${document.querySelector('.fault')?.textContent}, ${isLocked ? 'locked' : 'open'}`);
    };
    const seen = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(look).observe(document.body, seen);
  });

describe('a person', () => {
  test('signs in with the six digits when they are asked for; wrong, late and too often are said in words', async () => {
    const world = createWorld({ admits: () => world.identity.kind === 'user' });
    world.accounts.set('Lan', {
      password: PASSWORD,
      totp: '246810',
      identity: person('Lan', 'operator', { totp: 'on' }),
    });
    const { page, logs, leave } = await open('/present', world);
    await page.waitForSelector('[data-form=sign-in]');
    const attribute = (name: string) => page.locator(`[name=${name}]`).getAttribute('autocomplete');
    expect([await attribute('username'), await attribute('password')]).toEqual(['username', 'current-password']);
    const fault = () => page.locator('.fault').innerText();
    await fill(page, { username: 'Lan', password: 'sai' });
    await until(async () => (await fault()).includes('không đúng'), 'a wrong password');
    await fill(page, { password: PASSWORD });
    await page.waitForSelector('[name=totp]');
    expect(await attribute('totp')).toBe('one-time-code');
    expect(await page.locator('.fault').count(), 'no code yet is not a wrong one').toBe(0);
    await fill(page, { totp: '000000' });
    await until(async () => (await fault()).includes('Mã 6 số không đúng'), 'a wrong code');
    // Long enough to be looked at; then a short one, whose seconds the page notes itself.
    world.lockedSeconds = 600;
    await fill(page, { totp: '246810' });
    await until(async () => (await fault()).includes('Thử lại sau 10 phút'), 'the wait');
    expect(await page.locator('button[type=submit]').isDisabled()).toBe(true);
    expect(await axeFaults(page)).toEqual([]);
    world.lockedSeconds = 0;
    await page.reload();
    await fill(page, { username: 'Lan', password: PASSWORD });
    await page.waitForSelector('[name=totp]');
    await noteFaults(page);
    world.lockedSeconds = 3;
    await fill(page, { totp: '246810' });
    await until(() => page.locator('button[type=submit]').isEnabled(), 'the wait is over');
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said.join('\n'));
    for (const seconds of [3, 2, 1]) expect(said).toMatch(new RegExp(`Thử lại sau ${seconds} giây.*, locked`));
    world.lockedSeconds = 0;
    await fill(page, { totp: '246 810' });
    await page.waitForSelector('.present [data-figure]');
    const kept = await page.evaluate(() => JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }]));
    expect(`${kept}${logs.join()}`).not.toContain('bằng lăng');
    await leave();
  });

  test('changes the first password and sets up six digits before anything opens', async () => {
    const owing = person('Trực ban 1', 'operator', { mustChangePassword: true, totp: 'due' });
    const world = createWorld({ admits: () => world.identity.kind === 'user' });
    world.accounts.set('Trực ban 1', { password: 'H7KM-2QXA', totp: null, identity: owing });
    world.answers.set('POST /api/v1/session/password', () => {
      world.identity = { ...owing, mustChangePassword: false } as Identity;
      return 204;
    });
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    world.answers.set('POST /api/v1/session/totp', () => ({ secret, uri: `otpauth://totp/Hue:1?secret=${secret}` }));
    world.answers.set('POST /api/v1/session/totp/confirm', (body) => {
      if ((body as { code: string }).code !== '123456') return 400;
      world.identity = { ...owing, mustChangePassword: false, totp: 'on' } as Identity;
      return 204;
    });
    const { page, leave } = await open('/ops', world);
    await page.waitForSelector('[data-form=sign-in]');
    await fill(page, { username: 'Trực ban 1', password: 'H7KM-2QXA' });
    await page.waitForSelector('[data-duty=password]');
    expect(await page.locator('[name=current]').count(), 'just typed, not asked for again').toBe(0);
    const fault = () => page.locator('.fault').innerText();
    await fill(page, { next: 'ngắn quá', again: 'ngắn quá' });
    await until(async () => (await fault()).includes('12 ký tự'), 'too short');
    await fill(page, { next: 'tôi là trực ban 1 đây', again: 'tôi là trực ban 1 đây' });
    await until(async () => (await fault()).includes('tên đăng nhập'), 'holds the name');
    await fill(page, { next: PASSWORD, again: `${PASSWORD}!` });
    await until(async () => (await fault()).includes('không giống nhau'), 'not the same twice');
    expect(await axeFaults(page)).toEqual([]);
    await fill(page, { again: PASSWORD });
    await page.waitForSelector('[data-duty=totp] .qr');
    expect(world.said.at(-2)).toContain(`{"current":"H7KM-2QXA","next":"${PASSWORD}"}`);
    expect(await page.locator('[data-secret]').innerText()).toBe('JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP');
    await fill(page, { totp: '000000' });
    await until(async () => (await fault()).includes('không đúng'), 'a wrong code');
    expect(await axeFaults(page)).toEqual([]);
    await fill(page, { totp: '123 456' });
    await page.waitForSelector('.ops-index');
    await leave();
  });

  test('who may not see a page is told so, may take another account, and signing out drops every figure', async () => {
    const world = createWorld({ identity: person('Nam', 'leader'), admits: () => false });
    const { page, leave } = await open('/ops', world);
    await page.waitForSelector('[data-not-allowed="/ops"]');
    expect(await page.locator('main').innerText()).toContain('Nam (lãnh đạo)');
    await page.getByText('Dùng tài khoản khác').click();
    world.accounts.set('Lan', { password: PASSWORD, totp: null, identity: person('Lan', 'operator', { totp: 'on' }) });
    world.admits = signedIn(world);
    await fill(page, { username: 'Lan', password: PASSWORD });
    await page.waitForSelector('.ops-index');
    await page.locator('.account-name').click();
    expect(await page.locator('.account-menu').innerText()).toContain('người trực');
    await page.keyboard.press('Escape');
    expect(await page.locator('.account-menu').count()).toBe(0);
    await page.locator('.account-name').click();
    await page.locator('[data-account=sign-out]').click();
    await page.waitForSelector('[data-form=sign-in]');
    expect(await page.locator('[data-figure], .ops').count()).toBe(0);
    expect(await rev(page)).toBe('0');
    await leave();
  });

  test.each([
    ['', 0],
    [' by a server that takes its time', 2500],
  ])('whose key is renewed under an open page%s is not thrown out: who is known knocks once more', async (_how, ms) => {
    const world = createWorld({ identity: person('Lan', 'operator', { totp: 'on' }) });
    const { page, line, leave } = await open('/ops', world);
    await page.waitForSelector('.ops-index');
    const joins = line.joins();
    world.admits = () => line.joins() > joins + 1;
    await page.evaluate(() => {
      const seen = new MutationObserver(() => {
        if (document.querySelector('.sign-in')) Object.assign(window, { thrownOut: true });
      });
      seen.observe(document.body, { subtree: true, childList: true });
    });
    await page.route('**/api/v1/session', async (route) => {
      await pause(ms);
      await route.fallback();
    });
    line.cut();
    // An answer that the machine kept for too long is asked for once more.
    await until(() => line.joins() >= joins + 2, 'it knocked twice');
    await page.waitForSelector('.ops-index');
    await until(async () => (await rev(page)) !== '0', 'the figures are back');
    expect(await page.evaluate(() => 'thrownOut' in window)).toBe(false);
    await leave();
  });

  test('a one-time link signs in and leaves the address; used before, it says so and offers the form', async () => {
    const world = createWorld({ admits: () => world.identity.kind === 'user' });
    world.answers.set('POST /api/v1/session/link', (body) => {
      if ((body as { token: string }).token !== 'good-token') return 401;
      world.identity = person('Khách điều hành', 'operator', { guest: true });
      return 204;
    });
    const { page, leave } = await open('/ops#link=good-token', world);
    await page.waitForSelector('.ops-index');
    expect(page.url()).not.toContain('good-token');
    expect(await page.locator('input[name=person]').isEditable(), 'a guest says who they are').toBe(true);
    await leave();
    const second = await open(
      '/ops#link=used-token',
      createWorld({ ...world, identity: { kind: 'anonymous' }, admits: () => false }),
    );
    await second.page.waitForSelector('[data-form=sign-in]');
    expect(await second.page.locator('.notice').innerText()).toContain('đã dùng');
    expect(second.page.url()).not.toContain('used-token');
    await second.leave();
  });
});
