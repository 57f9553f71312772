import './wall.css';
import { createEffect, createMemo, createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { wholeText } from '../../../shared/formats';
import { msIntoDay } from '../../../shared/localTime';
import { onlineRate } from '../../../shared/rates';
import { useBoard } from '../../board/store';
import { useLang } from '../../ui/lang';
import { EventLine } from './EventLine';
import { Header } from './Header';
import { SilenceLine } from './SilenceLine';
import { SCENES } from './scenes';

/** A cut or a silence shorter than this is shown by mark and lamp only; then the colour leaves the whole screen. */
const VEIL_AFTER_MS = 10_000;
const HOUR_MS = 3_600_000;
const SHIFT_EVERY_MS = 120_000;
/** Corners of a slow square path of ±8 px against burn-in, in steps of 2 px. */
const SHIFT_STEPS = 16;

export function Wall() {
  const { state, silentMs, now } = useBoard();
  const { words } = useLang();
  const [paused, setPaused] = createSignal(false);
  const unheard = createMemo(() => state.mood !== 'live' && state.mood !== 'delayed');
  const veiled = createMemo(() => unheard() && silentMs() >= VEIL_AFTER_MS);
  const night = createMemo(() => {
    const at = now();
    if (at === null) return false;
    const hour = msIntoDay(at) / HOUR_MS;
    return hour >= 19 || hour < 6;
  });
  createShift();
  onMount(() => {
    const toggle = (key: KeyboardEvent): void => {
      if (key.code !== 'Space') return;
      key.preventDefault();
      setPaused(!paused());
    };
    window.addEventListener('keydown', toggle);
    onCleanup(() => window.removeEventListener('keydown', toggle));
  });
  return (
    <div class="stage" classList={{ 'is-night': night() }}>
      <main class="wall" classList={{ 'is-stale': veiled() }} data-stale={veiled() ? 'yes' : 'no'}>
        <Header veiled={veiled()} paused={paused()} />
        <Dynamic component={SCENES[0].component} />
        <Switch>
          <Match when={veiled()}>
            <SilenceLine />
          </Match>
          <Match when={true}>
            <EventLine paused={paused()} />
          </Match>
        </Switch>
        <Show when={state.refused && state.refused !== 'full'}>
          <p class="refused" role="alert">
            {words.joinRefused}
          </p>
        </Show>
        <MinuteSummary />
      </main>
    </div>
  );
}

/** One sentence a minute for those who listen; everything else is silent to a screen reader. */
function MinuteSummary() {
  const { state, now } = useBoard();
  const { lang, words } = useLang();
  const [text, setText] = createSignal('');
  const minute = createMemo(() => Math.floor((now() ?? 0) / 60_000));
  createEffect(() => {
    minute();
    const city = state.board?.city;
    if (!city) return;
    const { num, den } = onlineRate(city.today);
    const overdue = `${wholeText(city.stands.pendingOverdue, lang)} ${words.overdueCount}`;
    setText(`${words.summaryLine} ${wholeText(den, lang)}, ${wholeText(num, lang)} ${words.online}, ${overdue}.`);
  });
  return (
    <p class="unseen" aria-live="polite">
      {text()}
    </p>
  );
}

function createShift(): void {
  let step = 0;
  const timer = setInterval(() => {
    step = (step + 1) % (SHIFT_STEPS * 4);
    const along = (step % SHIFT_STEPS) - SHIFT_STEPS / 2;
    const edge = SHIFT_STEPS / 2;
    const [x, y] = [
      [along, -edge],
      [edge, along],
      [-along, edge],
      [-edge, -along],
    ][Math.floor(step / SHIFT_STEPS)] ?? [0, 0];
    document.documentElement.style.setProperty('--shift-x', `${(x ?? 0) / 100}rem`);
    document.documentElement.style.setProperty('--shift-y', `${(y ?? 0) / 100}rem`);
  }, SHIFT_EVERY_MS);
  onCleanup(() => clearInterval(timer));
}
