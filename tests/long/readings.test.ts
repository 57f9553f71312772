import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrokenCalls, breakCalls, FAULTS, type Fault } from '../support/brokenCalls';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { broughtBy, signedIn } from '../support/people';
import { everyPlace, type Place } from '../support/places';
import { isWhole, marked } from '../support/readingMarks';
import { openScreen, type TestScreen } from '../support/screen';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { side } from '../support/side';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const MOMENTS = ['first load', 'page change', 'staying'] as const;
type Moment = (typeof MOMENTS)[number];
/** In each life a call fails in one of the three ways, or not at all beside others that do; after four it has had each. */
const LIVES = FAULTS.length + 1;
const AT_ONCE = 6;
/** The page's own limits are this much shorter, so that a call that hangs costs a test seconds. */
const HASTE = 2;
/** For one moment of one life, and for all of them, on a machine that has much else to do; a quiet one takes three minutes. */
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
let places: readonly Place[] = [];
const people: Record<string, ReturnType<typeof broughtBy>> = {};
const send = async (): Promise<void> => {
  const { status } = await post(server.origin, key, [simpleReport(`reading-${++sent}`, { wardCode: WARD })]);
  expect(status).toBe(200);
};

beforeAll(async () => {
  await dayWithRoom();
  const dataDir = makeDataDir();
  key = await makeKey(dataDir);
  server = await startServer({ dataDir });
  await send();
  browser = await launchBrowser(NO_GL);
  presenter = await openScreen(server.origin, 'present');
  const secret = await new Promise<string | null>((resolve) => presenter.socket.emit('remote', resolve));
  // ONLY=presenter: while one view is worked on.
  places = everyPlace(secret ?? '').filter(({ name }) => name.includes(process.env.ONLY ?? ''));
  people.admin = broughtBy(signedIn(dataDir, 'admin'), server.origin);
  people.chair = broughtBy(signedIn(dataDir, 'ward_chair', WARD), server.origin);
}, DAY_HOOK_MS);
afterAll(async () => {
  presenter.close();
  await browser.close();
  await server.dispose();
});

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
    const limit = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (ms) => limit(ms / haste);
  }, HASTE);
  if (place.name.startsWith('tablet')) await page.clock.install();
  return { page, calls: await breakCalls(page), errors };
}

const framed = async (page: Page, place: Place, when: string): Promise<void> => {
  for (const part of place.frame) await page.locator(part).first().waitFor({ state: 'visible' });
  const text = await page.locator('body').innerText();
  expect(text, `${when}: an exception on the screen`).not.toMatch(
    /Failed to fetch|Error\b|undefined|\[object|about:blank|Too many/,
  );
};

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

interface Seen {
  readonly place: string;
  readonly moment: Moment;
  readonly call: string;
  readonly fault: Fault;
}

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
    return at === -1 ? null : (FAULTS[(at + life) % LIVES] ?? null);
  };
  const failing = wanted.filter((call) => faultOf(call) !== null);
  const seen = new Map<string, Fault>();
  await come(visit, place, moment, () => calls.begin(faultOf));
  let isTried = false;
  const what = () => `${place.name}, ${moment}, life ${life}: ${failing.filter((call) => !seen.has(call)).join(' ')}`;
  await until(
    async () => {
      const marks = await marked(page);
      const fresh = failing.filter((call) => !seen.has(call) && marks.includes(call.replace(/\?.*/, '')));
      if (fresh.length > 0 && !isTried) {
        isTried = true;
        await framed(page, place, what());
        if (moment !== 'page change') await place.works(page);
      }
      for (const call of fresh) {
        const fault = calls.failed().get(call);
        if (fault === undefined) continue;
        seen.set(call, fault);
        calls.mend(call);
      }
      return failing.every((call) => seen.has(call)) && (await isWhole(page));
    },
    'every failing call is marked, and once they are mended the page is whole',
    MOMENT_MS,
  ).catch(async (cause) => {
    const waits = await page.locator('.unread:visible, .pending:visible').allInnerTexts();
    throw new Error(`${what()}: ${cause instanceof Error ? cause.message : cause}; it says: ${waits.join(' | ')}`);
  });
  await framed(page, place, `${what()} mended`);
  expect(await page.evaluate(() => 'sameLife' in window), `${what()}: no reload`).toBe(true);
  return [...seen].map(([call, fault]) => ({ place: place.name, moment, call, fault }));
}

/** The generator itself: what it must have found, or it would prove nothing. */
function expectFound(of: (place: string, moment: Moment) => readonly string[]): void {
  expect(of('wall, overview', 'first load')).toEqual(['/api/v1/history', '/api/v1/map', '/api/v1/session']);
  expect(of('wall, course', 'staying')).toContain('/api/v1/history');
  expect(of('presenter, overview', 'staying')).toContain('/api/v1/summary');
  expect(of('presenter, unit', 'page change')).toEqual(expect.arrayContaining(['/api/v1/fields', '/api/v1/map']));
  expect(of('presenter, brief', 'page change')).toContain('/api/v1/brief');
  expect(of('operators', 'staying').length).toBeGreaterThan(6);
  expect(of('tablet, own', 'staying')).toContain(`/api/v1/wards/${WARD}/dossiers?list=overdue`);
}

test(
  'every view × every reading call × 503, abort, hang × at first load, at page change, while staying: it stays, says so, and recovers by itself',
  async () => {
    const asked = new Map<string, ReadonlyMap<Moment, readonly string[]>>();
    await side(
      places.map((place) => async () => void asked.set(place.name, await callsOf(place))),
      AT_ONCE,
    );
    const of = (place: string, moment: Moment) => asked.get(place)?.get(moment) ?? [];
    if (process.env.ONLY === undefined) expectFound(of);
    const lives = places.flatMap((place) =>
      livesOf(place).flatMap((moments) =>
        Array.from({ length: LIVES }, (_, life) => async () => {
          const visit = await open(place);
          const seen: Seen[] = [];
          for (const moment of moments)
            seen.push(...(await suffer(visit, place, moment, of(place.name, moment), life)));
          expect(visit.errors, `${place.name}, life ${life}: uncaught`).toEqual([]);
          await visit.page.context().close();
          return seen;
        }),
      ),
    );
    const seen = (await side(lives, AT_ONCE)).flat();
    const rows = places.flatMap(({ name }) =>
      MOMENTS.flatMap((moment) =>
        of(name, moment).map((call) => {
          const faults = seen.filter((one) => one.place === name && one.moment === moment && one.call === call);
          return { name, moment, call, faults: FAULTS.filter((fault) => faults.some((one) => one.fault === fault)) };
        }),
      ),
    );
    expect(
      rows.filter(({ faults }) => faults.length < FAULTS.length),
      'each call failed in each way',
    ).toEqual([]);
    const line = ({ name, moment, call, faults }: (typeof rows)[number]) =>
      `${name.padEnd(22)} ${moment.padEnd(12)} ${call.padEnd(46)} ${faults.join(' ')}`;
    console.log(`Marked in the reader's words, mended by itself without a reload:\n${rows.map(line).join('\n')}`);
  },
  ALL_MS,
);
