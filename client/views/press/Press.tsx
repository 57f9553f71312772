import '../../map/classes.css';
import '../../map/map.css';
import './toolbar.css';
import './press.css';
import './pressState.css';
import { Match, Show, Switch } from 'solid-js';
import type { Brief } from '../../../shared/brief/composeBrief';
import { ON_TIME_VARIANTS } from '../../../shared/ranking';
import { SilenceLine } from '../../board/SilenceLine';
import { useSilence } from '../../board/silence';
import { useBoard } from '../../board/store';
import { WaitingPage } from '../../board/Waiting';
import { stillView, useScreenLink } from '../../kiosk/screenLink';
import type { MapSource } from '../../map/geometry';
import { Boundary } from '../../reading/Boundary';
import { Pending } from '../../reading/Pending';
import { createReading } from '../../reading/reading';
import { Unread } from '../../reading/Unread';
import { usePresentWords } from '../../ui/words/present';
import { pathOf, readPicture } from '../present/figures';
import { A4Page } from './A4Page';
import { Poster } from './Poster';
import type { PressFigures } from './pressFigures';

/** What leaves the house as a page or a picture: `?from&to[&at][&variant]&shape=a4|sheet|post|wide`. */
export function Press() {
  const { state, limits } = useBoard();
  const { marked } = useSilence();
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
  // Nothing is read before the server has all of it.
  const isLoaded = () => state.board !== null && state.loading === null;
  const figures = createReading<Omit<PressFigures, 'simulated' | 'leastN'>>({
    title: words.figures,
    ask: () => (isLoaded() ? pathOf('summary', asked) : null),
    read: async (get) => {
      const picture = await readPicture(get, asked, null);
      const held = { ...asked, at: asked.at ?? picture.summary.asOf };
      const [brief, map] = await Promise.all([
        get<Brief>(pathOf('brief', held, { variant })),
        get<MapSource>('/api/v1/map'),
      ]);
      return { picture, brief, map, variant };
    },
  });
  useScreenLink().show(stillView(() => shape));
  const whole = (): PressFigures | null => {
    const found = figures.data();
    return found && state.board ? { ...found, simulated: state.simulated, leastN: limits().fewBelow } : null;
  };
  return (
    <>
      {/* What is on the page speaks for its own instant and cannot age: only the line is told of, and not in print. */}
      <Show when={marked() && state.board}>
        <SilenceLine class="press-state no-print" />
      </Show>
      <Show
        when={whole()}
        fallback={
          state.board === null ? (
            <WaitingPage />
          ) : (
            <main class="press-wait">
              <h1>{words.pressTitle}</h1>
              <Unread />
              <Pending of={figures} />
            </main>
          )
        }
      >
        {(ready) => (
          <Boundary name="press">
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
          </Boundary>
        )}
      </Show>
    </>
  );
}
