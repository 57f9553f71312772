import type { BrowserContext, Page } from 'playwright-core';

const BEAT_MS = 50;

/** What stood on a tablet from an instant on. */
export interface TabletState {
  readonly at: number;
  /** The figure of the month; empty while it is not known. */
  readonly received: string;
  readonly mood: string;
  /** What nobody should see while the line is good; empty: nothing. */
  readonly flaw: 'greyed' | 'blank' | 'unknown' | '';
}

interface Notes {
  readonly states: TabletState[];
  readonly late: { readonly at: number; readonly byMs: number }[];
}

/** What a tablet's page itself notes, from its first moment on: a busy machine is not taken for a slow tablet. */
export interface TabletNotes {
  /** When the present page began to load. Instants are the machine's, in ms, the same in test and page. */
  readonly beganAt: () => Promise<number>;
  /** The first instant from this one on at which it stood so; null: not yet. */
  readonly since: (instant: number, holds: (state: TabletState) => boolean) => Promise<number | null>;
  /** All that stood there from an instant on. */
  readonly statesSince: (instant: number) => Promise<readonly TabletState[]>;
  /** The longest from an instant on that the machine did not let the page run. */
  readonly lagMs: (instant: number) => Promise<number>;
}

/** Every page of the context notes for itself; a reload begins anew. */
export async function letNote(context: BrowserContext, page: Page): Promise<TabletNotes> {
  await context.addInitScript(takeNotes, BEAT_MS);
  const read = () => page.evaluate(() => (window as unknown as { notes: Notes }).notes);
  const statesSince = async (instant: number): Promise<readonly TabletState[]> => {
    const { states } = await read();
    const standing = states.findLast(({ at }) => at <= instant);
    return [...(standing ? [{ ...standing, at: instant }] : []), ...states.filter(({ at }) => at > instant)];
  };
  return {
    beganAt: () => page.evaluate(() => performance.timeOrigin),
    since: async (instant, holds) => (await statesSince(instant)).find(holds)?.at ?? null,
    statesSince,
    lagMs: async (instant) => Math.max(0, ...(await read()).late.map(({ at, byMs }) => Math.min(byMs, at - instant))),
  };
}

/** Runs in the page. */
function takeNotes(beatMs: number): void {
  const notes: Notes = { states: [], late: [] };
  Object.assign(window, { notes });
  const now = () => performance.timeOrigin + performance.now();
  const flawOf = (): TabletState['flaw'] => {
    if (document.querySelector('.ward[data-off=yes]')) return 'greyed';
    if (!document.querySelector('.ward .stats p')) return 'blank';
    return document.querySelector('[data-figure=received][data-value=""]') ? 'unknown' : '';
  };
  const look = (): void => {
    const figure = document.querySelector<HTMLElement>('[data-figure=received][data-window=month]');
    const received = figure?.dataset.value ?? '';
    const mood = document.documentElement?.dataset.connection ?? '';
    const flaw = flawOf();
    const last = notes.states.at(-1);
    if (last?.received === received && last.mood === mood && last.flaw === flaw) return;
    notes.states.push({ at: now(), received, mood, flaw });
  };
  const seen = ['data-value', 'data-connection', 'data-off'];
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributeFilter: seen });
  let due = now() + beatMs;
  setInterval(() => {
    const at = now();
    notes.late.push({ at, byMs: at - due });
    due = at + beatMs;
  }, beatMs);
}
