import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/localTime';
import type { Figures } from './figures';
import { listenToKeys } from './keys';
import type { PresentState } from './presentState';

/** The whole period plays in this time, whatever its length; + and − take the next one. */
const PLAY_MS = [120_000, 60_000, 30_000, 15_000] as const;
const USUAL = 1;
/** A step of playing is a round time, and no more than so many steps make a period. */
const MOST_STEPS = 360;
const STEPS = [5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, DAY_MS];

export function stepOf(lengthMs: number): number {
  return STEPS.find((step) => lengthMs / step <= MOST_STEPS) ?? 7 * DAY_MS;
}

export interface Player {
  readonly playing: () => boolean;
  readonly toggle: () => void;
  readonly stop: () => void;
  /** What the whole period takes, in ms. */
  readonly playMs: () => number;
  /** The next faster speed; after the fastest the slowest. */
  readonly faster: () => void;
}

/** Plays the period. Each state is drawn before the next is asked for, whatever page shows it. */
export function createPlayer(state: PresentState, figures: Figures): Player {
  const [playing, setPlaying] = createSignal(false);
  const [speed, setSpeed] = createSignal(USUAL);
  const playMs = () => PLAY_MS[speed()] ?? PLAY_MS[USUAL];
  const faster = (by = 1) => setSpeed((speed() + by + PLAY_MS.length) % PLAY_MS.length);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let steppedMs = 0;
  const stop = (): void => {
    clearTimeout(timer);
    setPlaying(false);
  };
  const advance = (): void => {
    const range = state.range();
    if (!range || !playing()) {
      stop();
      return;
    }
    const next = (state.scrubbed() ?? range[0]) + stepOf(range[1] - range[0]);
    steppedMs = performance.now();
    if (next >= range[1]) {
      state.scrub(null);
      stop();
    } else state.scrub(next);
  };
  createEffect(
    on(
      figures.drawn,
      () => {
        // A picture that was still under way when this state was asked for is not this state.
        if (!playing() || figures.picture()?.asked !== state.asked()) return;
        const range = state.range() ?? [0, 1];
        const everyMs = (playMs() * stepOf(range[1] - range[0])) / (range[1] - range[0]);
        clearTimeout(timer);
        timer = setTimeout(advance, Math.max(0, steppedMs + everyMs - performance.now()));
      },
      { defer: true },
    ),
  );
  onCleanup(stop);
  const toggle = (): void => {
    const range = state.range();
    if (playing() || !range) {
      stop();
      return;
    }
    setPlaying(true);
    if (state.scrubbed() === null) {
      steppedMs = performance.now();
      state.scrub(range[0]);
    } else advance();
  };
  listenToKeys({ '+': () => faster(), '=': () => faster(), '-': () => faster(-1) });
  return { playing, toggle, stop, playMs, faster: () => void faster() };
}
