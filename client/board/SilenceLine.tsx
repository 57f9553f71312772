import './state.css';
import { Match, Show, Switch } from 'solid-js';
import { clockText, exactAgeText } from '../../shared/formats';
import { parseInstant } from '../../shared/localTime';
import { useLineWords } from '../ui/words/line';
import { useSilence } from './silence';
import { useBoard } from './store';

/** A crossed plug when the line is the trouble, a cross when the server is; an open ring while it loads. */
export function SilenceShape() {
  const { cause } = useSilence();
  return (
    <svg class="shape" viewBox="-12 -12 24 24" aria-hidden="true">
      <Switch fallback={<path d="M-7,-7L7,7M7,-7L-7,7" fill="none" stroke="currentColor" stroke-width="4" />}>
        <Match when={cause() === 'loading'}>
          <circle r="7" fill="none" stroke="currentColor" stroke-width="3" stroke-dasharray="6 5" />
        </Match>
        <Match when={cause() === 'offline' || cause() === 'line-blocked'}>
          <path d="M-10,0H-4M4,0H10M-4,-5V5M4,-5V5M-7,9L7,-9" fill="none" stroke="currentColor" stroke-width="3" />
        </Match>
      </Switch>
    </svg>
  );
}

/** Who is silent; while the board loads, how far it is. A screen reader hears it when it changes, and no second of it. */
export function CauseText() {
  const { cause } = useSilence();
  const { causes } = useLineWords();
  const loadingText = useLoadingText();
  const text = () => {
    const known = cause();
    if (known === null) return '';
    return known === 'loading' ? loadingText() : `${causes[known]}.`;
  };
  return <b role="status">{text()}</b>;
}

/** What to check. */
export function CheckText() {
  const { cause } = useSilence();
  const { words, checks } = useLineWords();
  const { state } = useBoard();
  const text = () => {
    const known = cause();
    if (known === null) return '';
    if (known !== 'loading') return checks[known];
    return state.board === null ? words.loadingWhole : words.keptMeanwhile;
  };
  return <span>{text()}</span>;
}

/** Of when the figures are that stand there, and how old; nothing where there are none. */
export function AgeText() {
  const { state } = useBoard();
  const { ageMs } = useSilence();
  const { lang, words } = useLineWords();
  const figuresAt = () => (state.board === null || state.asOf === null ? null : parseInstant(state.asOf));
  return (
    <Show when={figuresAt()}>
      {(at) => (
        <span>
          {words.figuresOf} <b>{clockText(at())}</b>, {words.old} <b data-ticking="">{exactAgeText(ageMs(), lang)}</b>.
        </span>
      )}
    </Show>
  );
}

/** One line while nothing new is heard: why, of when the figures are, how old, what to check. */
export function SilenceLine(props: { readonly class: string }) {
  const { state } = useBoard();
  const { cause } = useSilence();
  return (
    <div class={props.class} data-silence={state.mood} data-said={cause() ?? ''}>
      <SilenceShape />
      <div class="state-texts">
        <CauseText />
        <AgeText />
        <CheckText />
      </div>
    </div>
  );
}

/** "Đang nạp dữ liệu…, ngày 7/14". */
export function useLoadingText(): () => string {
  const { state } = useBoard();
  const { words } = useLineWords();
  return () => {
    const news = state.loading;
    if (news === null) return '';
    const what = news.simulated ? words.loadingSimulated : words.loading;
    return news.day === null || news.of === null ? what : `${what}, ${words.loadingDay} ${news.day}/${news.of}`;
  };
}
