import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { broughtBy, signedIn } from '../support/people';
import { makeDataDir, makeKey, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const PRELOAD = pathToFileURL(fileURLToPath(new URL('../support/movedClock.mjs', import.meta.url))).href;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 820, height: 1180 },
];

beforeAll(dayWithRoom, DAY_HOOK_MS);

test('the operators’ page says that the clock jumped, with both times, and accepts the new one when asked twice', async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  const off = join(dataDir, 'clock-off');
  const env = { NODE_OPTIONS: `--import ${PRELOAD}`, CLOCK_OFF: off };
  const [server, browser] = await Promise.all([startServer({ dataDir, env }), launchBrowser(NO_GL)]);
  try {
    const operator = broughtBy(signedIn(dataDir, 'operator'), server.origin);
    const { page } = await openPage(browser, `${server.origin}/ops`, operator);
    const notice = page.locator('[data-condition=clock]');
    expect(await notice.count()).toBe(0);
    writeFileSync(off, String(2 * 3_600_000));
    await notice.waitFor();
    expect(await notice.innerText()).toMatch(
      /Đồng hồ máy chủ bị nhảy.*Lẽ ra là.*\d\d:\d\d:\d\d.*máy đọc.*\d\d:\d\d:\d\d/,
    );
    expect((await post(server.origin, key, [simpleReport(1)])).status).toBe(503);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.screenshot({ path: `tests/output/ops-clock-${size.width}.png` });
      const cut = await notice.evaluate((node) => node.scrollWidth > node.clientWidth);
      expect(cut, `cut at ${size.width}`).toBe(false);
    }
    await page.click('[data-do=accept-clock]');
    await page.screenshot({ path: 'tests/output/ops-clock-asked.png' });
    await page.click('[data-confirm=accept-clock]');
    await until(async () => (await notice.count()) === 0, 'the notice is gone');
    expect((await post(server.origin, key, [simpleReport(1)])).status).toBe(200);
  } finally {
    await browser.close();
    await server.dispose();
  }
});
