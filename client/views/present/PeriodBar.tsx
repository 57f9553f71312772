import { createSignal, For, Show } from 'solid-js';
import { formatDay, parseDay } from '../../../shared/localTime';
import { PERIOD_NAMES, type PeriodName } from '../../../shared/period/spans';
import { usePresentWords } from '../../ui/words/present';
import { Marked } from './marks';
import type { PresentState } from './presentState';
import { spanText } from './texts';

/** Always in sight; the others open with the free range. */
const ON_THE_BAR: readonly PeriodName[] = ['today', 'reportMonth', 'month', 'quarter', 'sinceStart'];

/** All periods at once, the chosen one with its days; a free range opens on demand. */
export function PeriodBar(props: { readonly state: PresentState }) {
  const { lang, words, periods } = usePresentWords();
  const [open, setOpen] = createSignal(false);
  const [fault, setFault] = createSignal(false);
  const iso = (which: 'from' | 'to') => {
    const span = props.state.span();
    return span ? formatDay(span[which]) : '';
  };
  const take = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const [from, to] = [parseDay(String(form.get('from'))), parseDay(String(form.get('to')))];
    if (from === null || to === null || to < from) return void setFault(true);
    setFault(false);
    setOpen(false);
    props.state.choose({ from, to });
  };
  const choice = (name: PeriodName) => (
    <button
      type="button"
      data-period={name}
      aria-pressed={props.state.name() === name}
      onClick={() => {
        setOpen(false);
        props.state.choose(name);
      }}
    >
      <Marked text={periods[name]} />
    </button>
  );
  return (
    <nav class="periods" aria-label={words.keyPeriod}>
      <button
        type="button"
        class="period-days"
        aria-expanded={open()}
        data-period="custom"
        aria-pressed={props.state.name() === null}
        title={words.customPeriod}
        onClick={() => setOpen(!open())}
      >
        {spanText(props.state.span(), lang)}
      </button>
      <For each={ON_THE_BAR}>{choice}</For>
      <Show when={open()}>
        <form class="period-form" onSubmit={take}>
          <p>
            <For each={PERIOD_NAMES.filter((name) => !ON_THE_BAR.includes(name))}>{choice}</For>
          </p>
          <label>
            {words.from} <input type="date" name="from" required value={iso('from')} />
          </label>
          <label>
            {words.to} <input type="date" name="to" required value={iso('to')} aria-invalid={fault()} />
          </label>
          <button type="submit">{words.apply}</button>
        </form>
      </Show>
    </nav>
  );
}
