import './header.css';
import { createMemo, For, Show } from 'solid-js';
import { ageText, clockText, dateText, exactAgeText, minuteText } from '../../../shared/formats';
import type { SilenceCause } from '../../../shared/freshness';
import { dayOf, parseInstant } from '../../../shared/localTime';
import type { SourceState } from '../../../shared/protocol';
import type { Tone } from '../../../shared/tones';
import { calendar } from '../../board/reference';
import { knowledgeOf } from '../../board/selectors';
import { useSilence } from '../../board/silence';
import { useBoard } from '../../board/store';
import { useLang } from '../../ui/lang';
import { Shape } from '../../ui/Shape';
import { useLineWords } from '../../ui/words/line';

const LAMP: Readonly<Record<SourceState['state'], Tone>> = {
  live: 'ok',
  delayed: 'watch',
  silent: 'off',
  'off-hours': 'small',
};

/** Title, badge, one lamp a source, how old the figures are, and the city's clock by server time. */
export function Header(props: { readonly title: string; readonly veiled: boolean; readonly paused: boolean }) {
  const { state, now } = useBoard();
  const { words } = useLang();
  return (
    <header class="head">
      <h1>
        <span>{words.city}</span>
        {props.title}
      </h1>
      <Show when={state.simulated}>
        <p class="sim">
          <span>{words.simulatedA}</span> <span>{words.simulatedB}</span>
        </p>
      </Show>
      <Lamps veiled={props.veiled} />
      <AsOf veiled={props.veiled} />
      <p class="clock" data-clock={now() === null ? '' : clockText(now() ?? 0)}>
        <time>
          {now() === null ? '--:--' : minuteText(now() ?? 0)}
          <i>{now() === null ? '' : clockText(now() ?? 0).slice(5)}</i>
        </time>
        <DateLine paused={props.paused} />
      </p>
    </header>
  );
}

/** While nothing is heard the sources' lamps would lie: one lamp says who is silent, in their room, so that nothing moves. */
function Lamps(props: { readonly veiled: boolean }) {
  const { state, now } = useBoard();
  const { lang, words } = useLang();
  const age = (source: SourceState): string => {
    const last = source.lastReportAt === null ? null : parseInstant(source.lastReportAt);
    if (last === null || last === undefined) return words.notHeard;
    const text = ageText((now() ?? last) - last, lang);
    return source.state === 'silent' ? `${words.silentFor} ${text}` : text;
  };
  return (
    <ul class="lamps" classList={{ 'is-silent': props.veiled }}>
      <For each={state.board?.sources}>
        {(source) => (
          <li data-lamp={source.name} data-state={source.state}>
            <span>{source.title}</span>
            <Shape tone={LAMP[source.state]} />
            <b>{age(source)}</b>
          </li>
        )}
      </For>
      <Show when={props.veiled}>
        <SilenceLamp />
      </Show>
    </ul>
  );
}

const LAMP_OF: Readonly<Record<SilenceCause | 'loading', 'screen' | 'server' | 'line'>> = {
  offline: 'screen',
  refused: 'server',
  unanswered: 'server',
  'line-blocked': 'line',
  unknown: 'line',
  loading: 'server',
};

function SilenceLamp() {
  const { state } = useBoard();
  const { cause, ageMs } = useSilence();
  const { lang, words } = useLang();
  const { words: lineWords } = useLineWords();
  const lamp = () => LAMP_OF[cause() ?? 'unknown'];
  const name = () => (lamp() === 'line' ? lineWords.line : lamp() === 'screen' ? words.screen : words.server);
  return (
    <li class="silence-lamp" data-lamp={lamp()} data-state={state.mood}>
      <span>{name()}</span>
      <Shape tone="off" />
      <b>
        {cause() === 'loading' ? lineWords.old : words.silentFor} {exactAgeText(ageMs(), lang)}
      </b>
    </li>
  );
}

function AsOf(props: { readonly veiled: boolean }) {
  const { state, now } = useBoard();
  const { words } = useLang();
  const at = createMemo(() => {
    const known = knowledgeOf(state.board, now()).ever && state.asOf !== null;
    return known ? parseInstant(state.asOf ?? '') : null;
  });
  const text = () => {
    const instant = at();
    return instant === null ? words.noneYet : clockText(instant);
  };
  return (
    <p class="as-of" classList={{ 'is-bad': props.veiled }} data-as-of={state.asOf ?? ''}>
      {/* Both stand there, one of them unseen: the longer keeps the room. */}
      <span classList={{ 'is-unseen': props.veiled }}>{words.updatedTo}</span>
      <span classList={{ 'is-unseen': !props.veiled }}>{words.figuresOf}</span>
      <b>{text()}</b>
    </p>
  );
}

/** Drawn, since no cut of the typeface has it. */
function PauseMark() {
  return (
    <svg class="pause-mark" viewBox="0 0 10 12" aria-hidden="true">
      <path d="M1,1V11M8,1V11" />
    </svg>
  );
}

function DateLine(props: { readonly paused: boolean }) {
  const { now } = useBoard();
  const { lang, words } = useLang();
  const text = createMemo(() => {
    const at = now();
    if (at === null) return '';
    const holiday = calendar.holidayName(dayOf(at));
    return holiday && !calendar.isWorkingDay(dayOf(at)) ? `${words.dayOff}: ${holiday}` : dateText(at, lang);
  });
  return (
    <span class="date">
      <Show when={props.paused}>
        <PauseMark /> {words.paused} ·{' '}
      </Show>
      {text()}
    </span>
  );
}
