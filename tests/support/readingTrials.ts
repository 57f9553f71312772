import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrokenCalls, breakCalls, FAULTS, type Fault } from './brokenCalls';
import { launchBrowser, NO_GL, openPage } from './browser';
import { createGate } from './gate';
import { DAY_HOOK_MS, dayWithRoom } from './midnight';
import { broughtBy, signedIn } from './people';
import { everyPlace, type Place } from './places';
import { framed, isWhole, marked } from './readingMarks';
import { openScreen, type TestScreen } from './screen';
import { makeDataDir, makeKey, type RunningServer, startServer } from './server';
import { post, simpleReport } from './source';
import { until } from './until';

const MOMENTS = ['first load', 'page change', 'staying'] as const;
type Moment = (typeof MOMENTS)[number];
/** In each life a call fails in one of the three ways, each beside others that fail otherwise; after three it has had each. */
const LIVES = FAULTS.length;
/** So many pages at once. */
const inTurn = createGate(6);
/** The page's own limits are this much shorter, so that a call that hangs costs a test seconds. */
const HASTE = 2;
/** For one moment of one life, and for all of them, on a machine that has much else to do. */
const MOMENT_MS = 180_000;
const ALL_MS = 1_500_000;
const WARD = '19813';
/** A tablet asks again after ten minutes though nothing moved. */
const IDLE_MS = 601_000;
const QUIET_MS = 2500;

let server: RunningServer;
let browser: Browser;
let presenter: TestScreen;
let key = '';
let sent = 0;
let secret = '';
const people: Record<string, ReturnType<typeof broughtBy>> = {};
const send = async (): Promise<void> => {
  const report = simpleReport(`reading-${++sent}`, { wardCode: WARD });
  expect((await post(server.origin, key, [report])).status).toBe(200);
};

async function setUp(): Promise<void> {
  await dayWithRoom();
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  await send();
  browser = await launchBrowser(NO_GL);
  presenter = await openScreen(server.origin, 'present');
  secret = (await new Promise<string | null>((resolve) => presenter.socket.emit('remote', resolve))) ?? '';
  people.admin = broughtBy(signedIn(dataDir, 'admin'), server.origin);
  people.chair = broughtBy(signedIn(dataDir, 'ward_chair', WARD), server.origin);
}

type Visit = { readonly page: Page; readonly calls: BrokenCalls; readonly errors: readonly string[] };

async function open(place: Place): Promise<Visit> {
  const size = place.name.startsWith('tablet') ? { width: 800, height: 1280 } : { width: 1920, height: 1080 };
  const { page } = await openPage(browser, 'about:blank', {
    viewport: size,
    serviceWorkers: 'block',
    ...people[place.who],
  });
  const errors: string[] = [];
  page.on('pageerror', (cause) => errors.push(cause.message));
  await page.addInitScript((haste) => {
    // What a tablet keeps for days without a network is no reading of anybody's.
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
    const limit = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (ms) => limit(ms / haste);
  }, HASTE);
  if (place.name.startsWith('tablet')) await page.clock.install();
  return { page, calls: await breakCalls(page), errors };
}

/** Makes the view ask again for all that it keeps fresh. */
async function nudge({ page }: Visit, place: Place): Promise<void> {
  await send();
  if (place.name.startsWith('tablet')) await page.clock.fastForward(IDLE_MS);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
}

/** Brings the page to a moment; `begin` is called just before the calls that belong to it. */
async function come(visit: Visit, place: Place, moment: Moment, begin: () => void): Promise<void> {
  const { page } = visit;
  if (moment === 'first load') {
    begin();
    await page.goto(server.origin + place.path);
    await page.evaluate(() => Object.assign(window, { sameLife: true }));
  } else if (moment === 'page change' && place.from) {
    await page.goto(server.origin + place.from.path);
    await page.evaluate(() => Object.assign(window, { sameLife: true }));
    await until(() => isWhole(page), `${place.name}: the page before is whole`, MOMENT_MS);
    begin();
    await place.from.turn(page);
  } else {
    begin();
    await nudge(visit, place);
  }
}

/** What a view asks for at each moment, as it really does when all is well. */
async function callsOf(place: Place): Promise<ReadonlyMap<Moment, readonly string[]>> {
  const found = new Map<Moment, readonly string[]>();
  for (const moments of livesOf(place)) {
    const visit = await open(place);
    for (const moment of moments) {
      await come(visit, place, moment, () => visit.calls.begin(() => null));
      await until(() => isWhole(visit.page), `${place.name} is whole at ${moment}`, MOMENT_MS);
      let count = -1;
      // What comes later than others comes at all: nothing new for a while.
      for (let since = performance.now(); performance.now() - since < QUIET_MS; ) {
        if (visit.calls.made().size !== count) [count, since] = [visit.calls.made().size, performance.now()];
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      found.set(moment, [...visit.calls.made()].sort());
    }
    expect(visit.errors, place.name).toEqual([]);
    await visit.page.context().close();
  }
  return found;
}

/** A first load and what follows are one life of a page; a page change is another. */
const livesOf = (place: Place): readonly (readonly Moment[])[] =>
  place.from ? [['first load', 'staying'], ['page change']] : [['first load', 'staying']];

type Seen = { readonly moment: Moment; readonly call: string; readonly fault: Fault };

/** One moment with its faults: each call that fails is named on the screen, then mended; at the end all is whole again. */
async function suffer(
  visit: Visit,
  place: Place,
  moment: Moment,
  wanted: readonly string[],
  life: number,
): Promise<readonly Seen[]> {
  const { page, calls } = visit;
  const faultOf = (call: string): Fault | null => {
    const at = wanted.indexOf(call);
    return at === -1 ? null : (FAULTS[(at + life) % LIVES] as Fault);
  };
  const failing = wanted.filter((call) => faultOf(call) !== null);
  const seen = new Map<string, Fault>();
  await come(visit, place, moment, () => calls.begin(faultOf));
  let isTried = false;
  const left = () => failing.filter((call) => !seen.has(call));
  const what = () => `${place.name}, ${moment}, life ${life}: ${left().join(' ')}`;
  await until(
    async () => {
      const marks = await marked(page);
      const fresh = left().filter((call) => marks.includes(call.replace(/\?.*/, '')));
      if (fresh.length > 0 && !isTried) {
        isTried = true;
        await framed(page, place.frame, what());
        if (moment !== 'page change') await place.works(page);
      }
      for (const call of fresh) {
        const fault = calls.failed().get(call);
        if (fault === undefined) continue;
        seen.set(call, fault);
        calls.mend(call);
      }
      return left().length === 0 && (await isWhole(page));
    },
    'every failing call is marked, and once they are mended the page is whole',
    MOMENT_MS,
  ).catch(async (cause) => {
    const waits = await page.locator('.unread:visible, .pending:visible').allInnerTexts();
    throw new Error(`${what()}: ${cause instanceof Error ? cause.message : cause}; it says: ${waits.join(' | ')}`);
  });
  await framed(page, place.frame, `${what()} mended`);
  expect(await page.evaluate(() => 'sameLife' in window), `${what()}: no reload`).toBe(true);
  return [...seen].map(([call, fault]) => ({ moment, call, fault }));
}

/** What the generator must find, or it would prove nothing. */
const FOUND: readonly (readonly [string, Moment, readonly string[]])[] = [
  ['wall, overview', 'first load', ['/api/v1/history', '/api/v1/map', '/api/v1/session']],
  ['wall, course', 'staying', ['/api/v1/history']],
  ['presenter, overview', 'staying', ['/api/v1/summary']],
  ['presenter, unit', 'page change', ['/api/v1/fields', '/api/v1/map']],
  ['presenter, brief', 'page change', ['/api/v1/brief']],
  ['operators', 'staying', ['/api/v1/ops', '/api/v1/ops/screens']],
  ['tablet, own', 'staying', [`/api/v1/wards/${WARD}/dossiers?list=overdue`]],
];

/** All that can be read at one place: what each call did when it failed. */
async function tryPlace(name: string): Promise<readonly string[]> {
  const place = everyPlace(secret).find((one) => one.name === name);
  if (!place) throw new Error(`there is no place ${name}`);
  const asked = await inTurn(() => callsOf(place));
  for (const [at, moment, calls] of FOUND)
    if (at === name) expect(asked.get(moment), `${name}, ${moment}`).toEqual(expect.arrayContaining([...calls]));
  // Where nothing is asked nothing can fail.
  const asking = livesOf(place).filter((moments) => moments.some((moment) => (asked.get(moment) ?? []).length > 0));
  const lives = asking.flatMap((moments) =>
    Array.from({ length: LIVES }, (_, life) => () => live(place, moments, asked, life)),
  );
  const seen = (await Promise.all(lives.map((one) => inTurn(one)))).flat();
  const rows = MOMENTS.flatMap((moment) =>
    (asked.get(moment) ?? []).map((call) => {
      const faults = seen.filter((one) => one.moment === moment && one.call === call);
      return { moment, call, faults: FAULTS.filter((fault) => faults.some((one) => one.fault === fault)) };
    }),
  );
  const missed = rows.filter(({ faults }) => faults.length < FAULTS.length);
  expect(missed, `${name}: each call failed in each way`).toEqual([]);
  return rows.map(
    ({ moment, call, faults }) => `${name.padEnd(22)} ${moment.padEnd(12)} ${call.padEnd(46)} ${faults.join(' ')}`,
  );
}

async function live(
  place: Place,
  moments: readonly Moment[],
  asked: ReadonlyMap<Moment, readonly string[]>,
  life: number,
): Promise<readonly Seen[]> {
  const visit = await open(place);
  const seen: Seen[] = [];
  for (const moment of moments) seen.push(...(await suffer(visit, place, moment, asked.get(moment) ?? [], life)));
  expect(visit.errors, `${place.name}, life ${life}: uncaught`).toEqual([]);
  await visit.page.context().close();
  return seen;
}

/** Every place of some views × every reading call × 503, abort, hang × at first load, at page change, while staying. */
export function tryReadings(isOurs: (place: string) => boolean): void {
  const lines: string[] = [];
  beforeAll(setUp, DAY_HOOK_MS);
  afterAll(async () => {
    console.log(`Marked in the reader's words, mended by itself without a reload:\n${lines.sort().join('\n')}`);
    presenter.close();
    await browser.close();
    await server.dispose();
  });
  const names = everyPlace('').map(({ name }) => name);
  test.concurrent.each(names.filter(isOurs))(
    '%s: whichever reading fails, however and whenever, the view stays, says so, and recovers by itself',
    async (name) => void lines.push(...(await tryPlace(name))),
    ALL_MS,
  );
}
