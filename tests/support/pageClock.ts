import type { Page } from 'playwright-core';

const BEAT_MS = 50;

interface Kept {
  readonly moods: { readonly mood: string; readonly at: number }[];
  readonly received: { readonly value: string; readonly at: number }[];
  lagMs: number;
}

/** What a page itself notes, so that a busy machine is not taken for a slow screen. */
export interface PageClock {
  /** When the page said this of its connection for the first time after an instant; null when it never did. */
  readonly moodSince: (instant: number, is: (mood: string) => boolean) => Promise<number | null>;
  /** When the figure of what was received stood at a value for the first time after an instant; null when it never did. */
  readonly receivedSince: (instant: number, value: number) => Promise<number | null>;
  /** The longest that its timers came late: for so long it was not let run at all. */
  readonly lagMs: () => Promise<number>;
}

/** Instants are the machine's, in ms, the same in test and page. */
export function machineNow(): number {
  return performance.timeOrigin + performance.now();
}

export async function watchPage(page: Page): Promise<PageClock> {
  await page.evaluate((beatMs) => {
    const kept: Kept = { moods: [], received: [], lagMs: 0 };
    const now = () => performance.timeOrigin + performance.now();
    const html = document.documentElement;
    const note = () => kept.moods.push({ mood: html.dataset.connection ?? '', at: now() });
    new MutationObserver(note).observe(html, { attributeFilter: ['data-connection'] });
    const look = (): void => {
      const value = document.querySelector('[data-figure=received]')?.getAttribute('data-value') ?? '';
      if (value !== kept.received.at(-1)?.value) kept.received.push({ value, at: now() });
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      attributeFilter: ['data-value'],
    });
    let due = now() + beatMs;
    setInterval(() => {
      kept.lagMs = Math.max(kept.lagMs, now() - due);
      due = now() + beatMs;
    }, beatMs);
    note();
    look();
    Object.assign(window, { kept });
  }, BEAT_MS);
  const read = () => page.evaluate(() => (window as unknown as { kept: Kept }).kept);
  return {
    moodSince: async (instant, is) =>
      (await read()).moods.find(({ mood, at }) => at >= instant && is(mood))?.at ?? null,
    receivedSince: async (instant, wanted) =>
      (await read()).received.find(({ value, at }) => at >= instant && value === String(wanted))?.at ?? null,
    lagMs: async () => (await read()).lagMs,
  };
}
