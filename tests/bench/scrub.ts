import type { Page } from 'playwright-core';
import { dayOf, formatDay, formatInstant, HOUR_MS, startOfDay } from '../../shared/localTime';

import { launchBrowser, NO_GL, openPage } from '../support/browser';
import type { RunningServer } from '../support/server';
import { machineNow, spread } from './workload';

const DAYS = 14;
const STEPS = 40;

/** A step of the time machine over 14 days: what the server needs for its summary, and the page until the value stands in the DOM. */
export async function scrub(server: RunningServer) {
  const today = dayOf(machineNow());
  const period = `from=${formatDay(today - DAYS + 1)}&to=${formatDay(today)}`;
  const start = startOfDay(today - DAYS + 1);
  const momentOf = (i: number) => start + Math.floor(((i * 7919) % STEPS) * ((DAYS * 24) / STEPS)) * HOUR_MS + HOUR_MS;
  const serverMs = async (name: 'until' | 'at'): Promise<number[]> => {
    const times: number[] = [];
    for (let i = 0; i < STEPS; i++) {
      const moment = Math.min(momentOf(i), machineNow());
      const from = performance.now();
      const path = `/api/v1/summary?${period}&${name}=${encodeURIComponent(formatInstant(moment))}`;
      const answer = await fetch(`${server.origin}${path}`);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`summary answered ${answer.status}`);
      times.push(performance.now() - from);
    }
    return times;
  };
  const browser = await launchBrowser(NO_GL);
  const { page } = await openPage(browser, `${server.origin}/present?${period}`);
  await page.waitForSelector('.scrub input');
  const domMs = await page.evaluate(async (steps) => {
    const scrub = document.querySelector<HTMLElement>('.scrub');
    const input = scrub?.querySelector('input');
    if (!scrub || !input) return [];
    const times: number[] = [];
    for (let i = 1; i <= steps; i++) {
      const drawn = new Promise<void>((resolve) => {
        const watch = new MutationObserver(() => {
          watch.disconnect();
          resolve();
        });
        watch.observe(scrub, { attributeFilter: ['data-drawn'] });
      });
      const from = performance.now();
      input.value = String(Number(input.min) + i * 8 * 3_600_000);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await drawn;
      times.push(performance.now() - from);
    }
    return times;
  }, STEPS);
  const replay = await replayed(page);
  await browser.close();
  return {
    correctedNowMs: spread(await serverMs('until')),
    shownThenMs: spread(await serverMs('at')),
    toDomMs: spread(domMs),
    replay,
  };
}

/** The whole period at its usual speed: it is to take 60 s, and to draw every state on its way. */
async function replayed(page: Page) {
  await page.keyboard.press('Escape');
  await page.waitForSelector('.scrub[data-moment=""]');
  await page.evaluate(() => {
    const scrub = document.querySelector<HTMLElement>('.scrub');
    const drawn: number[] = [];
    Object.assign(window, { drawn });
    if (!scrub) return;
    new MutationObserver(() => drawn.push(Number(scrub.dataset.moment))).observe(scrub, {
      attributeFilter: ['data-drawn'],
    });
  });
  const from = performance.now();
  await page.keyboard.press(' ');
  await page.waitForSelector('.scrub[data-moment]:not([data-moment=""])');
  await page.waitForSelector('.scrub[data-moment=""]', { timeout: 5 * 60_000 });
  const seconds = Math.round((performance.now() - from) / 100) / 10;
  const drawn = await page.evaluate(() => (window as unknown as { drawn: number[] }).drawn);
  const states = [...new Set(drawn.filter((moment) => moment > 0))];
  const steps = states.slice(1).map((moment, i) => moment - (states[i] ?? 0));
  return { seconds, states: states.length, dropped: steps.filter((step) => step > HOUR_MS).length };
}
