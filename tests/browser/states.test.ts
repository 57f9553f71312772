import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import wardsJson from '../../data/wards.json';
import type { AlertView, Snapshot, WindowCounts } from '../../shared/protocol';
import { type AlteredPage, alterSnapshot } from '../support/altered';
import { figure, launchBrowser, NO_GL } from '../support/browser';
import { writeContactSheet } from '../support/contactSheet';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';
import { outsideOf } from '../support/wallPages';

const OUTPUT = fileURLToPath(new URL('../output', import.meta.url));
const SIZES = [
  ['hd', 1920, 1080],
  ['wide', 3840, 1080],
  ['upright', 1080, 1920],
] as const;
const LOST = ['20071', '20101', '20107', '20131', '20137'];
const painted = '[data-map=wards][data-painted="40"]';

let server: RunningServer;
/** Draws the map on the GPU, as most walls do; the other draws it as SVG. */
let glBrowser: Browser;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T16:20:00+07:00' } });
  [glBrowser, browser] = await Promise.all([launchBrowser(), launchBrowser(NO_GL)]);
});
afterAll(async () => {
  await writeContactSheet(browser, OUTPUT);
  await Promise.all([browser.close(), glBrowser.close()]);
  await server.dispose();
});

/** A wall that is told what the test wants it to see; what it was told comes along. */
async function altered(
  change: (snapshot: Snapshot) => Snapshot,
  { query = '', mute = false, size = [1920, 1080] as readonly [number, number], gl = false } = {},
): Promise<{ readonly page: Page; readonly far: AlteredPage; readonly told: () => Snapshot }> {
  const [width, height] = size;
  const context = await (gl ? glBrowser : browser).newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  let told: Snapshot | null = null;
  const far = await alterSnapshot(
    page,
    (snapshot) => {
      told = change(snapshot);
      return told;
    },
    mute,
  );
  await page.goto(`${server.origin}/wall${query}`);
  await page.waitForSelector('html[data-rev]:not([data-rev="0"])');
  return {
    page,
    far,
    told: () => {
      if (!told) throw new Error('nothing was told yet');
      return told;
    },
  };
}
const alert = (rule: string, subject: string, more: Partial<AlertView> = {}): AlertView => ({
  id: `${rule}-${subject}`,
  rule,
  subject,
  state: 'firing',
  wards: [subject],
  since: '2025-07-14T15:52:00+07:00',
  rangAt: '2025-07-14T16:02:00+07:00',
  severity: 'act',
  owner: null,
  reason: null,
  returnAt: null,
  shelvedUntil: null,
  ...more,
});
const silent = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  sources: snapshot.sources.map((source, i) =>
    i === 0 ? { ...source, state: 'silent', lastReportAt: '2025-07-14T15:52:00+07:00', wards: LOST } : source,
  ),
  alerts: [
    alert('source-silent', snapshot.sources[0]?.name ?? '', {
      wards: LOST,
      state: 'acknowledged',
      owner: 'Tổ kỹ thuật',
      reason: 'cáp quang đứt giữa A Lưới và trung tâm, đơn vị nhập lại sau khi có mạng',
      returnAt: '2025-07-14T17:00:00+07:00',
    }),
    ...snapshot.alerts,
  ],
});
const empty = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  alerts: [],
  sources: snapshot.sources.map((source) => ({ ...source, lastReportAt: null, state: 'off-hours' })),
});
const clockAt = (now: string) => (snapshot: Snapshot) => ({ ...snapshot, now, asOf: now, speed: 1 });
const statesOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .evaluateAll((nodes) =>
      nodes.flatMap((node) =>
        node.getAttribute('data-state') === 'off' ? [node.getAttribute('data-ward') ?? ''] : [],
      ),
    );

describe.each(SIZES)('%s', (name, width, height) => {
  const shoot = (page: Page, what: string) => page.screenshot({ path: join(OUTPUT, `${name}-state-${what}.png`) });

  test('a silent source marks its own wards on map, skyline and tiles, and no other; it leads the list with owner and return', async () => {
    const { page } = await altered(silent, { size: [width, height], gl: name === 'hd' });
    await page.waitForSelector(painted);
    expect([...new Set(await statesOf(page, '.ward-map [data-ward]'))].sort()).toEqual(LOST);
    expect((await statesOf(page, '.gaps [data-ward]')).sort()).toEqual(LOST);
    expect(await page.locator('.tiles').innerText()).toContain('5 đơn vị đến 15:52');
    expect(await page.locator('.lost-signal').textContent()).toContain('mất tín hiệu');
    expect(await page.locator('.alerts li').first().innerText()).toMatch(/18 phút[\s\S]*Tổ kỹ thuật · hẹn 17:00 · cáp/);
    expect(await outsideOf(page)).toEqual([]);
    await shoot(page, 'source-silent');
    await page.keyboard.press('2');
    await page.waitForSelector('.unit .sparkline');
    expect((await statesOf(page, '.units [data-ward]')).sort()).toEqual(LOST);
    expect(await page.locator('.unit.has-off').first().innerText()).toContain('15:52');
    await shoot(page, 'source-silent-units');
    await page.context().close();
  });

  test('no report ever: dashes, a flat map, no alert', async () => {
    const { page } = await altered(empty, { size: [width, height] });
    await page.waitForSelector(painted);
    expect(await page.locator('.figure').first().innerText()).toBe('—');
    const states = await page
      .locator('.ward-map [data-ward]')
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-state')));
    expect(new Set(states)).toEqual(new Set(['empty']));
    expect(await outsideOf(page)).toEqual([]);
    await shoot(page, 'no-data');
    await page.context().close();
  });

  test('nothing heard for ten seconds: the colour leaves the screen, every block says so, its words stay', async () => {
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.clock.install();
    // A server that hangs answers nothing at all.
    await page.route('**/healthz', (route) => route.abort());
    await alterSnapshot(page, (snapshot) => snapshot, true);
    await page.goto(`${server.origin}/wall?scene=overview`);
    await page.waitForSelector(painted);
    // The page's own clock is moved: nobody waits.
    await page.clock.runFor(12_000);
    await until(async () => (await page.locator('.wall').getAttribute('data-stale')) === 'yes', 'veiled');
    expect(await page.locator('[data-silence=silent]').innerText()).toContain('Máy chủ không phản hồi');
    expect(await page.locator('.lamps').innerText()).toMatch(/Máy chủ\s+im 1\d giây/);
    const looks = await page.evaluate(() => {
      const style = getComputedStyle(document.querySelector('.tiles') ?? document.body);
      return [style.filter, style.opacity];
    });
    expect(looks).toEqual(['grayscale(1)', '0.52']);
    expect(await page.locator('[data-figure=received]').first().getAttribute('data-value')).toBe('3423');
    await shoot(page, 'stale');
    await context.close();
  });

  test('two hundred alerts in one frame are a line a rule, the heading counts them all', async () => {
    const { page, far, told } = await altered((snapshot) => ({ ...snapshot, alerts: [] }), {
      query: '?scene=overview',
      mute: true,
      size: [width, height],
    });
    await page.waitForSelector(painted);
    const { epoch, rev, asOf } = told();
    const rules = ['unbalanced', 'overdue-long', 'overdue-count', 'intake-overdue', 'on-time-low'];
    const alerts = rules.flatMap((rule) => wardsJson.map(({ code }) => alert(rule, code)));
    far.say('frame', { epoch, fromRev: rev, rev: rev + 1, asOf, wards: [], alerts });
    await until(async () => (await figure(page, 'actionCount')) === 200, 'all of them are counted');
    expect(await page.locator('.alerts li').count()).toBe(3);
    expect(await page.locator('.alerts li').first().innerText()).toContain('40 đơn vị');
    expect(await outsideOf(page)).toEqual([]);
    await shoot(page, 'flood');
    await page.context().close();
  });
});

test('what is set aside stays on the wall with its end, who did it and why, and is not counted', async () => {
  const { page } = await altered(
    (snapshot) => ({
      ...snapshot,
      alerts: [
        alert('overdue-count', '19942'),
        alert('overdue-count', '20101', {
          state: 'shelved',
          owner: 'Trực ban 2',
          reason: 'đã báo',
          shelvedUntil: '2025-07-14T17:10:00+07:00',
        }),
      ],
    }),
    { query: '?scene=overview' },
  );
  const rows = page.locator('.alerts li');
  await until(async () => (await rows.count()) === 2, 'both are there');
  expect(await rows.last().innerText()).toContain('tạm gác đến 17:10 · Trực ban 2 · đã báo');
  expect(await figure(page, 'actionCount')).toBe(1);
  expect(await page.locator('[data-shelved]').innerText()).toBe('1 tạm gác');
  await page.screenshot({ path: join(OUTPUT, 'hd-state-shelved.png') });
  await page.context().close();
});

test.each(['overview', 'units', 'ranking', 'course', 'unit'])(
  'in the light theme the scene %s stands as well',
  async (scene) => {
    const { page } = await altered((snapshot) => snapshot, { query: `?scene=${scene}&theme=light` });
    await page.waitForSelector(`[data-scene-of=${scene}] h2`, { state: 'attached' });
    await until(
      async () => (await page.locator('.sparkline, .bar, .rank-line, path.ward, .spot-strip rect').count()) > 5,
      'it is drawn',
    );
    expect(await outsideOf(page)).toEqual([]);
    await page.screenshot({ path: join(OUTPUT, `hd-light-${scene}.png`) });
    await page.context().close();
  },
);

describe('the clock of the server', () => {
  test('on 24/11 it names the holiday, and a source that rests is no silence', async () => {
    const { page } = await altered(
      (snapshot) => ({
        ...clockAt('2026-11-24T10:00:00+07:00')(snapshot),
        sources: snapshot.sources.map((source) => ({ ...source, state: 'off-hours' })),
      }),
      { mute: true },
    );
    await until(
      async () => (await page.locator('.date').innerText()) === 'Ngày nghỉ: Ngày Văn hóa Việt Nam',
      'the holiday is named',
    );
    expect(await page.locator('.lamps .tone-off').count()).toBe(0);
    expect(await page.locator('.lamps .tone-small').count()).toBe(3);
    await page.context().close();
  });

  test.each([
    ['18:59:50', '19:00:01', false, true],
    ['05:59:50', '06:00:01', true, false],
  ])('dims from 19:00 to 06:00: at %s and then %s', async (before, after, was, is) => {
    const { page, far, told } = await altered(clockAt(`2025-07-14T${before}+07:00`), { mute: true });
    const dimmed = () =>
      page.evaluate(
        () => getComputedStyle(document.querySelector('.stage') ?? document.body).filter === 'brightness(0.6)',
      );
    expect(await dimmed()).toBe(was);
    const { epoch, rev } = told();
    const now = `2025-07-14T${after}+07:00`;
    far.say('heartbeat', { epoch, rev, asOf: now, now, speed: 1 });
    await until(async () => (await dimmed()) === is, 'the light follows');
    await page.context().close();
  });

  test('midnight and the turn of the month: date, windows and legend follow it, today is unknown and not 0', async () => {
    const lastSecond = '2025-07-31T23:59:58+07:00';
    const { page, far, told } = await altered(
      (snapshot) => ({
        ...clockAt(lastSecond)(snapshot),
        windows: { today: { from: '2025-07-31', to: '2025-07-31' }, month: { from: '2025-07-01', to: '2025-07-31' } },
        sources: snapshot.sources.map((source) => ({ ...source, lastReportAt: '2025-07-31T16:30:00+07:00' })),
      }),
      { query: '?scene=overview', mute: true },
    );
    await page.waitForSelector(painted);
    expect(await page.locator('.clock').innerText()).toContain('31/7/2025');
    expect(await page.locator('.figure').first().innerText()).toBe('3.423');
    const { epoch, rev, wards, city } = told();
    const none: WindowCounts = {
      received: 0,
      receivedOnline: 0,
      resolvedEarly: 0,
      resolvedOnTime: 0,
      resolvedLate: 0,
    };
    const asOf = '2025-08-01T00:00:01+07:00';
    far.say('frame', {
      epoch,
      fromRev: rev,
      rev: rev + 1,
      asOf,
      windows: { today: { from: '2025-08-01', to: '2025-08-01' }, month: { from: '2025-08-01', to: '2025-08-01' } },
      city: { ...city, today: none, month: none },
      wards: wards.map((ward) => ({ ...ward, today: none, month: none })),
    });
    far.say('heartbeat', { epoch, rev: rev + 1, asOf, now: asOf, speed: 1 });
    await until(async () => (await page.locator('.clock').innerText()).includes('1/8/2025'), 'the new day');
    await until(async () => (await page.locator('.figure').first().innerText()) === '—', 'nothing is known of it');
    expect(await page.locator('[data-figure=received]').first().getAttribute('data-value')).toBe('');
    expect(await page.locator('.legend').textContent()).toContain('tháng 8');
    // Nothing is resolved yet: all rates have too few dossiers, none is 0%.
    const states = await page
      .locator('.gaps [data-ward]')
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-state')));
    expect(new Set(states)).toEqual(new Set(['small']));
    await page.context().close();
  });

  test('the rotation waits while an alert is younger than 60 s, then goes on', async () => {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.clock.install();
    // Nothing is heard but what the test says: a probe that found the server alive would join it again.
    await page.route('**/healthz', (route) => route.abort());
    let told: Snapshot | null = null;
    const far = await alterSnapshot(
      page,
      (snapshot) => {
        told = { ...clockAt('2025-07-14T10:00:00+07:00')(snapshot), alerts: [] };
        return told;
      },
      true,
    );
    await page.goto(`${server.origin}/wall?play=overview:10,units:10`);
    await page.waitForSelector('[data-figure=received][data-value="3423"]');
    const { epoch, rev } = told ?? ({} as Snapshot);
    const scene = () => page.locator('.wall').getAttribute('data-scene');
    const beat = (clock: string, place: number) => {
      const now = `2025-07-14T${clock}+07:00`;
      far.say('heartbeat', { epoch, rev: place, asOf: now, now, speed: 1 });
    };
    const young = alert('overdue-count', '19942', { rangAt: '2025-07-14T10:00:01+07:00' });
    far.say('frame', {
      epoch,
      fromRev: rev,
      rev: rev + 1,
      asOf: '2025-07-14T10:00:01+07:00',
      wards: [],
      alerts: [young],
    });
    await until(async () => (await page.locator('.alerts li').count()) === 1, 'it rings');
    await page.clock.runFor(30_000);
    expect(await scene()).toBe('overview');
    beat('10:00:58', rev + 1);
    await page.clock.runFor(1000);
    expect(await scene()).toBe('overview');
    beat('10:01:02', rev + 1);
    await until(async () => {
      await page.clock.runFor(500);
      return (await scene()) === 'units';
    }, 'it goes on');
    await context.close();
  });
});
