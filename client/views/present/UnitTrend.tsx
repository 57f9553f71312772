import { createResource, Show } from 'solid-js';
import { DayBars } from './DayBars';
import { ask, keyOf, type SeriesBucket } from './figures';
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
  const [days] = createResource(
    () => (props.quiet ? null : { asked: { ...props.asked, at: props.asked.at ?? props.asOf }, ward: props.code }),
    async ({ asked, ward }) => {
      const key = keyOf(props.asked, ward);
      const by = asked.from === asked.to ? 'hour' : 'day';
      const { buckets } = await ask<{ readonly buckets: readonly SeriesBucket[] }>('series', asked, { by, ward });
      return { key, buckets };
    },
    // What is not read yet leaves its place empty; it does not take the page away.
    { initialValue: undefined },
  );
  const shown = () => {
    const found = days.latest;
    return !props.quiet && found?.key === keyOf(props.asked, props.code) ? found.buckets : null;
  };
  return (
    <div class="unit-trend" data-trend-of={props.code} aria-busy={days.loading}>
      <Show when={shown()}>{(found) => <DayBars days={found()} height={HEIGHT} />}</Show>
    </div>
  );
}
