import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { machineNow, watchPage } from '../support/pageClock';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const NAME = 'Trực ban 1';
const PASSWORD = 'con đường bằng lăng tím';
const BLANK_WITHIN_MS = 5000;
/** Drawn by software beside another page, a wall of full size takes its time. */
const SMALL = { viewport: { width: 960, height: 540 } };

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  server = await startServer({ dataDir, env: { ACCESS: 'signed-in' } });
  await post(server.origin, key, [simpleReport('first')]);
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

const fill = async (page: Page, fields: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value);
  await page.click('button[type=submit]');
};

/** Both pages note the instant themselves: how long the test takes to ask them is not how long figures stay. */
async function noteInstants(ops: Page, wall: Page): Promise<void> {
  await ops.locator('[data-confirm=revoke]').evaluate((button) => {
    button.addEventListener('click', () => Object.assign(window, { instant: Date.now() }), { once: true });
  });
  await wall.evaluate(() => {
    const seen = new MutationObserver(() => {
      if (document.querySelector('.unit, [data-figure]')) return;
      Object.assign(window, { instant: Date.now() });
      seen.disconnect();
    });
    seen.observe(document.body, { subtree: true, childList: true });
  });
}
const instantOf = (page: Page) => page.evaluate(() => (window as unknown as { instant: number }).instant);

describe('with the real server', () => {
  test('from no user at all to a paired wall and back: first run, first use, pairing, revoking, signing out', async () => {
    const { page: ops } = await openPage(browser, `${server.origin}/ops`, { viewport: { width: 1280, height: 800 } });
    await ops.waitForSelector('.first-run');
    const made = await command('server/cli/users.ts', ['create', NAME, '--role', 'operator'], server.dataDir);
    expect(made.code, made.stderr).toBe(0);
    await fill(ops, { username: NAME, password: made.stdout.trim() });
    await ops.waitForSelector('[data-duty=password]');
    await fill(ops, { next: PASSWORD, again: PASSWORD });
    await ops.waitForSelector('[data-duty=totp] [data-secret]');
    const secret = (await ops.locator('[data-secret]').getAttribute('data-secret')) ?? '';
    await fill(ops, { totp: new TOTP({ secret }).generate() });
    await ops.waitForSelector('.ops-index');

    const { page: wall } = await openPage(browser, `${server.origin}/wall?scene=units`, SMALL);
    await wall.waitForSelector('[data-code]');
    expect(await wall.locator('.unit, [data-figure]').count()).toBe(0);
    const code = (await wall.locator('[data-code]').getAttribute('data-code')) ?? '';
    await ops.goto(`${server.origin}/ops#pair=${code}`);
    await until(
      async () => (await ops.inputValue('[data-form=pair] [name=code]')).replace(' ', '') === code,
      'the code',
    );
    await ops.fill('[data-form=pair] [name=name]', 'Hành lang tầng 1');
    await ops.click('[data-form=pair] [type=submit]');
    await wall.waitForSelector('html[data-rev]:not([data-rev="0"])');
    await wall.waitForSelector('.unit-count');
    const device = ops.locator('[data-device]', { hasText: 'Hành lang tầng 1' });
    await until(async () => (await device.innerText()).includes('đang mở'), 'it is open');

    await wall.reload();
    await wall.waitForSelector('.unit-count');
    await device.locator('[data-do=revoke]').click();
    await noteInstants(ops, wall);
    const wallClock = await watchPage(wall);
    await device.locator('[data-confirm=revoke]').click();
    await wall.waitForSelector('.pairing');
    const took = (await instantOf(wall)) - (await instantOf(ops));
    expect(took).toBeLessThan(BLANK_WITHIN_MS + (await wallClock.lagMs()));
    expect(await wall.locator('.unit, [data-figure]').count()).toBe(0);
    const actions = () =>
      ops.locator('[data-seq]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.action ?? ''));
    await until(async () => (await actions()).includes('device-revoked'), 'it stands in the audit');
    expect(await actions()).toEqual(expect.arrayContaining(['pairing-confirmed', 'totp-set', 'password-changed']));

    await ops.locator('.account-name').click();
    await ops.locator('[data-account=password]').click();
    const dialog = ops.locator('.account-dialog');
    const again = `${PASSWORD} nở`;
    for (const [name, value] of Object.entries({ current: PASSWORD, next: again, again })) {
      await dialog.locator(`[name=${name}]`).fill(value);
    }
    const opsClock = await watchPage(ops);
    const changing = machineNow();
    await dialog.locator('[type=submit]').click();
    await until(async () => (await dialog.count()) === 0, 'it was changed');
    // The line of the old session is cut, and comes back as the new one.
    const cutAt = () => opsClock.moodSince(changing, (mood) => mood === 'cut-off');
    await until(async () => (await cutAt()) !== null, 'the line is cut');
    const cut = (await cutAt()) ?? 0;
    await until(async () => (await opsClock.moodSince(cut, (mood) => mood === 'live')) !== null, 'the line is back');
    await ops.waitForSelector('html[data-rev]:not([data-rev="0"])');
    await ops.waitForSelector('.ops-index');
    expect(await ops.locator('.sign-in').count()).toBe(0);
    const menu = ops.locator('.account-menu');
    await until(async () => {
      if (!(await menu.isVisible())) await ops.locator('.account-name').click();
      return menu.isVisible();
    }, 'the menu is open');
    await ops.locator('[data-account=everywhere]').click();
    await ops.waitForSelector('[data-form=sign-in]');
    expect(await ops.locator('.ops, [data-figure]').count()).toBe(0);
    await Promise.all([ops, wall].map((page) => page.context().close()));
  });
});
