import { Show } from 'solid-js';
import { Pending } from '../../reading/Pending';
import { createReading } from '../../reading/reading';
import { usePresentWords } from '../../ui/words/present';
import { DayBars } from './DayBars';
import { keyOf, pathOf, type SeriesBucket } from './figures';
import type { Asked } from './presentState';

interface UnitTrendProps {
  readonly asked: Asked;
  readonly asOf: string;
  readonly code: string;
  /** While the time machine runs, the days are not read with every step, and those of another instant are not shown. */
  readonly quiet: boolean;
}

const HEIGHT = 190;

/** How a unit's days went: received and online, day by day, as of the same instant as its figures. */
export function UnitTrend(props: UnitTrendProps) {
  const { words } = usePresentWords();
  const days = createReading<{ readonly buckets: readonly SeriesBucket[] }>({
    title: words.byDay,
    ask: () => {
      if (props.quiet) return null;
      const { from, to, at } = props.asked;
      const by = from === to ? 'hour' : 'day';
      return pathOf('series', { ...props.asked, at: at ?? props.asOf }, { by, ward: props.code });
    },
    about: () => keyOf(props.asked, props.code),
  });
  return (
    <div class="unit-trend" data-trend-of={props.code} aria-busy={days.data() === null}>
      <Show when={!props.quiet}>
        <Show when={days.data()} fallback={<Pending of={days} />}>
          {(found) => <DayBars days={found().buckets} height={HEIGHT} />}
        </Show>
      </Show>
    </div>
  );
}
