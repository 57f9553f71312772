import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { percentText } from '../../shared/formats';
import { launchBrowser, NO_GL } from '../support/browser';
import { EVERY_VIEW, openView, operatorState } from '../support/everyView';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

/** How many different pairs are waited for: what is read every quarter of a minute changes seldom. */
const CHANGES: Readonly<Record<string, number>> = {
  'wall overview': 12,
  'wall unit': 4,
  'wall ranking': 20,
  'wall course': 3,
  'present overview': 8,
  'present unit': 8,
  ward: 3,
};

let server: RunningServer;
let browser: Browser;
let operator: BrowserContextOptions;
beforeAll(async () => {
  server = await startServer({ env: { DEMO: 'on' } });
  browser = await launchBrowser(NO_GL);
  operator = await operatorState(server);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

/** One drawn frame: what stands as a rate, and what stands as its fraction, as the eye reads them. */
interface Sample {
  readonly rate: string;
  readonly fraction: string;
}

/**
 * Notes on every animation frame each block that shows a rate and a fraction, as their texts, until it is stopped. A block
 * is the nearest element around a fraction that holds a percentage as well.
 */
function sample(page: Page): Promise<void> {
  return page.evaluate(() => {
    const FRACTION = /(\d[\d.,]*)\/(\d[\d.,]*)/g;
    const RATE = /(\d[\d.,]*) ?%/g;
    const BLOCKS =
      '.tile, .spot-rates > section, .rank-line, .course-lead, .big:has([data-figure$=Rate]), .gap-share-text, .stats > div, .beside tr';
    const samples = new Map<string, Sample>();
    let frames = 0;
    const look = (): void => {
      frames++;
      for (const block of document.querySelectorAll<HTMLElement>(BLOCKS)) {
        if (block.getClientRects().length === 0) continue;
        const text = block.innerText.replace(/\s+/g, ' ');
        // A sentence may hold several: they are compared in their order.
        const rates = [...text.matchAll(RATE)].map((one) => one[1] ?? '');
        // A day and its month are no fraction; so few dossiers have no rate of their own here.
        const isDay = (one: RegExpMatchArray) => Number(one[1]) <= 31 && Number(one[2]) <= 12;
        const fractions = [...text.matchAll(FRACTION)].filter((one) => !isDay(one)).map((one) => one[0]);
        if (rates.length === 0 || fractions.length === 0) continue;
        const one = { rate: rates.join(' '), fraction: fractions.join(' ') };
        samples.set(`${one.rate}|${one.fraction}`, one);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(window, { samples: () => [...samples.values()], frames: () => frames });
  });
}

const whole = (text: string) => Number(text.replace(/[.,]/g, ''));

/** The rates of a block that are none of its fractions. */
function misfits({ rate, fraction }: Sample): readonly string[] {
  const fitting = fraction.split(' ').flatMap((one) => {
    const [num, den] = one.split('/').map(whole);
    return [0, 1, 2].map((decimals) => percentText(num ?? 0, den ?? 0, decimals as 0 | 1 | 2, 'vi'));
  });
  const rates = rate.split(' ');
  // A block with one fraction has one rate of its own; further numbers with "%" are targets and limits.
  return rates.some((one) => fitting.includes(one)) ? [] : [`${rate} over ${fraction}`];
}

const WITH_RATES = EVERY_VIEW.filter(({ name }) => name in CHANGES);

// Side by side: a day goes on as fast for seven as for one.
test.concurrent.each(WITH_RATES)(
  '$name: on no frame does a rate stand over a fraction that it is not',
  async (view) => {
    const query = view.name.startsWith('present') ? 'period=today' : '';
    const { page } = await openView(
      browser,
      server.origin,
      { ...view, path: todayOf(view.path) },
      { ...operator, query },
    );
    await sample(page);
    const seen = () => page.evaluate(() => (window as unknown as { samples: () => Sample[] }).samples());
    const wanted = CHANGES[view.name] ?? 1;
    await until(async () => (await seen()).length >= wanted, `${wanted} changes`, 240_000);
    const frames = await page.evaluate(() => (window as unknown as { frames: () => number }).frames());
    const all = await seen();
    console.log(`${view.name}: ${all.length} different pairs on ${frames} frames`);
    expect(all.flatMap(misfits)).toEqual([]);
    await page.context().close();
  },
);

/** The presenter follows the day. */
function todayOf(path: string): string {
  return path.replace(/from=[^&]*&to=[^&]*&/, '');
}
