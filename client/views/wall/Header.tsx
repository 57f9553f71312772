import './header.css';
import { createMemo, Show } from 'solid-js';
import { clockText, dateText, minuteText } from '../../../shared/formats';
import type { SilenceCause } from '../../../shared/freshness';
import { dayOf, parseInstant, startOfDay } from '../../../shared/localTime';
import type { SourceState } from '../../../shared/protocol';
import type { Tone } from '../../../shared/tones';
import { Simulated } from '../../access/Simulated';
import { createAge, createSilence } from '../../board/ages';
import { useMoments } from '../../board/moments';
import { calendar } from '../../board/reference';
import { useSilence } from '../../board/silence';
import { useBoard } from '../../board/store';
import { KeyedList } from '../../ui/KeyedList';
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
  const { now } = useBoard();
  const { minute } = useMoments();
  const { words } = useLang();
  const clock = createMemo(() => {
    const at = now();
    return at === null ? '' : clockText(at);
  });
  return (
    <header class="head">
      <h1>
        <span>{words.city}</span>
        {props.title}
      </h1>
      <Simulated class="sim">
        <span>{words.simulatedA}</span> <span>{words.simulatedB}</span>
      </Simulated>
      <Lamps veiled={props.veiled} />
      <AsOf veiled={props.veiled} />
      <p class="clock" data-clock={clock()} data-ticking="">
        <time>
          {minute() === null ? '--:--' : minuteText(minute() ?? 0)}
          <i>{clock().slice(5)}</i>
        </time>
        <DateLine paused={props.paused} />
      </p>
    </header>
  );
}

/** While nothing is heard the sources' lamps would lie: one lamp says who is silent, in their room, so that nothing moves. */
function Lamps(props: { readonly veiled: boolean }) {
  const { state } = useBoard();
  return (
    <ul class="lamps" classList={{ 'is-silent': props.veiled }}>
      <KeyedList each={state.board?.sources} by={(source) => source.name}>
        {(source) => (
          <li data-lamp={source().name} data-state={source().state}>
            <span>{source().title}</span>
            <Shape tone={LAMP[source().state]} />
            <SourceAge source={source()} />
          </li>
        )}
      </KeyedList>
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

function SourceAge(props: { readonly source: SourceState }) {
  const { words } = useLang();
  const age = createAge(() => (props.source.lastReportAt === null ? null : parseInstant(props.source.lastReportAt)));
  const text = () => (props.source.state === 'silent' ? `${words.silentFor} ${age()}` : age());
  return <b data-ticking="">{age() === '' ? words.notHeard : text()}</b>;
}

function SilenceLamp() {
  const { state } = useBoard();
  const { cause } = useSilence();
  const { words } = useLang();
  const { words: lineWords } = useLineWords();
  const silence = createSilence();
  const lamp = () => LAMP_OF[cause() ?? 'unknown'];
  const name = () => (lamp() === 'line' ? lineWords.line : lamp() === 'screen' ? words.screen : words.server);
  return (
    <li class="silence-lamp" data-lamp={lamp()} data-state={state.mood}>
      <span>{name()}</span>
      <Shape tone="off" />
      <b data-ticking="">
        {cause() === 'loading' ? lineWords.old : words.silentFor} {silence()}
      </b>
    </li>
  );
}

function AsOf(props: { readonly veiled: boolean }) {
  const { state } = useBoard();
  const { knowledge } = useMoments();
  const { words } = useLang();
  const at = () => (knowledge().ever && state.asOf !== null ? parseInstant(state.asOf) : null);
  const text = () => {
    const instant = at();
    return instant === null ? words.noneYet : clockText(instant);
  };
  return (
    <p class="as-of" classList={{ 'is-bad': props.veiled }} data-as-of={state.asOf ?? ''} data-ticking="">
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
  const { day } = useMoments();
  const { lang, words } = useLang();
  const text = createMemo(() => {
    const today = day();
    const at = today === null ? null : startOfDay(today);
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
