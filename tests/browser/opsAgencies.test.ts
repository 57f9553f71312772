import { beforeAll, expect, test } from 'vitest';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { dossiers, portalDossier, portalTime } from '../support/dvcqg';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { broughtBy, signedIn } from '../support/people';
import { makeDataDir, makeKey, startServer } from '../support/server';
import { until } from '../support/until';

beforeAll(dayWithRoom, DAY_HOOK_MS);

test('reports of an agency that nobody mapped wait at the operators’ page, and count once its ward is said there', async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  const [server, browser] = await Promise.all([startServer({ dataDir }), launchBrowser(NO_GL)]);
  try {
    const now = portalTime(performance.timeOrigin + performance.now() - 60_000);
    const times = { NgayNopHoSo: now, NgayTiepNhan: now, NgayHenTra: '20991231170000', TrangThaiHoSo: '4' };
    const sent = await fetch(`${server.origin}/api/v1/dvcqg`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(dossiers([portalDossier('H57.21.03-261124-0001', times)])),
    });
    expect((await sent.json()).error_code).toBe('0');
    const received = async () => {
      const { wards } = await (await fetch(`${server.origin}/api/v1/snapshot`)).json();
      return wards.find((ward: { code: string }) => ward.code === '19804').today.received;
    };
    expect(await received()).toBe(0);
    const operator = broughtBy(signedIn(dataDir, 'operator'), server.origin);
    const { page } = await openPage(browser, `${server.origin}/ops#agencies`, operator);
    const row = page.locator('[data-agency="H57.21.03"]');
    await row.locator('button').click();
    await page.selectOption('[data-form=agency] [name=ward]', '19804');
    await page.click('[data-form=agency] [type=submit]');
    await until(async () => (await row.innerText()).includes('Hương An'), 'the table says its ward');
    await until(async () => (await received()) === 1, 'what waited counts');
    await page.screenshot({ path: 'tests/output/ops-agencies.png' });
  } finally {
    await browser.close();
    await server.dispose();
  }
});
