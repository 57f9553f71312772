import './units.css';
import { createMemo, For, Show } from 'solid-js';
import places from '../../../../data/places.json';
import { minuteText, monthText, percentText, UNKNOWN, wholeText } from '../../../../shared/formats';
import { parseInstant } from '../../../../shared/localTime';
import { METRICS } from '../../../../shared/metrics';
import type { WardFigures } from '../../../../shared/protocol';
import { onlineRate, onTimeRateA, type Rate } from '../../../../shared/rates';
import { useHistory } from '../../../board/history';
import { useMoments } from '../../../board/moments';
import { offWards, paintOf, silentSince } from '../../../board/selectors';
import { useBoard } from '../../../board/store';
import { Ask, createMetricAsk } from '../../../tiles/Ask';
import { useLang } from '../../../ui/lang';
import { Shape } from '../../../ui/Shape';
import { Sparkline } from '../../../ui/Sparkline';
import { TONE_WORDS } from '../../../ui/words';

/** The one name that is too long for its tile, shortened as the city shortens it. */
const SHORT_NAMES: Readonly<Record<string, string>> = { 'Chân Mây – Lăng Cô': 'Chân Mây – L. Cô' };

/** Scene B, Bảng 40 đơn vị: equal tiles in fixed places that keep the map's order. */
export function Units() {
  const { state } = useBoard();
  const byCode = createMemo(() => new Map((state.board?.wards ?? []).map((ward) => [ward.code, ward])));
  return (
    <>
      <Key />
      <ul class="units" aria-live="off">
        <For each={places.flat()}>
          {(code) => <Show when={byCode().get(code)}>{(ward) => <Unit ward={ward()} />}</Show>}
        </For>
      </ul>
    </>
  );
}

function Key() {
  const { state } = useBoard();
  const { lang, words } = useLang();
  const month = () => monthText(state.board?.windows.month.to ?? '', lang);
  return (
    <ul class="key-line">
      <li>
        <b>{words.bigNumber}</b> {words.receivedToday}
      </li>
      <li>
        <b>{words.onlineShort}</b> {words.onlineLong}
      </li>
      <li>
        <b>{words.onTimeShort}</b> {words.onTimeLong}, {month()}
      </li>
      <For each={['act', 'watch', 'ok'] as const}>
        {(tone, i) => (
          <li classList={{ 'is-apart': i() === 0 }}>
            <Shape tone={tone} /> {TONE_WORDS[lang][tone].toLowerCase()}
          </li>
        )}
      </For>
    </ul>
  );
}

function Unit(props: { readonly ward: WardFigures }) {
  const { state, limits } = useBoard();
  const { knowledge: known } = useMoments();
  const { lang, words } = useLang();
  const history = useHistory();
  const metricAsk = createMetricAsk();
  const off = createMemo(() => offWards(state.board?.sources ?? []).has(props.ward.code));
  const paint = createMemo(() => paintOf(props.ward, { off: off(), ever: known().ever, lang, limits: limits() }));
  const name = () => SHORT_NAMES[paint().name] ?? paint().name;
  const titled = (title: string) => `${title} · ${paint().name}`;
  const since = () => {
    const last = off() ? silentSince(state.board?.sources ?? [], props.ward.code) : null;
    return last === null ? null : parseInstant(last);
  };
  const percent = (rate: Rate) => (rate.den < limits().fewBelow ? UNKNOWN : percentText(rate.num, rate.den, 1, lang));
  const word = () => {
    const { pendingOverdue } = props.ward.stands;
    if (paint().kind === 'empty') return words.noData;
    if (pendingOverdue > 0 && paint().tone !== 'off') return `${wholeText(pendingOverdue, lang)} ${words.overdueCount}`;
    return TONE_WORDS[lang][paint().tone].toLowerCase();
  };
  return (
    <li
      class={`unit is-${paint().tone} has-${paint().kind}`}
      style={{ 'border-top-color': paint().cls ? `var(--${paint().cls})` : 'var(--line-strong)' }}
      data-ward={props.ward.code}
      data-state={paint().kind}
      data-class={paint().cls ?? ''}
      title={paint().title}
    >
      <h2>{name()}</h2>
      <p class="unit-figure">
        <span
          data-figure="received"
          data-window="today"
          data-value={known().today ? props.ward.today.received : ''}
          class="unit-count"
        >
          <Ask asked={metricAsk(METRICS.received, 'today', known().today ? props.ward : null, titled(words.received))}>
            {known().today ? wholeText(props.ward.today.received, lang) : UNKNOWN}
          </Ask>
        </span>
        <Show
          when={since()}
          fallback={<Sparkline before={history()?.received[props.ward.code] ?? []} today={props.ward.today.received} />}
        >
          {(at) => <time>{minuteText(at())}</time>}
        </Show>
      </p>
      <p class="unit-rates">
        <span>
          <i>{words.onlineShort}</i>{' '}
          <Ask asked={metricAsk(METRICS.onlineRate, 'month', props.ward, titled(words.onlineRate))}>
            {percent(onlineRate(props.ward.month))}
          </Ask>
        </span>
        <span>
          <i>{words.onTimeShort}</i>{' '}
          <Ask asked={metricAsk(METRICS.onTimeRate, 'month', props.ward, titled(words.onTimeRate))}>
            {percent(onTimeRateA(props.ward.month))}
          </Ask>
        </span>
      </p>
      <p class="unit-tone">
        <Shape tone={paint().tone} /> {word()}
      </p>
    </li>
  );
}
