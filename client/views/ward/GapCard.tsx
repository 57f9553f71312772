import { createSignal, Show } from 'solid-js';
import { dayText, monthText, wholeText } from '../../../shared/formats';
import { type Gap, gapTo, ONLINE_TARGET_PERCENT, scaleStart } from '../../../shared/gap';
import type { DaySpan, WardFigures } from '../../../shared/protocol';
import { onlineRate, type Rate } from '../../../shared/rates';
import { useBoard } from '../../board/store';
import { fractionOf, isFew, percentOf } from '../../ui/rateText';
import { TONE_WORDS } from '../../ui/words';
import { useWardWords } from '../../ui/words/ward';

/** On a scale that begins lower the target stands too near its end for two numbers. */
const ROOMY_START = 80;
/** A longer number is drawn smaller, so that its words keep two lines. */
const ROOMY_DIGITS = 3;

/** The first thing on the page: what is missing to the target, counted in dossiers. A tap says what it really takes. */
export function GapCard(props: { readonly ward: WardFigures; readonly month: DaySpan }) {
  const { limits } = useBoard();
  const { lang, words } = useWardWords();
  const [open, setOpen] = createSignal(false);
  const share = () => onlineRate(props.ward.month);
  const gap = () => gapTo(ONLINE_TARGET_PERCENT, share().num, share().den);
  const few = () => share().den > 0 && isFew(share(), limits());
  const isShort = () => (gap()?.missing ?? 0) > 0;
  const number = () => {
    const found = gap();
    return found === null ? '—' : wholeText(found.missing > 0 ? found.missing : found.surplus, lang);
  };
  return (
    <section class="gap" data-figure="onlineGap" data-window="month" data-value={gap()?.missing ?? ''}>
      <p class="gap-main" classList={{ 'is-long': number().length > ROOMY_DIGITS }}>
        <b>{number()}</b>
        <span>
          <GapWords gap={gap()} month={props.month} />
        </span>
      </p>
      <GapBar share={share()} />
      <div class="gap-foot">
        <p
          class="gap-share-text"
          data-figure="onlineRate"
          data-window="month"
          data-value={share().num}
          data-of={share().den}
        >
          {monthText(props.month.to, lang).replace(/^./, (letter) => letter.toUpperCase())} {words.reached}{' '}
          <Show
            when={few()}
            fallback={
              <>
                <b>{percentOf(share(), lang)}</b> ({fractionOf(share(), lang)} {words.ofReceived},
              </>
            }
          >
            <b>{fractionOf(share(), lang)}</b> {words.ofReceived} ({percentOf(share(), lang)},{' '}
            {TONE_WORDS[lang].small.toLowerCase()},
          </Show>{' '}
          {words.untilDay} {dayText(props.month.to)})
        </p>
        <Show when={isShort()}>
          <button
            type="button"
            class="gap-open"
            aria-expanded={open()}
            aria-label={words.gapOpen}
            onClick={() => setOpen(!open())}
          >
            <span aria-hidden="true">{open() ? '−' : '+'}</span>
          </button>
        </Show>
      </div>
      <Show when={isShort() && open()}>
        <p class="gap-row" data-in-a-row={gap()?.inARow ?? ''}>
          {words.gapRow} <b>{wholeText(gap()?.inARow ?? 0, lang)}</b> {words.gapDossiers}, {words.gapRowWhy}
        </p>
      </Show>
    </section>
  );
}

function GapWords(props: { readonly gap: Gap | null; readonly month: DaySpan }) {
  const { lang, words } = useWardWords();
  const surplus = (count: number) =>
    count === 0 ? words.gapJust : `${words.gapSurplus} ${wholeText(count, lang)} ${words.gapDossiers}`;
  return (
    <Show when={props.gap} fallback={`${words.gapNone} ${monthText(props.month.to, lang)}`}>
      {(gap) => (
        <Show
          when={gap().missing > 0}
          fallback={
            <>
              {words.gapReached} {ONLINE_TARGET_PERCENT}%,
              <br />
              {surplus(gap().surplus)}
            </>
          }
        >
          {words.gapMissing} {wholeText(gap().missing, lang)} {words.gapDossiers}
          <br />
          {words.gapOnline} {ONLINE_TARGET_PERCENT}%
        </Show>
      )}
    </Show>
  );
}

/** The share on its scale, with the target; what it shows stands in words beside it. */
function GapBar(props: { readonly share: Rate }) {
  const start = () => scaleStart(props.share.num, props.share.den);
  /** Place of a percentage on the scale, 0…100. */
  const place = (percent: number) => (100 * (percent - start())) / (100 - start());
  return (
    <>
      <div class="gap-bar" aria-hidden="true">
        <i style={{ width: `${place(Math.max(start(), 100 * (props.share.value ?? 0)))}%` }} />
        <em style={{ left: `${place(ONLINE_TARGET_PERCENT)}%` }} />
      </div>
      <p class="gap-scale" aria-hidden="true">
        <span>{start()}%</span>
        <b style={{ left: `${place(ONLINE_TARGET_PERCENT)}%` }}>{ONLINE_TARGET_PERCENT}%</b>
        <Show when={start() === ROOMY_START}>
          <span>100%</span>
        </Show>
      </p>
    </>
  );
}
