import { Match, Show, Switch } from 'solid-js';
import { clockText, dateText, dayText, minuteText } from '../../../shared/formats';
import { dayOf, formatDay, parseInstant, startOfDay } from '../../../shared/localTime';
import type { Ward } from '../../../shared/wards';
import { Simulated } from '../../access/Simulated';
import { createSilence } from '../../board/ages';
import { useMoments } from '../../board/moments';
import { silentSince } from '../../board/selectors';
import { useBoard } from '../../board/store';
import { Shape } from '../../ui/Shape';
import { useWardWords } from '../../ui/words/ward';

interface TabletHeadProps {
  readonly ward: Ward;
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
          <Show when={!props.off}>
            <Shape tone={state.mood === 'live' ? 'ok' : 'watch'} />
            {words.updatedTo} <b>{figuresAt()}</b>
          </Show>
        </p>
      </header>
      <OffBar {...props} figuresAt={figuresAt()} />
    </>
  );
}

/** What stands in the way of newer figures: this tablet, the server, or the ward's own source. */
function OffBar(props: TabletHeadProps & { readonly figuresAt: string }) {
  const { state } = useBoard();
  const { words } = useWardWords();
  const silence = createSilence('round');
  const lostSince = () => {
    const since = silentSince(state.board?.sources ?? [], props.ward.code);
    return since === null ? null : parseInstant(since);
  };
  return (
    <Switch>
      <Match when={props.off}>
        <p class="off-bar" data-silence={state.mood}>
          <Shape tone="off" />
          <span>
            <b role="status">{state.mood === 'silent' ? words.serverSilent : words.offline}</b> {words.figuresOf}{' '}
            {props.figuresAt}
            <Show when={state.asOf !== null}>
              , {words.agedBy} <span data-ticking="">{silence()}</span>
            </Show>
            . {words.renewsItself}
          </span>
        </p>
      </Match>
      <Match when={props.lost}>
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
      </Match>
    </Switch>
  );
}
