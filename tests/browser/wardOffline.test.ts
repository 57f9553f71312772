import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connection } from '../support/browser';
import { DAY_HOOK_MS } from '../support/midnight';
import { machineNow } from '../support/pageClock';
import { createTabletWorld, type TabletWorld } from '../support/tablet';
import { until } from '../support/until';

const OUTPUT = fileURLToPath(new URL('../output', import.meta.url));
const WAKE_MS = 2000;
const ASLEEP_MS = 4000;
const AGAIN_MS = 8000;
/** The tablet's own sentence, or the door that stands before every view. */
const TURNED_AWAY = '[data-forbidden], [data-door]';

let world: TabletWorld;
beforeAll(async () => {
  world = await createTabletWorld();
}, DAY_HOOK_MS);
afterAll(() => world.dispose());
beforeEach(() => world.begin());

const received = () => world.page().locator('[data-figure=received][data-window=month]').getAttribute('data-value');

describe('offline', () => {
  test('installable: a manifest with icons of their true size, and a worker that rules over /ward/ alone', async () => {
    await world.visit();
    const href = await world.page().locator('link[rel=manifest]').getAttribute('href');
    const response = await fetch(`${world.server().origin}${href}`);
    expect(response.headers.get('content-type')).toContain('application/manifest+json');
    const manifest = (await response.json()) as {
      readonly scope: string;
      readonly start_url: string;
      readonly display: string;
      readonly icons: readonly { readonly src: string; readonly sizes: string }[];
    };
    expect(manifest).toMatchObject({ scope: '/ward/', display: 'standalone' });
    expect(manifest.start_url.startsWith(manifest.scope)).toBe(true);
    for (const { src, sizes } of manifest.icons) {
      const real = await world.page().evaluate(async (path) => {
        const image = await createImageBitmap(await (await fetch(path)).blob());
        return `${image.width}x${image.height}`;
      }, src);
      expect(real, src).toBe(sizes);
    }
    const scope = () =>
      world.page().evaluate(async () => (await navigator.serviceWorker.getRegistration())?.scope ?? null);
    await until(async () => (await scope()) === `${world.server().origin}/ward/`, 'the worker is there');
    expect((await fetch(`${world.server().origin}/ward/sw.js`)).headers.get('cache-control')).toBe('no-cache');
    await world.page().goto(`${world.server().origin}/wall`);
    expect(await scope(), 'the wall has none').toBeNull();
    expect(await world.page().evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  });

  test('the server is gone and the page is opened again: the last figures, greyed, with their age; then live by itself', async () => {
    await world.visit();
    await until(world.isKept, 'the page is kept');
    await world.page().reload();
    await until(world.isRight, 'the worker serves the page');
    const shown = await received();
    await world.kill();
    await world.page().reload();
    await until(world.isOff, 'marked as offline');
    expect(await received()).toBe(shown);
    expect(await connection(world.page())).toBe('cut-off');
    await world.page().waitForSelector('html[data-cause=refused]');
    expect(await world.page().locator('[data-silence]').innerText()).toMatch(
      /Không kết nối được tới máy chủ\.\s*Số liệu lúc \d\d:\d\d:\d\d, đã cũ [\d phútgiây]+\./,
    );
    await world.page().waitForSelector('.ward[data-stale=yes]');
    const colour = (css: string) =>
      world
        .page()
        .locator(css)
        .first()
        .evaluate((node) => getComputedStyle(node).color);
    expect(await colour('.stats p'), 'figures are greyed').toBe(await colour('.stats small'));
    await world.page().waitForSelector('.mini svg path.is-own');
    await world.page().getByRole('button', { name: 'Gửi ghi chú cho trung tâm' }).click();
    await world.page().waitForSelector('[data-sheet=notes]');
    await world.page().keyboard.press('Escape');
    await world.page().screenshot({ path: join(OUTPUT, 'ward-offline.png') });
    await world.page().evaluate(() => Object.assign(window, { sameLife: true }));
    await world.restart();
    const backAt = machineNow();
    await world.send(2);
    await world.within(backAt, AGAIN_MS, (state) => world.shows(state) && state.flaw === '', 'live again');
    expect(await world.page().evaluate(() => 'sameLife' in window), 'without a reload').toBe(true);
  });

  test('a device that may not see the figures any more keeps none of them', async () => {
    await world.visit();
    await world.page().reload();
    await until(world.isRight, 'figures again');
    const kept = () =>
      world.page().evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('ward-kept:')));
    expect((await kept()).length).toBeGreaterThan(0);
    await world.page().routeWebSocket(/socket\.io/, (line) => {
      const far = line.connectToServer();
      far.onMessage((text) => {
        // The acknowledgement of the join is turned into a refusal.
        const ack = /^(43\d+)\[/.exec(String(text));
        line.send(ack ? `${ack[1]}[{"ok":false,"reason":"forbidden"}]` : text);
      });
    });
    await world.page().reload();
    await world.page().waitForSelector(TURNED_AWAY);
    expect(await world.page().locator('[data-figure]').count()).toBe(0);
    await until(async () => (await kept()).filter((name) => !name.endsWith('session')).length === 0, 'nothing is kept');
    await world.page().reload();
    await world.page().waitForSelector(TURNED_AWAY);
    expect(await world.page().locator('[data-figure]').count()).toBe(0);
  });
});

describe('sleep', () => {
  test.each([
    { when: 'the screen goes dark first', hides: true, diesBefore: false },
    { when: 'without a word to the page', hides: false, diesBefore: false },
    { when: 'just after its line died', hides: false, diesBefore: true },
  ])(
    'falls asleep $when; a new epoch begins and figures change: right within 2 s of waking, never a flash',
    async ({ hides, diesBefore }) => {
      await world.visit();
      await world.page().waitForSelector('.mini svg path.is-own');
      const from = machineNow();
      if (hides) await world.setHidden(true);
      const fallAsleep = await world.tire();
      if (diesBefore) {
        // It may grey two seconds after its line died: between the two lies no more than one answer of the page.
        const dead = world.page().evaluate(untilCutOff);
        await world.kill();
        await dead;
      }
      fallAsleep();
      if (!diesBefore) await world.kill();
      await world.restart();
      await world.send(5);
      // Longer than every span that the page counts in.
      await new Promise((resolve) => setTimeout(resolve, ASLEEP_MS));
      world.wake();
      const woke = machineNow();
      const seen = hides ? await world.setHidden(false) : woke;
      const right = await world.within(seen, WAKE_MS, world.shows, 'right again');
      process.stderr.write(`tablet: right ${Math.round(right - seen)} ms after waking\n`);
      await world.within(right, WAKE_MS, ({ mood }) => mood === 'live', 'live');
      const flaws = (await world.notes().statesSince(from)).map(({ flaw }) => flaw).filter((flaw) => flaw !== '');
      expect(flaws, 'greyed, blank, or a figure unknown').toEqual([]);
    },
  );
});

/** In the page: done as soon as it knows that its line is cut. */
function untilCutOff(): Promise<void> {
  return new Promise((resolve) => {
    const html = document.documentElement;
    const look = () => html.dataset.connection === 'cut-off' && resolve();
    new MutationObserver(look).observe(html, { attributeFilter: ['data-connection'] });
    look();
  });
}
