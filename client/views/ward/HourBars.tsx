import { Show } from 'solid-js';
import { wholeText } from '../../../shared/formats';
import { Pending } from '../../reading/Pending';
import type { Reading } from '../../reading/reading';
import { KeyedList } from '../../ui/KeyedList';
import { useWardWords } from '../../ui/words/ward';
import type { HourBar } from './hours';

const WIDTH = 596;
const HEIGHT = 132;
const FOOT = 30;

/** Received by hour: narrow bars of today on wide ones of the average, all from zero. */
export function HourBars(props: { readonly hours: readonly HourBar[]; readonly reading: Reading<unknown> }) {
  const { lang, words } = useWardWords();
  const most = () => Math.max(1, ...props.hours.flatMap(({ today, average }) => [today ?? 0, average ?? 0]));
  const step = () => WIDTH / Math.max(1, props.hours.length);
  const high = (value: number) => (HEIGHT * value) / most();
  const sentence = () =>
    props.hours
      .filter(({ today }) => today !== null)
      .map(({ hour, today }) => `${hour} ${words.hour} ${wholeText(today ?? 0, lang)}`)
      .join(', ');
  return (
    <section class="hours">
      <h2>
        {words.byHour}
        <small>
          <i class="is-today" /> {words.today} <i class="is-average" /> {words.averageShort}
        </small>
      </h2>
      <Show when={props.reading.data() !== null} fallback={<Pending of={props.reading} />}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`} role="img" aria-label={`${words.byHour}: ${sentence()}`}>
          <KeyedList each={props.hours} by={({ hour }) => hour}>
            {(bar, i) => (
              <g data-hour={bar().hour} data-received={bar().today ?? ''}>
                <rect
                  class="is-average"
                  x={i() * step() + step() * 0.07}
                  y={HEIGHT - high(bar().average ?? 0)}
                  width={step() * 0.86}
                  height={high(bar().average ?? 0)}
                />
                <rect
                  class="is-today"
                  x={i() * step() + step() * 0.26}
                  y={HEIGHT - high(bar().today ?? 0)}
                  width={step() * 0.48}
                  height={high(bar().today ?? 0)}
                />
                <text x={i() * step() + step() / 2} y={HEIGHT + 24}>
                  {bar().hour}
                </text>
              </g>
            )}
          </KeyedList>
          <path d={`M0,${HEIGHT}H${WIDTH}`} />
        </svg>
      </Show>
    </section>
  );
}
