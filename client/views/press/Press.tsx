import '../../map/map.css';
import './toolbar.css';
import './press.css';
import { createResource, Match, Show, Switch } from 'solid-js';
import type { Brief } from '../../../shared/brief/composeBrief';
import { ON_TIME_VARIANTS } from '../../../shared/ranking';
import { useBoard } from '../../board/store';
import type { MapSource } from '../../map/geometry';
import { usePresentWords } from '../../ui/words/present';
import { ask, readPicture } from '../present/figures';
import { A4Page } from './A4Page';
import { Poster } from './Poster';
import type { PressFigures } from './pressFigures';

/** What leaves the house as a page or a picture: `?from&to[&at][&variant]&shape=a4|sheet|post|wide`. */
export function Press() {
  const { state, limits } = useBoard();
  const { words } = usePresentWords();
  const query = new URLSearchParams(location.search);
  const shape = query.get('shape') ?? 'a4';
  const variant = ON_TIME_VARIANTS.find((one) => one === query.get('variant')) ?? 'C';
  const asked = {
    from: query.get('from') ?? '',
    to: query.get('to') ?? '',
    at: query.get('at'),
    until: query.get('until'),
  };
  const [figures] = createResource(async (): Promise<Omit<PressFigures, 'simulated' | 'leastN'>> => {
    const picture = await readPicture(asked, null);
    const held = { ...asked, at: asked.at ?? picture.summary.asOf };
    const [brief, map] = await Promise.all([
      ask<Brief>('brief', held, { variant }),
      fetch('/api/v1/map').then(async (answer) => (await answer.json()) as MapSource),
    ]);
    return { picture, brief, map, variant };
  });
  const whole = (): PressFigures | null => {
    const found = figures.error ? null : figures();
    return found && state.board ? { ...found, simulated: state.simulated, leastN: limits().fewBelow } : null;
  };
  return (
    <Show
      when={whole()}
      fallback={
        <p class="press-wait" role={figures.error ? 'alert' : 'status'}>
          {figures.error ? `${words.notRead} ${String(figures.error.message)}` : words.loading}
        </p>
      }
    >
      {(ready) => (
        <Switch fallback={<A4Page figures={ready()} />}>
          <Match when={shape === 'post'}>
            <Poster figures={ready()} width={1080} height={1350} />
          </Match>
          <Match when={shape === 'sheet'}>
            <Poster figures={ready()} width={2480} height={3508} />
          </Match>
          <Match when={shape === 'wide'}>
            <Poster figures={ready()} width={3840} height={2160} />
          </Match>
        </Switch>
      )}
    </Show>
  );
}
