import { createResource, Show } from 'solid-js';
import { DayBars } from './DayBars';
import { ask, type SeriesBucket } from './figures';
import type { Asked } from './presentState';

interface UnitTrendProps {
  readonly asked: Asked;
  readonly asOf: string;
  readonly code: string;
  /** While the time machine runs, the days are not read with every step. */
  readonly quiet: boolean;
}

const HEIGHT = 190;

/** How a unit's days went: received and online, day by day, as of the same instant as its figures. */
export function UnitTrend(props: UnitTrendProps) {
  const [days] = createResource(
    () => (props.quiet ? null : { asked: { ...props.asked, at: props.asked.at ?? props.asOf }, ward: props.code }),
    async ({ asked, ward }) =>
      (
        await ask<{ readonly buckets: readonly SeriesBucket[] }>('series', asked, {
          by: asked.from === asked.to ? 'hour' : 'day',
          ward,
        })
      ).buckets,
  );
  return (
    <div class="unit-trend" data-trend-of={props.code} aria-busy={days.loading}>
      <Show when={days.latest}>{(found) => <DayBars days={found()} height={HEIGHT} />}</Show>
    </div>
  );
}
