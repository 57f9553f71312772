import { dayOf, formatDay, formatInstant, HOUR_MS, startOfDay } from '../../shared/localTime';
import { launchBrowser, openPage } from '../support/browser';
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
  const browser = await launchBrowser();
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
  await browser.close();
  return {
    correctedNowMs: spread(await serverMs('until')),
    shownThenMs: spread(await serverMs('at')),
    toDomMs: spread(domMs),
  };
}
