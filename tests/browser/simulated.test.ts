import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { type AnyView, EVERY_VIEW, goToView, operatorState, remoteLink, withQuery } from '../support/everyView';
import { type RunningServer, startServer } from '../support/server';
import { typeset } from '../support/wallPages';

/** From a phone to a wall, upright, lying and of twice the width. */
const SIZES = [
  [320, 568],
  [360, 740],
  [390, 844],
  [568, 320],
  [600, 960],
  [768, 1024],
  [800, 1280],
  [1024, 768],
  [1280, 800],
  [1366, 768],
  [1920, 1080],
  [2560, 1440],
  [3840, 2160],
  [1080, 1920],
  [2160, 3840],
  [3840, 1080],
] as const;
const LANGUAGES = ['vi', 'en'] as const;
const PERIOD = 'from=2025-07-01&to=2025-07-14';
/** The longest name among the 40, and the fullest header. */
const FULLEST = `/present?${PERIOD}&page=unit&ward=20137`;

let server: RunningServer;
/** The same city for those who may not look: the demo behind its door. */
let shut: RunningServer;
let browser: Browser;
/** Signed in as an operator, and nobody. */
let inside: Page;
let outside: Page;
beforeAll(async () => {
  const env = { DEMO: 'on', DEMO_AT: '2025-07-14T10:42:16+07:00' };
  server = await startServer({ env });
  shut = await startServer({ env: { ...env, ACCESS: 'signed-in' } });
  browser = await launchBrowser(NO_GL);
  const operator = await operatorState(server);
  inside = (await openPage(browser, 'about:blank', { serviceWorkers: 'block', ...operator })).page;
  outside = (await openPage(browser, 'about:blank', { serviceWorkers: 'block' })).page;
});
afterAll(async () => {
  await browser.close();
  await Promise.all([server.dispose(), shut.dispose()]);
});

const AT = '2025-07-14T10:42:16+07:00'.replace('+', '%2B');
const MORE: readonly AnyView[] = [
  { name: 'the fullest header', path: FULLEST, stands: '.near-own', figure: null },
  { name: 'held', path: `${FULLEST}&at=${AT}`, stands: '.hold.is-held', figure: null },
  {
    name: 'held, in the time machine',
    path: `/present?${PERIOD}&page=overview&at=${AT}&moment=2025-07-08T09:00:00%2B07:00`,
    stands: '.looking',
    figure: null,
  },
  { name: 'far wall', path: '/wall?distance=8&diagonal=110', stands: '.wall [data-figure=received]', figure: null },
  {
    name: 'press sheet',
    path: `/press?${PERIOD}&shape=sheet`,
    stands: '[data-shape=poster][data-ready=yes]',
    figure: null,
  },
  {
    name: 'press wide',
    path: `/press?${PERIOD}&shape=wide`,
    stands: '[data-shape=poster][data-ready=yes]',
    figure: null,
  },
  { name: 'an unknown ward', path: '/ward/1', stands: '.ward-pick [data-unknown]', figure: null },
];
const DOORS: readonly AnyView[] = [
  { name: 'a wall that waits to be paired', path: '/wall', stands: '.pairing [data-code]', figure: null },
  { name: 'a tablet that waits to be paired', path: '/ward/19813', stands: '.pairing [data-code]', figure: null },
  { name: 'who signs in', path: '/ops', stands: '.sign-in form', figure: null },
  { name: 'who signs in to present', path: '/present', stands: '.sign-in form', figure: null },
];

/** Why the badge is not wholly there to be read; null when it is. */
function faultOf(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const badges = [...document.querySelectorAll<HTMLElement>('[data-simulated]')].filter(
      (one) => one.getClientRects().length > 0,
    );
    const [badge] = badges;
    if (!badge || badges.length !== 1) return `${badges.length} badges`;
    if (!/MÔ PHỎNG|SIMULATED/.test(badge.innerText)) return `it says ${badge.innerText}`;
    const range = document.createRange();
    range.selectNodeContents(badge);
    const text = range.getBoundingClientRect();
    const box = badge.getBoundingClientRect();
    const within = (inner: DOMRect, outer: { left: number; top: number; right: number; bottom: number }) =>
      inner.left >= outer.left - 1 &&
      inner.right <= outer.right + 1 &&
      inner.top >= outer.top - 1 &&
      inner.bottom <= outer.bottom + 1;
    const told = (one: DOMRect) =>
      `${Math.round(one.left)}–${Math.round(one.right)}×${Math.round(one.top)}–${Math.round(one.bottom)}`;
    if (!within(box, { left: 0, top: 0, right: innerWidth, bottom: innerHeight })) return `outside: ${told(box)}`;
    if (!within(text, box)) return `its text ${told(text)} leaves it ${told(box)}`;
    if (badge.scrollWidth > badge.clientWidth + 1) return 'its text is wider than it is';
    for (let one = badge.parentElement; one; one = one.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(one);
      const clips = overflowX !== 'visible' || overflowY !== 'visible';
      if (clips && !within(box, one.getBoundingClientRect())) return `clipped by ${one.className || one.tagName}`;
    }
    // Five places on its text: nothing lies over any of them.
    const places = [0.02, 0.25, 0.5, 0.75, 0.98].map((part) => text.left + part * text.width);
    for (const x of places) {
      const top = document.elementFromPoint(x, (text.top + text.bottom) / 2);
      if (!top || !badge.contains(top)) return `covered by ${top?.className || top?.tagName}`;
    }
    return null;
  });
}

async function inspect(page: Page, name: string): Promise<void> {
  await page.waitForSelector('[data-simulated]');
  await typeset(page);
  const faults: string[] = [];
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const fault = await faultOf(page);
    if (fault !== null) faults.push(`${width}×${height}: ${fault}`);
  }
  expect(faults, name).toEqual([]);
}

for (const lang of LANGUAGES) {
  test.each([...EVERY_VIEW, ...MORE])(
    `$name says whole that it is simulated, at every size (${lang})`,
    async (view) => {
      await goToView(inside, server.origin, view, `lang=${lang}`);
      await inspect(inside, view.name);
    },
  );

  test.each(DOORS)(`$name is told as well (${lang})`, async (view) => {
    await goToView(outside, shut.origin, view, `lang=${lang}`);
    await inspect(outside, view.name);
  });

  test(`a phone that steers is told as well (${lang})`, async () => {
    const { link, presenter } = await remoteLink(browser, server.origin);
    const [address, secret] = link.split('#');
    const { page } = await openPage(browser, `${withQuery(address ?? '', `lang=${lang}`)}#${secret}`);
    await page.waitForSelector('[data-paired=yes]');
    await inspect(page, 'remote');
    await Promise.all([page.context().close(), presenter.context().close()]);
  });
}
