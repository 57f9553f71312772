import { createEffect, createMemo, createSignal, on, onCleanup, Show } from 'solid-js';
import { percentText, UNKNOWN, wholeText } from '../../shared/formats';
import type { MetricValue, MetricWindow } from '../../shared/metrics';
import { useBoard } from '../board/store';
import { useLang } from '../ui/lang';
import { isFew } from '../ui/rateText';
import { TONE_WORDS } from '../ui/words';

const COUNT_MS = 600;
/** A larger jump than this is swapped: counting through it would only blur. */
const COUNT_UP_TO = 0.2;

interface FigureProps {
  readonly metric: string;
  readonly window: MetricWindow;
  /** null: unknown. */
  readonly value: MetricValue | null;
}

/**
 * One figure. The true value stands in its attributes at once, whatever motion is drawn over it. A count rolls from old
 * to new; a rate never does, for on its way it would not fit the fraction that stands under it.
 */
export function Figure(props: FigureProps) {
  const { limits } = useBoard();
  const { lang } = useLang();
  const count = createMemo(() => (props.value?.kind === 'count' ? props.value.value : null));
  const rate = () => (props.value?.kind === 'rate' ? props.value.rate : null);
  const few = () => {
    const known = rate();
    return known !== null && known.den > 0 && isFew(known, limits());
  };
  const shown = createCounted(count);
  const text = () => {
    const known = rate();
    if (known) return few() ? UNKNOWN : percentText(known.num, known.den, 2, lang);
    const rolling = shown() ?? count();
    return rolling === null ? UNKNOWN : wholeText(Math.round(rolling), lang);
  };
  return (
    <p
      class="figure"
      data-figure={props.metric}
      data-window={props.window}
      data-value={count() ?? rate()?.value ?? ''}
      data-num={rate()?.num}
      data-den={rate()?.den}
    >
      {text()}
      <Show when={few()} fallback={<Show when={(rate()?.den ?? 0) > 0}>{<small>%</small>}</Show>}>
        <small class="is-few">{TONE_WORDS[lang].small.toLowerCase()}</small>
      </Show>
    </p>
  );
}

/** Follows a number, counting from old to new; stands at the truth at rest. */
function createCounted(truth: () => number | null): () => number | null {
  const [shown, setShown] = createSignal(truth());
  let frame = 0;
  createEffect(
    on(
      truth,
      (next, previous) => {
        cancelAnimationFrame(frame);
        const from = previous ?? null;
        if (next === null || from === null || !countable(from, next)) return void setShown(next);
        const start = performance.now();
        const step = (now: number): void => {
          const t = Math.min(1, (now - start) / COUNT_MS);
          setShown(t === 1 ? next : from + (next - from) * (1 - (1 - t) ** 3));
          if (t < 1) frame = requestAnimationFrame(step);
        };
        frame = requestAnimationFrame(step);
      },
      { defer: true },
    ),
  );
  onCleanup(() => cancelAnimationFrame(frame));
  return shown;
}

function countable(from: number, to: number): boolean {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches || document.hidden) return false;
  return from !== to && Math.abs(to - from) < Math.max(Math.abs(from), 1e-9) * COUNT_UP_TO;
}
