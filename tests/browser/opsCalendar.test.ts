import { expect, test } from 'vitest';
import type { CalendarFile } from '../../shared/calendar';
import { dayOf, formatDay } from '../../shared/localTime';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { calendarFile } from '../support/histories';
import { broughtBy, signedIn } from '../support/people';
import { makeDataDir, makeKey, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';
import { openWall } from '../support/wallPages';

const today = () => formatDay(dayOf(Math.floor(performance.timeOrigin + performance.now())));

test('an operator records next year’s calendar, and an open wall follows it at once, holiday and all', async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  const [server, browser] = await Promise.all([startServer({ dataDir }), launchBrowser(NO_GL)]);
  try {
    await post(server.origin, key, [simpleReport('one')]);
    const wall = await openWall(browser, server.origin, '?scene=overview');
    expect(await wall.locator('.clock').innerText()).not.toContain('Nghỉ thử');
    const operator = broughtBy(signedIn(dataDir, 'operator', null, 'Trực ban 7'), server.origin);
    const { page, complaints } = await openPage(browser, `${server.origin}/ops#calendar`, operator);
    const section = page.locator('#calendar');
    await section.locator('[data-last-day="2026-11-24"]').waitFor();
    await section.locator('textarea').fill('{"weekend": [6, 7]');
    await section.locator('[type=submit]').click();
    await section.locator('[data-problem=json]').waitFor();
    await section.locator('[data-do=fill]').click();
    const written = JSON.parse(await section.locator('textarea').inputValue()) as CalendarFile;
    expect(written).toEqual(calendarFile);
    const wanted = {
      ...written,
      off: [...written.off, { from: today(), to: today(), name: 'Nghỉ thử' }],
      on: written.on.filter((day) => day !== today()),
      coversTo: '2099-12-31',
    };
    await section.locator('textarea').fill(JSON.stringify({ ...wanted, off: [{ from: '2026-02-30' }] }));
    await section.locator('[type=submit]').click();
    await section.locator('[data-problem=date]').waitFor();
    await page.screenshot({ path: 'tests/output/ops-calendar-wrong.png' });
    await section.locator('textarea').fill(JSON.stringify(wanted, null, 2));
    await section.locator('[type=submit]').click();
    await section.locator('[data-change]').waitFor();
    await page.screenshot({ path: 'tests/output/ops-calendar.png' });
    await section.locator('[data-do=calendar]').click();
    await section.locator('[data-confirm=calendar]').click();
    await section.locator('[data-calendar="2"]').waitFor();
    expect(await section.innerText()).toContain('Trực ban 7');
    await until(
      async () => (await wall.locator('.clock').innerText()).includes('Nghỉ thử'),
      'the wall names the day off',
    );
    await wall.screenshot({ path: 'tests/output/wall-day-off.png' });
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
    await server.dispose();
  }
});
