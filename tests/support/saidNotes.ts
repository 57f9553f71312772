import type { Page } from 'playwright-core';

/** What a page said of its line, and since when, by the machine's clock in ms. */
export interface Said {
  readonly at: number;
  readonly connection: string;
  readonly cause: string;
  readonly board: string;
  /** The words that are seen; without the age, which runs. */
  readonly words: string;
  /** Live figures have lost their colour. */
  readonly stale: boolean;
}

interface Notes {
  readonly said: Said[];
  lagMs: number;
}

export interface SaidNotes {
  readonly all: () => Promise<readonly Said[]>;
  /** What stood there at an instant. */
  readonly at: (instant: number) => Promise<Said | undefined>;
  /** The first time since an instant that something was so; null: it never was. */
  readonly since: (instant: number, is: (said: Said) => boolean) => Promise<number | null>;
  /** The longest that the page's own timers came late. */
  readonly lagMs: () => Promise<number>;
}

const LOOK_EVERY_MS = 50;

/** Lets a page write down what it says, so that a busy machine is not taken for a slow screen. */
export async function noteSaid(page: Page): Promise<SaidNotes> {
  await page.evaluate((everyMs) => {
    const notes: Notes = { said: [], lagMs: 0 };
    const now = () => performance.timeOrigin + performance.now();
    const look = (): void => {
      const { connection = '', cause = '', board = '' } = document.documentElement.dataset;
      const spoken = document.querySelector<HTMLElement>('[data-silence]:not([data-silence=source]), [data-waiting]');
      const words = (spoken?.innerText ?? '').replace(/\s+/g, ' ').replace(/(đã cũ|im) [^.]*/, '$1 …');
      const stale = document.querySelector('[data-stale=yes]') !== null;
      const next = { at: now(), connection, cause, board, words, stale };
      const last = notes.said.at(-1);
      if (!last || JSON.stringify({ ...last, at: 0 }) !== JSON.stringify({ ...next, at: 0 })) notes.said.push(next);
    };
    let due = now() + everyMs;
    setInterval(() => {
      notes.lagMs = Math.max(notes.lagMs, now() - due);
      due = now() + everyMs;
      look();
    }, everyMs);
    look();
    Object.assign(window, { saidNotes: notes, sameLife: true });
  }, LOOK_EVERY_MS);
  const read = () => page.evaluate(() => (window as unknown as { saidNotes: Notes }).saidNotes);
  const all = async () => (await read()).said;
  return {
    all,
    at: async (instant) => (await all()).findLast((said) => said.at <= instant),
    since: async (instant, is) => (await all()).find((said) => said.at >= instant && is(said))?.at ?? null,
    lagMs: async () => (await read()).lagMs,
  };
}
