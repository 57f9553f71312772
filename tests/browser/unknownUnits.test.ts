import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Snapshot } from '../../shared/protocol';
import { alterSnapshot } from '../support/altered';
import { launchBrowser, NO_GL, PATIENCE_MS } from '../support/browser';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { WALL_STANDS } from '../support/wallPages';

const GONE = '19999';
const WORDS = {
  vi: `đơn vị không còn trong danh mục (${GONE})`,
  en: `unit no longer in the list (${GONE})`,
} as const;

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  await dayWithRoom();
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  server = await startServer({ dataDir });
  await post(server.origin, key, [simpleReport('known')]);
  browser = await launchBrowser(NO_GL);
}, DAY_HOOK_MS);
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

/** A board on which everything that can name a unit names one that is in no list. */
const withStranger = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  ticker: [{ at: snapshot.now, ward: GONE, field: 'G15-TP04', what: 'received' }],
  alerts: [
    {
      id: 'a-gone',
      rule: 'overdue-count',
      state: 'firing',
      wards: [GONE],
      since: snapshot.now,
      owner: null,
      subject: GONE,
      severity: 'act',
      rangAt: snapshot.now,
      reason: null,
      returnAt: null,
      shelvedUntil: null,
    },
  ],
  notes: [
    {
      id: 1,
      ward: GONE,
      text: 'mất điện',
      from: null,
      recordedAt: snapshot.now,
      until: null,
      answer: null,
    },
  ],
  sources: snapshot.sources.map((source) => ({ ...source, state: 'silent', wards: [GONE] })),
  conditions: [...snapshot.conditions, { kind: 'unknown-units', codes: [GONE] }],
});

test.each(['vi', 'en'] as const)(
  'a wall that hears of a unit in no list says so, in every scene, and goes on (%s)',
  async (lang) => {
    for (const scene of ['overview', 'units', 'ranking', 'course', 'unit']) {
      const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (cause) => complaints.push(cause.message));
      await alterSnapshot(page, withStranger);
      await page.goto(`${server.origin}/wall?scene=${scene}&lang=${lang}`);
      await page.waitForSelector(WALL_STANDS);
      await page.waitForFunction((text) => document.querySelector('.line')?.textContent?.includes(text), WORDS[lang]);
      if (scene === 'overview') {
        await page.waitForFunction(
          (text) => document.querySelector('.alerts')?.textContent?.includes(text),
          WORDS[lang],
        );
        const row = await page
          .locator('.alerts li')
          .first()
          .evaluate((li) => {
            const [name, age] = [li.querySelector('.name span'), li.querySelector('.name time')];
            if (!name || !age) throw new Error('the row has no name or no age');
            return {
              nameEnds: name.getBoundingClientRect().right,
              isNameCut: name.scrollWidth > name.clientWidth,
              ageBegins: age.getBoundingClientRect().left,
              ageEnds: age.getBoundingClientRect().right,
              ends: li.getBoundingClientRect().right,
            };
          });
        expect(row.isNameCut, 'its name is whole').toBe(false);
        expect(row.nameEnds, 'the name ends before the age').toBeLessThan(row.ageBegins);
        expect(row.ageEnds, 'the age stays in its row').toBeLessThanOrEqual(row.ends + 1);
        await page.screenshot({ path: `tests/output/unknown-unit-${lang}.png` });
      }
      if (scene === 'unit') expect(await page.locator('.scene-empty').count(), 'it shows a unit that it knows').toBe(0);
      expect(complaints, scene).toEqual([]);
      await context.close();
    }
  },
);
