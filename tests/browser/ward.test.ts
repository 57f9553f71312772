import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import wardsJson from '../../data/wards.json';
import type { PeriodFigures } from '../../shared/summary';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { measureLegible as measure } from '../support/legible';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';
import { OWN_WARD as OWN, openWard, stubWard, figureOf as value, WARD_AT, type WardWish } from '../support/wardStub';

const OUTPUT = fileURLToPath(new URL('../output', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: WARD_AT } });
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

const open = (wish: WardWish = {}) => openWard(browser, server.origin, wish);

interface Unit extends PeriodFigures {
  readonly code: string;
}
const summary = async (from: string): Promise<readonly Unit[]> =>
  (await (await fetch(`${server.origin}/api/v1/summary?from=${from}&to=2025-07-14`)).json()).wards;

describe('the own tile', () => {
  test.each([OWN, '19942', '20137'])('of %s says what the summary says, to the digit', async (code) => {
    const { page } = await open({ code, chair: false });
    const unit = (units: readonly Unit[]) => {
      const found = units.find((one) => one.code === code);
      if (!found) throw new Error(code);
      return found;
    };
    const monthUnits = await summary('2025-07-01');
    const [today, month] = [unit(await summary('2025-07-14')), unit(monthUnits)];
    const resolved = ({ resolvedEarly, resolvedOnTime, resolvedLate }: Unit) =>
      resolvedEarly + resolvedOnTime + resolvedLate;
    const shown = await Promise.all([
      value(page, 'received', 'today'),
      value(page, 'received', 'month'),
      value(page, 'resolved', 'today'),
      value(page, 'resolved', 'month'),
      value(page, 'onlineRate', 'month'),
      value(page, 'onlineRate', 'month', 'data-of'),
      value(page, 'onTimeRate', 'month'),
      value(page, 'onTimeRate', 'month', 'data-of'),
      value(page, 'pendingOverdue', 'now'),
      value(page, 'overdueLong', 'now'),
      value(page, 'open', 'now'),
      value(page, 'intakeOverdue', 'now'),
      value(page, 'paused', 'now'),
      value(page, 'onlineGap', 'month'),
    ]);
    expect(shown.map(Number)).toEqual([
      today.received,
      month.received,
      resolved(today),
      resolved(month),
      month.onlineRate.num,
      month.onlineRate.den,
      month.onTimeRate.A.num,
      month.onTimeRate.A.den,
      month.pendingOverdue,
      month.overdueLong,
      month.pendingInTime + month.pendingOverdue,
      month.intakeOverdue,
      month.paused,
      Math.max(0, Math.ceil(0.95 * month.onlineRate.den) - month.onlineRate.num),
    ]);
    const percent = (rate: { num: number; den: number }) =>
      rate.num === rate.den ? '100%' : `${((100 * rate.num) / rate.den).toFixed(2).replace('.', ',')}%`;
    expect(await page.locator('.gap-share-text b').innerText()).toBe(percent(month.onlineRate));
    expect(await page.locator('[data-figure=onTimeRate]').innerText()).toBe(percent(month.onTimeRate.A));
    for (const [key, rateOf] of [
      ['onlineRank', (one: Unit) => one.onlineRate],
      ['onTimeRank', (one: Unit) => one.onTimeRate.A],
    ] as const) {
      const better = (units: readonly Unit[]) =>
        units.filter((one) => rateOf(one).den >= 30 && (rateOf(one).value ?? 0) > (rateOf(month).value ?? 0)).length;
      const kindOf = (asked: string) => wardsJson.find((ward) => ward.code === asked)?.kind;
      expect(Number(await value(page, key, 'month')), key).toBe(1 + better(monthUnits));
      const line = page.locator('.ranks-lines p', { has: page.locator(`[data-figure=${key}]`) });
      expect(Number(await line.locator('[data-of-kind]').getAttribute('data-of-kind')), key).toBe(
        1 + better(monthUnits.filter((one) => kindOf(one.code) === kindOf(code))),
      );
      const [best, worst] = ((await line.locator('[data-range]').getAttribute('data-range')) ?? '')
        .split('-')
        .map(Number);
      const rank = 1 + better(monthUnits);
      expect((best ?? 99) <= rank && rank <= (worst ?? 0), `${key} ${best}–${worst}`).toBe(true);
    }
    const hours = await page
      .locator('.hours [data-hour]')
      .evaluateAll((bars) => bars.reduce((sum, bar) => sum + Number(bar.getAttribute('data-received')), 0));
    expect(hours, 'the hours add up to the day').toBe(today.received);
    await page.context().close();
  });

  test('comes with the gap first; a tap tells how many further online dossiers in a row it takes', async () => {
    const { page } = await open({ chair: false });
    const first = await page.locator('.cols > *').first().getAttribute('class');
    expect(first).toBe('gap');
    const [num, den] = [
      Number(await value(page, 'onlineRate', 'month')),
      Number(await value(page, 'onlineRate', 'month', 'data-of')),
    ];
    expect(await page.locator('[data-in-a-row]').count()).toBe(0);
    await page.locator('.gap').click({ position: { x: 60, y: 60 } });
    expect(Number(await page.locator('[data-in-a-row]').getAttribute('data-in-a-row'))).toBe(
      Math.ceil((95 * den - 100 * num) / 5),
    );
    await page.keyboard.press('Enter');
    expect(await page.locator('[data-in-a-row]').count(), 'the keyboard closes it again').toBe(0);
    await page.context().close();
  });

  test('always says that it is simulated, and of when it is', async () => {
    const { page } = await open({ chair: false });
    expect(await page.locator('.sim').innerText()).toContain('MÔ PHỎNG');
    // While the machine lets nothing be heard it says that instead.
    const fresh = () => page.locator('.fresh').innerText();
    await until(async () => /cập nhật đến\s+10:42:16/.test(await fresh()), 'of when it is');
    await page.context().close();
  });
});

describe('which ward', () => {
  const visit = async (path: string, chair: boolean): Promise<Page> => {
    const { page } = await openPage(browser, 'about:blank', { serviceWorkers: 'block' });
    await stubWard(page, { ward: OWN, chair });
    await page.goto(`${server.origin}${path}`);
    return page;
  };

  test('a code that no unit has is said, and one may choose', async () => {
    const page = await visit('/ward/99999', false);
    expect(await page.locator('[data-unknown="99999"]').innerText()).toContain('99999');
    expect(await page.locator('[data-found]').count()).toBe(40);
    await page.context().close();
  });

  test('/ward asks, and finds by letters without marks', async () => {
    const page = await visit('/ward', false);
    await page.fill('input[type=search]', 'thuy xu');
    expect(await page.locator('[data-found]').first().getAttribute('data-found')).toBe(OWN);
    await page.locator(`[data-found="${OWN}"] a`).click();
    await page.waitForSelector(`.ward[data-ward="${OWN}"]`);
    await page.context().close();
  });

  test('/ward goes to the ward of the session; the installed app to the one it showed last', async () => {
    const page = await visit('/ward', true);
    await page.waitForURL(`**/ward/${OWN}`);
    await page.waitForSelector(`.ward[data-ward="${OWN}"]`);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await stubWard(page, { ward: OWN, chair: false });
    await page.goto(`${server.origin}/ward/?last`);
    await page.waitForURL(`**/ward/${OWN}`);
    await page.context().close();
  });

  test('the front door leads here', async () => {
    const page = await visit('/', false);
    expect(await page.locator('a[href^="/ward"]').innerText()).toContain('Máy của đơn vị');
    await page.context().close();
  });
});

describe('every shape of it stands on the screen, legible, touchable, and axe finds nothing', () => {
  test.each([
    ['portrait-light', { viewport: { width: 800, height: 1280 }, colorScheme: 'light' }, ''],
    ['portrait-dark', { viewport: { width: 800, height: 1280 }, colorScheme: 'dark' }, ''],
    ['landscape-light', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }, '?theme=light'],
    ['landscape-dark', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }, ''],
    ['zoomed', { viewport: { width: 400, height: 640 }, deviceScaleFactor: 2, colorScheme: 'light' }, ''],
    ['zoomed-lying', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2, colorScheme: 'dark' }, ''],
    ['english', { viewport: { width: 800, height: 1280 }, colorScheme: 'light' }, '?lang=en'],
    ['anonymous', { viewport: { width: 800, height: 1280 }, colorScheme: 'dark' }, ''],
  ] as const)('%s', async (name, options, query) => {
    const { page, complaints } = await open({ ...options, query, chair: name !== 'anonymous' });
    const theme = query.includes('light') ? 'light' : options.colorScheme;
    expect(await page.locator('html').getAttribute('data-theme'), 'the theme follows the device or the address').toBe(
      theme,
    );
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(OUTPUT, `ward-${name}.png`) });
    const found = await page.evaluate(measure);
    expect(found.sideways, 'nothing to scroll sideways').toBe(0);
    expect(found.outside).toEqual([]);
    expect(found.small, 'text ≥ 18 px').toEqual([]);
    expect(found.tight, 'targets ≥ 44 px').toEqual([]);
    await page.locator('.lateness').scrollIntoViewIfNeeded();
    expect(await page.locator('.lateness').isVisible(), 'the end can be reached').toBe(true);
    const height = await page.evaluate(() => document.querySelector('.ward')?.scrollHeight ?? 0);
    await page.setViewportSize({ width: options.viewport.width, height });
    await page.screenshot({ path: join(OUTPUT, `ward-${name}-whole.png`) });
    await page.setViewportSize(options.viewport);
    expect(await axe(page)).toEqual([]);
    if (name === 'portrait-light' || name === 'zoomed') {
      await page.locator('.ward > footer button').last().click();
      await page.waitForSelector('[data-sheet=lists] .rows li');
      expect(await axe(page)).toEqual([]);
      expect((await page.evaluate(measure)).tight).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

async function axe(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe: run } = window as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await run.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
  });
}
