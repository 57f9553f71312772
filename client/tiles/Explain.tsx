import { For, onCleanup, onMount } from 'solid-js';
import { ageText, clockText, wholeText } from '../../shared/formats';
import { parseInstant } from '../../shared/localTime';
import type { MetricValue } from '../../shared/metrics';
import { useBoard } from '../board/store';
import { useLang } from '../ui/lang';
import { EXPLAIN_WORDS } from '../ui/words';
import type { Tile } from './index';

const CLOSES_AFTER_MS = 60_000;

/** What a figure means: its definition, its fraction, its window, its sources and its age. */
export function Explain(props: {
  readonly tile: Tile;
  readonly value: MetricValue | null;
  readonly onClose: () => void;
}) {
  const { state, now } = useBoard();
  const { lang, words } = useLang();
  const timer = setTimeout(() => props.onClose(), CLOSES_AFTER_MS);
  onMount(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') props.onClose();
    };
    window.addEventListener('keydown', onKey);
    onCleanup(() => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKey);
    });
  });
  const asOf = () => parseInstant(state.asOf ?? '');
  const windowText = () => {
    const span = state.board?.windows[props.tile.window === 'month' ? 'month' : 'today'];
    if (props.tile.window === 'now' || !span) return words.rightNow;
    return span.from === span.to ? `${words.today}, ${span.from}` : `${span.from} – ${span.to}`;
  };
  const rows = (): readonly (readonly [string, string])[] => {
    const value = props.value;
    const fraction: (readonly [string, string])[] =
      value?.kind === 'rate'
        ? [
            [words.numerator, wholeText(value.rate.num, lang)],
            [words.denominator, wholeText(value.rate.den, lang)],
          ]
        : [];
    const at = asOf();
    return [
      ...fraction,
      [words.window, windowText()],
      [words.sources, (state.board?.sources ?? []).map((source) => source.title).join(', ')],
      [words.age, at === null ? '—' : `${clockText(at)} · ${ageText((now() ?? at) - at, lang)}`],
    ];
  };
  return (
    <section class="explain" role="dialog" aria-label={words[props.tile.title]} data-explains={props.tile.metric.key}>
      <h3>{words[props.tile.title]}</h3>
      <p>{EXPLAIN_WORDS[lang][props.tile.metric.key]}</p>
      <dl>
        <For each={rows()}>
          {([name, text]) => (
            <div>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          )}
        </For>
      </dl>
      <button type="button" onClick={() => props.onClose()}>
        {words.close}
      </button>
    </section>
  );
}
