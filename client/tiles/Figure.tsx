import { createEffect, createMemo, createSignal, on, onCleanup, Show } from 'solid-js';
import { percentText, UNKNOWN, wholeText } from '../../shared/formats';
import type { MetricValue, MetricWindow } from '../../shared/metrics';
import { useLang } from '../ui/lang';

const COUNT_MS = 600;
/** A larger jump than this is swapped: counting through it would only blur. */
const COUNT_UP_TO = 0.2;

interface FigureProps {
  readonly metric: string;
  readonly window: MetricWindow;
  /** null: unknown. */
  readonly value: MetricValue | null;
}

/** One figure. The true value stands in its attributes at once, whatever motion is drawn over it. */
export function Figure(props: FigureProps) {
  const { lang } = useLang();
  const truth = createMemo(() => numberOf(props.value));
  const shown = createCounted(truth);
  const text = () => {
    const value = props.value;
    if (!value) return UNKNOWN;
    if (value.kind === 'count') return wholeText(Math.round(shown() ?? value.value), lang);
    const { num, den } = value.rate;
    // While a rate counts, it is drawn from hundredths; at rest it is the exact fraction.
    const moving = shown() !== truth() ? shown() : null;
    return moving === null || moving === undefined
      ? percentText(num, den, 2, lang)
      : percentText(Math.round(moving * 1_000_000), 1_000_000, 2, lang);
  };
  const rate = () => (props.value?.kind === 'rate' ? props.value.rate : null);
  return (
    <p
      class="figure"
      data-figure={props.metric}
      data-window={props.window}
      data-value={truth() ?? ''}
      data-num={rate()?.num}
      data-den={rate()?.den}
    >
      {text()}
      <Show when={rate() && truth() !== null}>
        <small>%</small>
      </Show>
    </p>
  );
}

function numberOf(value: MetricValue | null): number | null {
  if (!value) return null;
  return value.kind === 'count' ? value.value : value.rate.value;
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
