import './state.css';
import { For, Match, Show, Switch } from 'solid-js';
import { useLineWords } from '../ui/words/line';
import { CauseText, CheckText, SilenceShape, useLoadingText } from './SilenceLine';
import { useSilence } from './silence';
import { useBoard } from './store';

/** In place of figures before the first: that the server loads and how far it is, or why it cannot be heard. */
export function Waiting() {
  const { marked, cause } = useSilence();
  const { words } = useLineWords();
  return (
    <section class="waiting" data-waiting={cause() ?? ''}>
      <Switch fallback={<p>{words.connecting}</p>}>
        <Match when={cause() === 'loading'}>
          <Loading />
        </Match>
        <Match when={marked()}>
          <h2>
            <SilenceShape /> <CauseText />
          </h2>
          <p>
            <CheckText />
          </p>
          <p class="waiting-dim">{words.comesBack}</p>
        </Match>
      </Switch>
    </section>
  );
}

/** The same alone on a page, for views that draw nothing before their first figures. */
export function WaitingPage() {
  const { state } = useBoard();
  const { words } = useLineWords();
  return (
    <main class="waiting-page">
      <Waiting />
      <Show when={state.simulated}>
        <p class="waiting-sim">{words.simulated}</p>
      </Show>
    </main>
  );
}

/** The days as equal marks: those that are in, the one that is being read, those to come. */
function Loading() {
  const { state } = useBoard();
  const { words } = useLineWords();
  const text = useLoadingText();
  const days = () => Array.from({ length: state.loading?.of ?? 0 }, (_, i) => i + 1);
  const stateOf = (day: number): string => {
    const at = state.loading?.day ?? 0;
    return day < at ? 'in' : day === at ? 'now' : 'ahead';
  };
  return (
    <>
      <h2>
        <b role="status">{text()}</b>
      </h2>
      <ol class="day-marks" aria-hidden="true">
        <For each={days()}>{(day) => <li data-day={stateOf(day)} />}</For>
      </ol>
      <p>{words.loadingWhole}</p>
      <p class="waiting-dim">{words.dash}</p>
    </>
  );
}
