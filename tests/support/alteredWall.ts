import type { Browser, Page } from 'playwright-core';
import type { AlertView, Snapshot } from '../../shared/protocol';
import { type AlteredPage, alterSnapshot } from './altered';
import { PATIENCE_MS } from './browser';
import { WALL_STANDS } from './wallPages';

const HOUR_MS = 3_600_000;
/** When the clock of a page that hears nothing stands: what it is does not matter, the server says what time it is. */
const STANDS_AT_MS = Date.UTC(2025, 6, 14);

/** A wall that is told what a test wants it to see; what it was told comes along. */
export interface ToldWall {
  readonly page: Page;
  readonly far: AlteredPage;
  readonly told: () => Snapshot;
}

export interface ToldWish {
  readonly change?: (snapshot: Snapshot) => Snapshot;
  readonly query?: string;
  /**
   * Nothing but the snapshot reaches it, and what the test says. Its clock stands, and only the test moves it on
   * (`page.clock`), or it would find the server silent after some seconds; the server answers no probe either.
   */
  readonly mute?: boolean;
  readonly size?: readonly [width: number, height: number];
}

export async function tellWall(
  browser: Browser,
  origin: string,
  { change = (snapshot) => snapshot, query = '', mute = false, size = [1920, 1080] }: ToldWish,
): Promise<ToldWall> {
  const [width, height] = size;
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  if (mute) {
    await page.clock.install({ time: STANDS_AT_MS });
    // It runs until it is stopped, and cannot be stopped at an instant that is over by then: one far ahead.
    await page.clock.pauseAt(STANDS_AT_MS + HOUR_MS);
    // Neither answered nor refused: the page's own patience ends it.
    await page.route('**/healthz', () => undefined);
  }
  let told: Snapshot | null = null;
  const far = await alterSnapshot(
    page,
    (snapshot) => {
      told = change(snapshot);
      return told;
    },
    mute,
  );
  await page.goto(`${origin}/wall${query}`);
  await page.waitForSelector(WALL_STANDS);
  return {
    page,
    far,
    told: () => {
      if (!told) throw new Error('nothing was told yet');
      return told;
    },
  };
}

/** An alert that has rung for 18 minutes at the instant of the tests' demo, 16:20 of 14/7/2025. */
export function rung(rule: string, subject: string, more: Partial<AlertView> = {}): AlertView {
  return {
    id: `${rule}-${subject}`,
    rule,
    subject,
    state: 'firing',
    wards: [subject],
    since: '2025-07-14T15:52:00+07:00',
    rangAt: '2025-07-14T16:02:00+07:00',
    severity: 'act',
    owner: null,
    reason: null,
    returnAt: null,
    shelvedUntil: null,
    ...more,
  };
}

/** The server's clock stands at an instant. */
export function clockAt(now: string): (snapshot: Snapshot) => Snapshot {
  return (snapshot) => ({ ...snapshot, now, asOf: now, speed: 1 });
}
