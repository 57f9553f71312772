import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/localTime';
import { usePresentWords } from '../../ui/words/present';
import type { Figures } from './figures';
import { listenToKeys } from './keys';
import { PlayMark } from './marks';
import type { PresentState } from './presentState';
import { momentText } from './texts';

/** The whole period plays in this time, whatever its length; + and − take the next one. */
const PLAY_MS = [120_000, 60_000, 30_000, 15_000] as const;
const USUAL = 1;
/** A step of playing is a round time, and no more than so many steps make a period. */
const MOST_STEPS = 360;
const STEPS = [5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, DAY_MS];

export function stepOf(lengthMs: number): number {
  return STEPS.find((step) => lengthMs / step <= MOST_STEPS) ?? 7 * DAY_MS;
}

/** The time machine: any instant of the period, by hand or playing. Each state is drawn before the next is asked for. */
export function Scrubber(props: { readonly state: PresentState; readonly figures: Figures }) {
  const { words } = usePresentWords();
  const player = createPlayer(props.state, props.figures);
  const range = () => props.state.range() ?? [0, 1];
  const step = () => stepOf(range()[1] - range()[0]);
  const at = () => props.state.scrubbed() ?? range()[1];
  const set = (value: number): void => {
    player.stop();
    props.state.scrub(value >= range()[1] ? null : value);
  };
  return (
    <div class="scrub" data-moment={props.state.scrubbed() ?? ''} data-drawn={props.figures.drawn()}>
      <button
        type="button"
        class="play"
        aria-label={player.playing() ? words.pause : words.play}
        aria-pressed={player.playing()}
        onClick={player.toggle}
      >
        <PlayMark playing={player.playing()} />
      </button>
      <input
        type="range"
        aria-label={words.scrubber}
        aria-valuetext={momentText(at())}
        min={range()[0]}
        max={range()[1]}
        step={step()}
        value={at()}
        onInput={(event) => set(Number(event.currentTarget.value))}
      />
      <output>{momentText(at(), false)}</output>
      <button type="button" class="speed" data-speed={player.playMs()} title={words.keySpeed} onClick={player.faster}>
        <span class="unseen">{words.speed} </span>
        {player.playMs() / 1000}
        <span class="unseen"> {words.seconds}</span>
        <span aria-hidden="true">" </span>
      </button>
      <Show when={props.state.scrubbed() !== null}>
        <button
          type="button"
          class="hindsight"
          onClick={() => props.state.setHindsight(props.state.hindsight() === 'shown' ? 'corrected' : 'shown')}
        >
          {props.state.hindsight() === 'shown' ? words.asShown : words.asCorrected}
        </button>
        <button type="button" class="to-end" onClick={() => set(range()[1])}>
          {words.toEnd}
        </button>
      </Show>
    </div>
  );
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

function createPlayer(state: PresentState, figures: Figures): Player {
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
  onCleanup(listen(toggle));
  listenToKeys({ '+': () => faster(), '=': () => faster(), '-': () => faster(-1) });
  return { playing, toggle, stop, playMs, faster: () => void faster() };
}

/** Space plays and stops, wherever the focus is not on something that takes a space itself. */
function listen(toggle: () => void): () => void {
  const onKey = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement | null;
    if (event.key !== ' ' || target?.closest('button, input, [contenteditable], a')) return;
    event.preventDefault();
    toggle();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
