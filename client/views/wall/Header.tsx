import './header.css';
import { createMemo, Show } from 'solid-js';
import { clockText, dateText, minuteText } from '../../../shared/formats';
import { dayOf, parseInstant, startOfDay } from '../../../shared/localTime';
import type { SourceState } from '../../../shared/protocol';
import type { Tone } from '../../../shared/tones';
import { Simulated } from '../../access/Simulated';
import { createAge, createSilence } from '../../board/ages';
import { useMoments } from '../../board/moments';
import { calendar } from '../../board/reference';
import { useBoard } from '../../board/store';
import { KeyedList } from '../../ui/KeyedList';
import { useLang } from '../../ui/lang';
import { Shape } from '../../ui/Shape';

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
      <Show when={props.veiled} fallback={<Lamps />}>
        <SilenceLamp />
      </Show>
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

function Lamps() {
  const { state } = useBoard();
  const { words } = useLang();
  return (
    <ul class="lamps">
      <Show when={state.mood === 'delayed'}>
        <li data-lamp="server" data-state="delayed">
          <span>{words.server}</span>
          <Shape tone="watch" />
          <DelayedAge />
        </li>
      </Show>
      <KeyedList each={state.board?.sources} by={(source) => source.name}>
        {(source) => (
          <li data-lamp={source().name} data-state={source().state}>
            <span>{source().title}</span>
            <Shape tone={LAMP[source().state]} />
            <SourceAge source={source()} />
          </li>
        )}
      </KeyedList>
    </ul>
  );
}

function SourceAge(props: { readonly source: SourceState }) {
  const { words } = useLang();
  const age = createAge(() => (props.source.lastReportAt === null ? null : parseInstant(props.source.lastReportAt)));
  const text = () => (props.source.state === 'silent' ? `${words.silentFor} ${age()}` : age());
  return <b data-ticking="">{age() === '' ? words.notHeard : text()}</b>;
}

function DelayedAge() {
  const age = createSilence('round');
  return <b data-ticking="">{age()}</b>;
}

/** While nothing is heard, the sources' lamps would lie: one lamp says who is silent. */
function SilenceLamp() {
  const { state } = useBoard();
  const { words } = useLang();
  const silence = createSilence();
  const mine = () => state.mood === 'cut-off';
  return (
    <ul class="lamps">
      <li data-lamp={mine() ? 'screen' : 'server'} data-state={state.mood}>
        <span>{mine() ? words.screen : words.server}</span>
        <Shape tone="off" />
        <b data-ticking="">
          {words.silentFor} {silence()}
        </b>
      </li>
    </ul>
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
      <span>{props.veiled ? words.figuresOf : words.updatedTo}</span>
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
