import { Match, Show, Switch } from 'solid-js';
import { clockText, dateText, dayText, minuteText } from '../../../shared/formats';
import { dayOf, formatDay, parseInstant, startOfDay } from '../../../shared/localTime';
import type { WardName } from '../../../shared/wards';
import { Simulated } from '../../access/Simulated';
import { Conditions } from '../../board/Conditions';
import { useMoments } from '../../board/moments';
import { SilenceLine } from '../../board/SilenceLine';
import { silentSince } from '../../board/selectors';
import { useSilence } from '../../board/silence';
import { useBoard } from '../../board/store';
import { Shape } from '../../ui/Shape';
import { useWardWords } from '../../ui/words/ward';

interface TabletHeadProps {
  readonly ward: WardName;
  /** Nothing new can be known. */
  readonly off: boolean;
  /** The ward's own source is silent. */
  readonly lost: boolean;
}

/** Whose tablet it is, whether the figures are simulated, of when they are; below, what stands in the way of newer ones. */
export function TabletHead(props: TabletHeadProps) {
  const { state } = useBoard();
  const { day: today } = useMoments();
  const { lang, words } = useWardWords();
  const asOf = () => (state.asOf === null ? null : parseInstant(state.asOf));
  /** "10:21:40"; with its day when that is not today. */
  const figuresAt = () => {
    const at = asOf();
    if (at === null) return '—';
    const day = dayOf(at) === (today() ?? dayOf(at)) ? '' : ` ${words.onDay} ${dayText(formatDay(dayOf(at)))}`;
    return `${clockText(at)}${day}`;
  };
  return (
    <>
      <header>
        <div>
          <h1>
            {props.ward.kind === 'phường' ? words.phuong : words.xa} {props.ward.name}
          </h1>
          <p>
            <Show when={today()}>{(day) => dateText(startOfDay(day()), lang)}</Show>
          </p>
        </div>
        <Simulated class="sim">
          <span>{words.simulatedA} </span>
          {words.simulatedB}
        </Simulated>
        <p class="fresh" data-as-of={state.asOf ?? ''} data-ticking="">
          <Shape tone={props.off ? 'off' : state.mood === 'live' ? 'ok' : 'watch'} />
          {/* Both stand there, one of them unseen: the longer keeps the room. */}
          <span class="fresh-of">
            <span classList={{ 'is-unseen': props.off }}>{words.updatedTo}</span>
            <span classList={{ 'is-unseen': !props.off }}>{words.figuresOf}</span>
          </span>
          <b>{figuresAt()}</b>
        </p>
      </header>
      <LostBar {...props} />
    </>
  );
}

/** The ward's own source says nothing. */
function LostBar(props: TabletHeadProps) {
  const { state } = useBoard();
  const { words } = useWardWords();
  const lostSince = () => {
    const since = silentSince(state.board?.sources ?? [], props.ward.code);
    return since === null ? null : parseInstant(since);
  };
  return (
    <Show when={props.lost}>
      <p class="off-bar" role="status" data-silence="source">
        <Shape tone="off" />
        <span>
          <b>
            {words.sourceSilent}
            <Show when={lostSince()}>
              {(at) => (
                <>
                  {' '}
                  {words.since} {minuteText(at())}
                </>
              )}
            </Show>
            .
          </b>{' '}
          {words.lastFigures}
        </span>
      </p>
    </Show>
  );
}

/** Above the buttons, over the end of the page: who is silent, else what is wrong with the server. It moves no figure. */
export function OffBar(props: { readonly off: boolean }) {
  const { cause } = useSilence();
  return (
    <Switch fallback={<Conditions class="conditions ward-conditions" forWalls most={1} advice={false} />}>
      <Match when={props.off && cause() !== null}>
        <SilenceLine class="off-bar is-below" />
      </Match>
    </Switch>
  );
}
