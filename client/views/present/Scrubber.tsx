import { Show } from 'solid-js';
import { usePresentWords } from '../../ui/words/present';
import type { Figures } from './figures';
import { PlayMark } from './marks';
import { type Player, stepOf } from './player';
import type { PresentState } from './presentState';
import { momentText } from './texts';

interface ScrubberProps {
  readonly state: PresentState;
  readonly figures: Figures;
  readonly player: Player;
}

/** The time machine: any instant of the period, by hand or playing. */
export function Scrubber(props: ScrubberProps) {
  const { words } = usePresentWords();
  const range = () => props.state.range() ?? [0, 1];
  const step = () => stepOf(range()[1] - range()[0]);
  const at = () => props.state.scrubbed() ?? range()[1];
  const set = (value: number): void => {
    props.player.stop();
    props.state.scrub(value >= range()[1] ? null : value);
  };
  return (
    <div class="scrub" data-moment={props.state.scrubbed() ?? ''} data-drawn={props.figures.drawn()}>
      <button
        type="button"
        class="play"
        aria-label={props.player.playing() ? words.pause : words.play}
        aria-pressed={props.player.playing()}
        onClick={() => props.player.toggle()}
      >
        <PlayMark playing={props.player.playing()} />
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
      <output aria-live="off">{momentText(at(), false)}</output>
      <button
        type="button"
        class="speed"
        data-speed={props.player.playMs()}
        title={words.keySpeed}
        onClick={() => props.player.faster()}
      >
        <span class="unseen">{words.speed} </span>
        {props.player.playMs() / 1000}
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
