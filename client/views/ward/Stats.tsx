import { type JSX, Show } from 'solid-js';
import { monthText, percentText, wholeText } from '../../../shared/formats';
import type { DaySpan, Stands, WardFigures } from '../../../shared/protocol';
import { onTimeRateA, resolvedOf } from '../../../shared/rates';
import { useBoard } from '../../board/store';
import { fractionOf, isFew, underText } from '../../ui/rateText';
import { useWardWords } from '../../ui/words/ward';

interface StatsProps {
  readonly ward: WardFigures;
  readonly month: DaySpan;
  /** A report of the present day is there: before, today's figures are unknown, not zero. */
  readonly today: boolean;
}

/** What the ward did today and in the month, and what stands there now. */
export function Stats(props: StatsProps) {
  const { limits } = useBoard();
  const { lang, words } = useWardWords();
  const month = () => monthText(props.month.to, lang);
  const known = (value: number) => (props.today ? value : null);
  const whole = (value: number) => wholeText(value, lang);
  const timely = () => onTimeRateA(props.ward.month);
  const few = () => timely().den > 0 && isFew(timely(), limits());
  const stands = () => props.ward.stands;
  return (
    <>
      <section class="stats">
        <Stat
          title={words.received}
          figure="received"
          window="today"
          value={known(props.ward.today.received)}
          note={words.today}
          under={
            <span data-figure="received" data-window="month" data-value={props.ward.month.received}>
              {whole(props.ward.month.received)} {month()}
            </span>
          }
        />
        <Stat
          title={words.resolved}
          figure="resolved"
          window="today"
          value={known(resolvedOf(props.ward.today))}
          note={words.today}
          under={
            <span data-figure="resolved" data-window="month" data-value={resolvedOf(props.ward.month)}>
              {whole(resolvedOf(props.ward.month))} {month()}
            </span>
          }
        />
        <div>
          <h2>{words.onTime}</h2>
          <p data-figure="onTimeRate" data-window="month" data-value={timely().num} data-of={timely().den}>
            {few() ? fractionOf(timely(), lang) : percentText(timely().num, timely().den, 2, lang)}
            <Show when={timely().den > 0}>
              <s>{few() ? ` ${words.gapDossiers}` : '%'}</s>
            </Show>
          </p>
          <small>
            {underText(timely(), limits(), lang)} {words.ofResolved}
          </small>
          <small>
            {words.reading}, {month()}
          </small>
        </div>
        <Stat
          title={words.overdue}
          figure="pendingOverdue"
          window="now"
          value={stands().pendingOverdue}
          late={stands().pendingOverdue > 0}
          note={words.inProgress}
          under={
            <span data-figure="overdueLong" data-window="now" data-value={stands().overdueLong}>
              {whole(stands().overdueLong)} {words.overLong}
            </span>
          }
        />
      </section>
      <SmallStats stands={stands()} />
    </>
  );
}

function SmallStats(props: { readonly stands: Stands }) {
  const { lang, words } = useWardWords();
  return (
    <section class="stats is-small">
      <Stat
        title={words.open}
        figure="open"
        window="now"
        value={props.stands.pendingInTime + props.stands.pendingOverdue}
        note={words.openNote}
      />
      <Stat title={words.dueSoon} figure="dueSoon" window="now" value={props.stands.dueSoon} note={words.dueSoonNote} />
      <Stat
        title={words.awaiting}
        figure="intakeOverdue"
        window="now"
        value={props.stands.intakeOverdue}
        late={props.stands.intakeOverdue > 0}
        note={`${words.awaitingNote} ${wholeText(props.stands.awaitingIntake, lang)} ${words.waitingWord}`}
      />
      <Stat title={words.paused} figure="paused" window="now" value={props.stands.paused} note={words.pausedNote} />
    </section>
  );
}

interface StatProps {
  readonly title: string;
  readonly figure: string;
  readonly window: string;
  /** null: not known. */
  readonly value: number | null;
  readonly note: string;
  readonly under?: JSX.Element;
  readonly late?: boolean;
}

function Stat(props: StatProps) {
  const { lang } = useWardWords();
  return (
    <div classList={{ 'is-late': props.late === true }}>
      <h2>{props.title}</h2>
      <p data-figure={props.figure} data-window={props.window} data-value={props.value ?? ''}>
        {props.value === null ? '—' : wholeText(props.value, lang)}
      </p>
      <small>{props.note}</small>
      <Show when={props.under}>
        <small>{props.under}</small>
      </Show>
    </div>
  );
}
