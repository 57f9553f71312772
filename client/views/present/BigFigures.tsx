import { type JSX, Show } from 'solid-js';
import { UNKNOWN, wholeText } from '../../../shared/formats';
import { parseDay } from '../../../shared/localTime';
import { changeText, pointsText } from '../../../shared/period/compare';
import type { OnTimeVariant } from '../../../shared/ranking';
import type { Rate } from '../../../shared/rates';
import type { PeriodFigures } from '../../../shared/summary';
import { useBoard } from '../../board/store';
import { fractionOf, heroText, isFew, percentOf } from '../../ui/rateText';
import { TONE_WORDS } from '../../ui/words';
import { usePresentWords } from '../../ui/words/present';
import type { Picture } from './figures';
import { spanText } from './texts';

interface BigProps {
  readonly title: string;
  readonly figure: string;
  readonly value: number | null;
  readonly text: string;
  readonly fraction: JSX.Element;
  readonly change: string;
  /** Instead of how it stood before: why that is not said. */
  readonly few?: string;
  readonly act?: boolean;
}

/** One big figure with its fraction, its denominator's name, and how it stood before. */
export function Big(props: BigProps) {
  const { words } = usePresentWords();
  return (
    <div class="big" classList={{ 'is-act': props.act }}>
      <h2>{props.title}</h2>
      <p class="big-value" data-figure={props.figure} data-window="period" data-value={props.value ?? ''}>
        {props.text.replace(/%$/, '')}
        <Show when={props.text.endsWith('%')}>
          <small>%</small>
        </Show>
        <Show when={props.few}>
          <small class="is-unit">{words.dossiers}</small>
        </Show>
      </p>
      <p class="big-fraction">{props.fraction}</p>
      <Show when={props.few} fallback={<p class="big-change">{props.change === UNKNOWN ? '' : props.change}</p>}>
        <p class="big-few">{props.few}</p>
      </Show>
    </div>
  );
}

/** The denominators' names stand once beside the letter. */
export const READING: Readonly<Record<OnTimeVariant, 'readingA' | 'readingB' | 'readingC'>> = {
  A: 'readingA',
  B: 'readingB',
  C: 'readingC',
};

interface RateBigProps {
  readonly title: string;
  readonly figure: string;
  readonly rate: Rate;
  readonly before: Rate | null;
  readonly of: string;
}

/** A rate with its fraction; of few dossiers the fraction comes first, and nothing is compared. */
export function RateBig(props: RateBigProps) {
  const { limits } = useBoard();
  const { lang } = usePresentWords();
  const few = () => props.rate.den > 0 && isFew(props.rate, limits());
  return (
    <Big
      title={props.title}
      figure={props.figure}
      value={props.rate.value}
      text={heroText(props.rate, limits(), lang)}
      fraction={few() ? props.of : `${fractionOf(props.rate, lang)} ${props.of}`}
      change={props.before ? pointsText(props.rate, props.before, lang) : UNKNOWN}
      {...(few() && { few: `${percentOf(props.rate, lang)} · ${TONE_WORDS[lang].small.toLowerCase()}` })}
    />
  );
}

/** The four figures of the city over the period. */
export function BigFigures(props: { readonly picture: Picture; readonly variant: OnTimeVariant }) {
  const { lang, words } = usePresentWords();
  const city = () => props.picture.summary.city;
  const before = (): PeriodFigures | null => props.picture.before?.city ?? null;
  const known = () => (before()?.received ?? 0) > 0;
  const at = () => props.picture.summary.wards.filter((unit) => unit.pendingOverdue > 0).length;
  const days = () => {
    const [from, to] = [parseDay(props.picture.summary.from), parseDay(props.picture.summary.to)];
    return from === null || to === null ? '' : spanText({ from, to }, lang);
  };
  const earlier = () => {
    const [from, to] = [parseDay(props.picture.before?.from ?? ''), parseDay(props.picture.before?.to ?? '')];
    return from === null || to === null ? '' : spanText({ from, to }, lang);
  };
  return (
    <>
      <div class="bigs">
        <Big
          title={words.received}
          figure="received"
          value={city().received}
          text={wholeText(city().received, lang)}
          fraction={`${words.dossiers}, ${days()}`}
          change={known() ? changeText(city().received, before()?.received ?? 0, lang) : UNKNOWN}
        />
        <RateBig
          title={words.online}
          figure="onlineRate"
          rate={city().onlineRate}
          before={known() ? (before()?.onlineRate ?? null) : null}
          of={words.receivedOf}
        />
        <RateBig
          title={words.onTime}
          figure="onTimeRate"
          rate={city().onTimeRate[props.variant]}
          before={known() ? (before()?.onTimeRate[props.variant] ?? null) : null}
          of={`${words[READING[props.variant]]}, ${words.reading} ${props.variant}`}
        />
        <Big
          title={words.overdue}
          figure="pendingOverdue"
          value={city().pendingOverdue}
          text={wholeText(city().pendingOverdue, lang)}
          fraction={`${words.atUnits} ${at()}/40 ${words.units}, ${words.endOfPeriod}`}
          change={known() ? changeText(city().pendingOverdue, before()?.pendingOverdue ?? 0, lang) : UNKNOWN}
          act={city().pendingOverdue > 0}
        />
      </div>
      <p class="against" data-before={props.picture.before?.from ?? ''}>
        <Show when={known()} fallback={words.noBefore}>
          {words.against} {earlier()}, {words.sameWorkingDays}
        </Show>
      </p>
    </>
  );
}
