import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { createGate } from '../support/gate';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { machineNow } from '../support/pageClock';
import { broughtBy, signedIn } from '../support/people';
import { makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import type { ScreenName, Stage, Trouble } from '../support/troubleKinds';
import { TROUBLES } from '../support/troubles';
import { until } from '../support/until';

const LOOKS_S = [3, 10, 60] as const;
/** All of them, on a machine that has much else to do. */
const ALL_MS = 900_000;
const SEND_EVERY_MS = 500;
/** A source gives a call up, as one does; what it did not hear of it sends again. */
const SENT_WITHIN_MS = 2000;
const WARD = '19753';
const VIEWS: Readonly<Record<ScreenName, string>> = {
  wall: '/wall?scene=overview',
  present: '/present',
  ward: `/ward/${WARD}`,
  ops: '/ops',
};
const NAMES = Object.keys(VIEWS) as ScreenName[];

let browser: Browser;
const table: string[] = [];
/** What several use, by its folder. */
const common = new Map<string, { readonly key: string; readonly server: RunningServer }>();
beforeAll(async () => {
  await dayWithRoom();
  browser = await launchBrowser(NO_GL);
}, DAY_HOOK_MS);
afterAll(async () => {
  console.log(`Each fault, what the screens said, how it recovered, what was lost\n${table.join('\n')}`);
  await browser.close();
  for (const { server } of common.values()) await server.dispose();
});

/** Whatever a screen says of a trouble. The calendar's end stands for months, and is no trouble of this test. */
const spoken = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        '[data-silence]:not([data-silence=source]), [data-waiting], [data-condition]:not([data-condition^=calendar]), .unread, [data-alert]',
      ),
    ]
      .filter((node) => node.checkVisibility())
      .map((node) => node.innerText.replace(/\s+/g, ' ').trim())
      .join(' · '),
  );

/** Sends one report after the other, and knows which were acknowledged. */
function startSource(stage: Stage, of: string) {
  const acknowledged = new Map<string, unknown>();
  let sent = 0;
  let runs = true;
  const send = async (): Promise<void> => {
    const name = `${of}-${++sent}`;
    const report = simpleReport(name);
    const timeout = new Promise<null>((resolve) => setTimeout(resolve, SENT_WITHIN_MS, null));
    const answer = await Promise.race([post(stage.server.origin, stage.key, [report]).catch(() => null), timeout]);
    if (answer?.status === 200) acknowledged.set(name, report);
  };
  const done = (async () => {
    while (runs) {
      await send();
      await new Promise((resolve) => setTimeout(resolve, SEND_EVERY_MS));
    }
  })();
  return {
    acknowledged,
    stop: async () => {
      runs = false;
      await done;
    },
  };
}

/** One stage is set after the other: what takes the time afterwards is the waiting, which they do side by side. */
const inTurn = createGate(1);

async function openScreens(origin: string, dataDir: string): Promise<Record<ScreenName, Page>> {
  const admin = broughtBy(signedIn(dataDir, 'admin'), origin);
  const open = async (name: ScreenName): Promise<Page> => {
    const { page } = await openPage(browser, `${origin}${VIEWS[name]}`, { reducedMotion: 'reduce', ...admin });
    await page.waitForSelector('html[data-board=ready][data-connection=live]');
    await page.waitForSelector('[data-figure]');
    await page.evaluate(() => Object.assign(window, { sameLife: true }));
    return page;
  };
  const [wall, present, ward, ops] = await Promise.all(NAMES.map(open));
  if (!wall || !present || !ward || !ops) throw new Error('a screen is missing');
  return { wall, present, ward, ops };
}

/** Sends again whatever was acknowledged: each is a duplicate, or it was lost. */
async function lostOf(stage: Stage, reports: readonly unknown[]): Promise<number> {
  const { body } = await post(stage.server.origin, stage.key, reports);
  expect(body.accepted + body.duplicates).toBe(reports.length);
  return body.accepted;
}

/** Live and quiet again, in the same life. */
async function isWell(page: Page, alerts: boolean): Promise<boolean> {
  const isLive = await page.evaluate(() => {
    const { connection, board, cause } = document.documentElement.dataset;
    const isStale = document.querySelector('[data-stale=yes]') !== null;
    return connection === 'live' && board === 'ready' && cause === undefined && !isStale && 'sameLife' in window;
  });
  return isLive && (alerts || (await spoken(page)) === '');
}

async function play(trouble: Trouble): Promise<void> {
  const { name, said } = trouble;
  const expected = (screen: ScreenName) => (said === null ? /^$/ : said instanceof RegExp ? said : said[screen]);
  const prepared = trouble.prepare();
  if (!prepared) return void table.push(`\n${name}: ${trouble.done}`);
  const { dataDir } = prepared;
  const stage = await inTurn(async (): Promise<Stage> => {
    // A source that is new beside others rings until it has sent something: those on one server share one.
    const { key, server } = common.get(dataDir) ?? {
      key: makeKey(dataDir),
      server: await startServer({ dataDir, ...(prepared.env && { env: prepared.env }) }),
    };
    if (prepared.isShared) common.set(dataDir, { key, server });
    const front = await prepared.through?.(server);
    return { dataDir, key, server, screens: await openScreens(front?.origin ?? server.origin, dataDir) };
  });
  const { screens } = stage;
  const source = startSource(stage, name);
  try {
    await until(() => source.acknowledged.size > 2, 'reports are taken');
    const before = await Promise.all(NAMES.map((screen) => spoken(screens[screen])));
    expect(before, 'nothing is wrong yet').toEqual(NAMES.map(() => ''));
    const from = machineNow();
    await prepared.strike(stage);
    const words = new Map<ScreenName, string[]>(NAMES.map((screen) => [screen, []]));
    for (const s of LOOKS_S) {
      await until(() => machineNow() > from + s * 1000, `${s} s`, 2 * s * 1000);
      await Promise.all(NAMES.map(async (screen) => words.get(screen)?.push(await spoken(screens[screen]))));
    }
    for (const screen of NAMES)
      expect(words.get(screen)?.at(-1), `${screen}, after 60 s: ${JSON.stringify([...words])}`).toMatch(
        expected(screen),
      );
    const how = await prepared.mend(stage);
    const mendedAt = machineNow();
    const alertsStay = said !== null && !(said instanceof RegExp);
    const took = await Promise.all(
      NAMES.map(async (screen) => {
        await until(() => isWell(screens[screen], alertsStay), `${screen} recovers from ${name}`).catch(
          async (cause) => {
            throw new Error(`${cause}; it says: ${await spoken(screens[screen])}`);
          },
        );
        return `${screen} ${((machineNow() - mendedAt) / 1000).toFixed(1)} s`;
      }),
    );
    const had = source.acknowledged.size;
    await until(() => source.acknowledged.size > had, 'reports are taken again');
    await source.stop();
    const lost = await lostOf(stage, [...source.acknowledged.values()]);
    const received = async () =>
      (await (await fetch(`${stage.server.origin}/api/v1/snapshot`)).json()).city.today.received as number;
    const shown = () => screens.wall.locator('[data-figure=received]').first().getAttribute('data-value');
    const least = await received();
    await until(async () => Number(await shown()) >= least, 'the wall counts on');
    expect(lost, `lost by ${name}`).toBe(0);
    table.push(
      `\n${name}: ${trouble.done}. Recovered: ${how}${said === null ? '' : ` (${took.join(', ')})`}. ` +
        `Acknowledged ${source.acknowledged.size}, lost ${lost}.`,
      ...NAMES.map(
        (screen) =>
          `  ${screen.padEnd(8)}${LOOKS_S.map((s, i) => `${s} s: ${words.get(screen)?.[i] || '–'}`).join(' | ')}`,
      ),
    );
  } finally {
    await source.stop();
    await Promise.all(NAMES.map((screen) => screens[screen].context().close()));
    if (prepared.dispose) {
      await stage.server.kill('SIGKILL');
      prepared.dispose();
    } else if (!prepared.isShared) await stage.server.dispose();
  }
}

test.concurrent.each(TROUBLES)(
  '$name: told on every screen, recovered from, nothing acknowledged lost',
  (trouble) => play(trouble),
  ALL_MS,
);
