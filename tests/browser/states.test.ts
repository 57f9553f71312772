import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Snapshot } from '../../shared/protocol';
import { alterSnapshot } from '../support/altered';
import { launchBrowser } from '../support/browser';
import { writeContactSheet } from '../support/contactSheet';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

const OUTPUT = fileURLToPath(new URL('../output', import.meta.url));
const SIZES = [
  ['hd', 1920, 1080],
  ['wide', 3840, 1080],
  ['upright', 1080, 1920],
] as const;
const LOST = ['20071', '20101', '20107', '20131', '20137'];

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T16:20:00+07:00' } });
  browser = await launchBrowser();
});
afterAll(async () => {
  await writeContactSheet(browser, OUTPUT);
  await browser.close();
  await server.dispose();
});

const pageOf = async (width = 1920, height = 1080): Promise<Page> =>
  (await browser.newContext({ viewport: { width, height } })).newPage();
const silent = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  sources: snapshot.sources.map((source, i) =>
    i === 0 ? { ...source, state: 'silent', lastReportAt: '2025-07-14T15:52:00+07:00', wards: LOST } : source,
  ),
});
const statesOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .evaluateAll((nodes) =>
      nodes.flatMap((node) =>
        node.getAttribute('data-state') === 'off' ? [node.getAttribute('data-ward') ?? ''] : [],
      ),
    );

describe.each(SIZES)('%s', (name, width, height) => {
  test('a silent source marks its own wards on map, skyline and tiles, and no other', async () => {
    const page = await pageOf(width, height);
    await alterSnapshot(page, silent);
    await page.goto(`${server.origin}/wall`);
    await page.waitForSelector('[data-map=wards][data-painted="40"]');
    expect([...new Set(await statesOf(page, '.ward-map [data-ward]'))].sort()).toEqual(LOST);
    expect((await statesOf(page, '.gaps [data-ward]')).sort()).toEqual(LOST);
    expect(await page.locator('.tiles').innerText()).toContain('5 đơn vị đến 15:52');
    await page.screenshot({ path: join(OUTPUT, `${name}-state-source-silent.png`) });
    await page.keyboard.press('2');
    await page.waitForSelector('.unit');
    expect((await statesOf(page, '.units [data-ward]')).sort()).toEqual(LOST);
    expect(await page.locator('.unit.has-off').first().innerText()).toContain('15:52');
    await page.screenshot({ path: join(OUTPUT, `${name}-state-source-silent-units.png`) });
    await page.context().close();
  });

  test('no report ever: dashes, a flat map, no alert', async () => {
    const page = await pageOf(width, height);
    await alterSnapshot(page, (snapshot) => ({
      ...snapshot,
      alerts: [],
      sources: snapshot.sources.map((source) => ({ ...source, lastReportAt: null, state: 'off-hours' })),
    }));
    await page.goto(`${server.origin}/wall`);
    await page.waitForSelector('[data-map=wards][data-painted="40"]');
    expect(await page.locator('.figure').first().innerText()).toBe('—');
    const states = await page
      .locator('.ward-map [data-ward]')
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-state')));
    expect(new Set(states)).toEqual(new Set(['empty']));
    await page.screenshot({ path: join(OUTPUT, `${name}-state-no-data.png`) });
    await page.context().close();
  });
});

test('midnight and the turn of the month: date, windows and legend follow the server’s clock, today is unknown and not 0', async () => {
  const page = await pageOf();
  const lastSecond = '2025-07-31T23:59:58+07:00';
  let shown: Snapshot | null = null;
  const altered = await alterSnapshot(
    page,
    (snapshot) => {
      shown = {
        ...snapshot,
        now: lastSecond,
        asOf: lastSecond,
        windows: { today: { from: '2025-07-31', to: '2025-07-31' }, month: { from: '2025-07-01', to: '2025-07-31' } },
        sources: snapshot.sources.map((source) => ({ ...source, lastReportAt: '2025-07-31T16:30:00+07:00' })),
      };
      return shown;
    },
    true,
  );
  await page.goto(`${server.origin}/wall?scene=overview`);
  await page.waitForSelector('[data-map=wards][data-painted="40"]');
  expect(await page.locator('.clock').innerText()).toContain('31/7/2025');
  expect(await page.locator('.figure').first().innerText()).toBe('3.423');
  const { epoch, rev, wards, city } = shown ?? ({} as Snapshot);
  const none = { received: 0, receivedOnline: 0, resolvedEarly: 0, resolvedOnTime: 0, resolvedLate: 0 };
  const asOf = '2025-08-01T00:00:01+07:00';
  altered.say('frame', {
    epoch,
    fromRev: rev,
    rev: rev + 1,
    asOf,
    windows: { today: { from: '2025-08-01', to: '2025-08-01' }, month: { from: '2025-08-01', to: '2025-08-01' } },
    city: { ...city, today: none, month: none },
    wards: wards.map((ward) => ({ ...ward, today: none, month: none })),
  });
  altered.say('heartbeat', { epoch, rev: rev + 1, asOf, now: asOf, speed: 1 });
  await until(async () => (await page.locator('.clock').innerText()).includes('1/8/2025'), 'the new day');
  await until(async () => (await page.locator('.figure').first().innerText()) === '—', 'nothing is known of it');
  expect(await page.locator('[data-figure=received]').first().getAttribute('data-value')).toBe('');
  expect(
    await page
      .locator('.legend')
      .innerText()
      .catch(() => page.locator('.legend').textContent()),
  ).toContain('tháng 8');
  // Nothing is resolved yet: all rates have too few dossiers, none is 0%.
  const states = await page
    .locator('.gaps [data-ward]')
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-state')));
  expect(new Set(states)).toEqual(new Set(['small']));
  await page.context().close();
});
