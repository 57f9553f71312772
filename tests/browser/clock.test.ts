import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WindowCounts } from '../../shared/protocol';
import { clockAt, rung, tellWall } from '../support/alteredWall';
import { launchBrowser, NO_GL } from '../support/browser';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';
import { PAINTED } from '../support/wallPages';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T16:20:00+07:00' } }),
    launchBrowser(NO_GL),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

describe('the clock of the server', () => {
  test('on 24/11 it names the holiday, and a source that rests is no silence', async () => {
    const { page } = await tellWall(browser, server.origin, {
      change: (snapshot) => ({
        ...clockAt('2026-11-24T10:00:00+07:00')(snapshot),
        sources: snapshot.sources.map((source) => ({ ...source, state: 'off-hours' })),
      }),
      mute: true,
    });
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
    const { page, far, told } = await tellWall(browser, server.origin, {
      change: clockAt(`2025-07-14T${before}+07:00`),
      mute: true,
    });
    const dimmed = () =>
      page.evaluate(
        () => getComputedStyle(document.querySelector('.stage') ?? document.body).filter === 'brightness(0.6)',
      );
    await until(async () => (await page.locator('.clock').innerText()).includes(before.slice(0, 5)), 'its clock goes');
    await until(async () => (await dimmed()) === was, 'the light is that of the hour');
    const { epoch, rev } = told();
    const now = `2025-07-14T${after}+07:00`;
    far.say('heartbeat', { epoch, rev, asOf: now, now, speed: 1 });
    await until(async () => (await dimmed()) === is, 'the light follows');
    await page.context().close();
  });

  test('midnight and the turn of the month: date, windows and legend follow it, today is unknown and not 0', async () => {
    const lastSecond = '2025-07-31T23:59:58+07:00';
    const { page, far, told } = await tellWall(browser, server.origin, {
      change: (snapshot) => ({
        ...clockAt(lastSecond)(snapshot),
        windows: { today: { from: '2025-07-31', to: '2025-07-31' }, month: { from: '2025-07-01', to: '2025-07-31' } },
        sources: snapshot.sources.map((source) => ({ ...source, lastReportAt: '2025-07-31T16:30:00+07:00' })),
      }),
      query: '?scene=overview',
      mute: true,
    });
    await page.waitForSelector(PAINTED);
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
    const { page, far, told } = await tellWall(browser, server.origin, {
      change: (snapshot) => ({ ...clockAt('2025-07-14T10:00:00+07:00')(snapshot), alerts: [] }),
      query: '?play=overview:5,units:20',
      mute: true,
    });
    await page.waitForSelector('[data-figure=received][data-value="3423"]');
    const { epoch, rev } = told();
    const scene = () => page.locator('.wall').getAttribute('data-scene');
    const beat = async (clock: string, place: number): Promise<void> => {
      const now = `2025-07-14T${clock}+07:00`;
      far.say('heartbeat', { epoch, rev: place, asOf: now, now, speed: 1 });
      await page.waitForSelector(`[data-clock="${clock}"]`);
    };
    const young = rung('overdue-count', '19942', { rangAt: '2025-07-14T10:00:01+07:00' });
    far.say('frame', {
      epoch,
      fromRev: rev,
      rev: rev + 1,
      asOf: '2025-07-14T10:00:01+07:00',
      wards: [],
      alerts: [young],
    });
    await until(async () => (await page.locator('.alerts li').count()) === 1, 'it rings');
    // All in all by less than a socket takes to miss its server.
    await page.clock.runFor(8000);
    expect(await scene()).toBe('overview');
    await beat('10:00:58', rev + 1);
    await page.clock.runFor(1000);
    expect(await scene()).toBe('overview');
    await beat('10:01:02', rev + 1);
    await page.clock.runFor(1000);
    expect(await scene()).toBe('units');
    await page.context().close();
  });
});
