import { Index } from 'solid-js';

const STEP = 17;
const WIDTH = 12;
const HEIGHT = 64;
const LEAST = 3;

/** Bars of the days before and, brighter, of today; all by the same scale from 0. */
export function Sparkline(props: { readonly before: readonly number[]; readonly today: number }) {
  const bars = () => [...props.before, props.today];
  const scale = () => Math.max(1, ...bars());
  const high = (value: number) => Math.max(LEAST, (HEIGHT * value) / scale());
  return (
    <svg class="sparkline" viewBox={`0 0 ${11 * STEP} ${HEIGHT}`} aria-hidden="true">
      <Index each={bars()}>
        {(value, i) => (
          <rect
            classList={{ 'is-today': i === props.before.length }}
            x={(11 - bars().length + i) * STEP}
            y={HEIGHT - high(value())}
            width={WIDTH}
            height={high(value())}
          />
        )}
      </Index>
    </svg>
  );
}
