import { createSignal, Show } from 'solid-js';
import {
  asRate,
  courseOf,
  type Decision,
  type FigureReading,
  figureNamed,
  isClosed,
} from '../../../../shared/decisions';
import { UNKNOWN } from '../../../../shared/formats';
import { parseDay } from '../../../../shared/localTime';
import { changeText, pointsText } from '../../../../shared/period/compare';
import { wardName } from '../../../board/reference';
import { KeyedList } from '../../../ui/KeyedList';
import { Shape } from '../../../ui/Shape';
import { usePresentWords } from '../../../ui/words/present';
import { useDecisionWords } from '../../../ui/words/presentDecisions';
import { READING } from '../BigFigures';
import { momentText, readInstant, spanText } from '../texts';
import type { DecisionList } from './decisionList';
import { FollowUpForm } from './FollowUpForm';
import { fractionText, valueText } from './figureText';

interface DecisionCardProps {
  readonly decision: Decision;
  readonly list: DecisionList;
  /** The day it is, as a day number; null before it is known. */
  readonly today: number | null;
}

const COURSE_WORDS = { 1: 'better', [-1]: 'worse', 0: 'same' } as const;

/** One decision: what, who, until when; its figure as it was seen and as it became; what was said of it since. */
export function DecisionCard(props: DecisionCardProps) {
  const { words } = useDecisionWords();
  const [asking, setAsking] = createSignal<'follow' | 'close' | null>(null);
  const late = () => {
    const due = parseDay(props.decision.due);
    return due === null || props.today === null ? 0 : props.today - due;
  };
  const dueWords = () => {
    if (late() === 0) return words.dueToday;
    return `${late() > 0 ? words.duePast : words.dueIn} ${Math.abs(late())} ${words.days}`;
  };
  const dayText = () => props.decision.due.split('-').reverse().map(Number).join('/');
  return (
    <li
      class="decision"
      classList={{ 'is-late': late() > 0 && !isClosed(props.decision), 'is-closed': isClosed(props.decision) }}
      data-decision={props.decision.id}
    >
      <div class="decision-what">
        <p class="decision-text">{props.decision.text}</p>
        <p class="decision-who">
          <b>{props.decision.owner}</b> · {words.due.toLowerCase()} {dayText()}{' '}
          <Show when={!isClosed(props.decision)} fallback={<strong class="decision-closed">{words.closed}</strong>}>
            <span class="decision-due">
              <Show when={late() > 0}>
                <Shape tone="act" />{' '}
              </Show>
              {dueWords()}
            </span>
          </Show>
        </p>
        <ul class="decision-said">
          <KeyedList each={props.decision.followUps} by={({ recordedAt }) => recordedAt}>
            {(one) => (
              <li>
                {momentText(readInstant(one().recordedAt))} · {one().text} <small>({one().person})</small>
              </li>
            )}
          </KeyedList>
        </ul>
        <Show when={!isClosed(props.decision)}>
          <Show
            when={asking()}
            fallback={
              <p class="decision-acts">
                <button type="button" data-act="follow" onClick={() => setAsking('follow')}>
                  {words.follow}
                </button>
                <button type="button" data-act="close" onClick={() => setAsking('close')}>
                  {words.close}
                </button>
                <a href={addressOf(props.decision)}>{words.showThen}</a>
              </p>
            }
          >
            {(act) => (
              <FollowUpForm
                id={props.decision.id}
                closes={act() === 'close'}
                list={props.list}
                onDone={() => setAsking(null)}
              />
            )}
          </Show>
        </Show>
      </div>
      <DecisionFigure decision={props.decision} />
    </li>
  );
}

/** The figure that it is about, as it was seen and as it became. */
function DecisionFigure(props: { readonly decision: Decision }) {
  const { words, figureNames, lang } = useDecisionWords();
  const pin = () => props.decision.pin;
  const unit = () => {
    const code = pin().ward;
    return code === null ? words.wholeCity : wardName(code);
  };
  return (
    <div class="decision-figure">
      <p class="decision-name">
        {figureNames[pin().figure]}
        {pin().figure === 'onTimeRate' ? ` ${pin().variant}` : ''} · {unit()}
      </p>
      <div class="decision-values">
        <Value title={words.seen} reading={props.decision.seen} decision={props.decision} which="seen" />
        <Show when={props.decision.became} fallback={<p class="decision-none">{words.noFigure}</p>}>
          {(became) => <Value title={words.became} reading={became()} decision={props.decision} which="became" />}
        </Show>
      </div>
      <Show when={props.decision.became}>
        {(became) => {
          const course = () => courseOf(figureNamed(pin().figure), props.decision.seen, became());
          const by = () =>
            figureNamed(pin().figure).kind === 'rate'
              ? pointsText(asRate(became()), asRate(props.decision.seen), lang)
              : changeText(became().num, props.decision.seen.num, lang);
          return (
            <p class="decision-course" data-course={COURSE_WORDS[course()]}>
              {by() === UNKNOWN ? '' : `${by()} · `}
              {words[COURSE_WORDS[course()]]}
            </p>
          );
        }}
      </Show>
    </div>
  );
}

interface ValueProps {
  readonly title: string;
  readonly reading: FigureReading;
  readonly decision: Decision;
  readonly which: 'seen' | 'became';
}

function Value(props: ValueProps) {
  const { words, lang } = useDecisionWords();
  const { words: present } = usePresentWords();
  const pin = () => props.decision.pin;
  const readingName = () => (pin().figure === 'onTimeRate' ? present[READING[pin().variant]] : present.receivedOf);
  const days = () => {
    const [from, to] = [parseDay(props.reading.from), parseDay(props.reading.to)];
    return from === null || to === null ? '' : spanText({ from, to }, lang);
  };
  return (
    <p data-value={props.which} data-num={props.reading.num} data-den={props.reading.den ?? ''}>
      <small>
        {props.title} · {days()}
      </small>
      <b>{valueText(pin(), props.reading, lang)}</b>
      <small>{fractionText(pin(), props.reading, readingName(), words, lang)}</small>
    </p>
  );
}

/** The screen of that moment: the same period, held as it was known. */
function addressOf({ pin }: Decision): string {
  const query = new URLSearchParams({ from: pin.from, to: pin.to, at: pin.at, variant: pin.variant });
  if (pin.until !== null) query.set('moment', pin.until);
  query.set('page', pin.ward === null ? 'overview' : 'unit');
  if (pin.ward !== null) query.set('ward', pin.ward);
  const lang = new URLSearchParams(location.search).get('lang');
  if (lang !== null) query.set('lang', lang);
  return `/present?${query}`;
}
