import './header.css';
import { createMemo, For, Show } from 'solid-js';
import { ageText, clockText, dateText, exactAgeText, minuteText } from '../../../shared/formats';
import { dayOf, parseInstant } from '../../../shared/localTime';
import type { SourceState } from '../../../shared/protocol';
import type { Tone } from '../../../shared/tones';
import { calendar } from '../../board/reference';
import { knowledgeOf } from '../../board/selectors';
import { useBoard } from '../../board/store';
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
      <Show when={props.veiled} fallback={<Lamps />}>
        <SilenceLamp />
      </Show>
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

function Lamps() {
  const { state, now } = useBoard();
  const { lang, words } = useLang();
  const age = (source: SourceState): string => {
    const last = source.lastReportAt === null ? null : parseInstant(source.lastReportAt);
    if (last === null || last === undefined) return words.notHeard;
    const text = ageText((now() ?? last) - last, lang);
    return source.state === 'silent' ? `${words.silentFor} ${text}` : text;
  };
  return (
    <ul class="lamps">
      <Show when={state.mood === 'delayed'}>
        <li data-lamp="server" data-state="delayed">
          <span>{words.server}</span>
          <Shape tone="watch" />
          <DelayedAge />
        </li>
      </Show>
      <For each={state.board?.sources}>
        {(source) => (
          <li data-lamp={source.name} data-state={source.state}>
            <span>{source.title}</span>
            <Shape tone={LAMP[source.state]} />
            <b>{age(source)}</b>
          </li>
        )}
      </For>
    </ul>
  );
}

function DelayedAge() {
  const { silentMs } = useBoard();
  const { lang } = useLang();
  return <b>{ageText(silentMs(), lang)}</b>;
}

/** While nothing is heard, the sources' lamps would lie: one lamp says who is silent. */
function SilenceLamp() {
  const { state, silentMs } = useBoard();
  const { lang, words } = useLang();
  const mine = () => state.mood === 'cut-off';
  return (
    <ul class="lamps">
      <li data-lamp={mine() ? 'screen' : 'server'} data-state={state.mood}>
        <span>{mine() ? words.screen : words.server}</span>
        <Shape tone="off" />
        <b>
          {words.silentFor} {exactAgeText(silentMs(), lang)}
        </b>
      </li>
    </ul>
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
