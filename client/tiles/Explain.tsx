import { onCleanup, onMount } from 'solid-js';
import { clockText, percentText, UNKNOWN, wholeText } from '../../shared/formats';
import { parseInstant } from '../../shared/localTime';
import { createAge } from '../board/ages';
import { useBoard } from '../board/store';
import { KeyedList } from '../ui/KeyedList';
import { useLang } from '../ui/lang';
import { EXPLAIN_WORDS } from '../ui/words/explain';
import { useWallWords } from '../ui/words/wall';
import type { Asked } from './Ask';

const CLOSES_AFTER_MS = 60_000;

/** What a figure means: its definition, its fraction, its window, its sources and its age. */
export function Explain(props: { readonly asked: Asked; readonly onClose: () => void }) {
  const { state } = useBoard();
  const { lang, words } = useLang();
  const wallWords = useWallWords();
  const timer = setTimeout(() => props.onClose(), CLOSES_AFTER_MS);
  let close: HTMLButtonElement | undefined;
  onMount(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' || event.key === 'GoBack') props.onClose();
    };
    window.addEventListener('keydown', onKey);
    close?.focus({ preventScroll: true });
    onCleanup(() => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKey);
    });
  });
  const valueText = (): string => {
    const { value } = props.asked;
    if (!value) return UNKNOWN;
    if (value.kind === 'count') return wholeText(value.value, lang);
    const { num, den } = value.rate;
    return den === 0 ? UNKNOWN : `${percentText(num, den, 2, lang)}%`;
  };
  const rows = (): readonly (readonly [string, string])[] => {
    const { value, span } = props.asked;
    const fraction: (readonly [string, string])[] =
      value?.kind === 'rate'
        ? [
            [words.numerator, wholeText(value.rate.num, lang)],
            [words.denominator, wholeText(value.rate.den, lang)],
          ]
        : [];
    return [
      [wallWords.value, valueText()],
      ...fraction,
      [words.window, span],
      [words.sources, (state.board?.sources ?? []).map((source) => source.title).join(', ') || '—'],
    ];
  };
  const at = () => parseInstant(props.asked.asOf ?? state.asOf ?? '');
  const age = createAge(at);
  return (
    <section class="explain" role="dialog" aria-label={props.asked.title} data-explains={props.asked.key}>
      <h3>{props.asked.title}</h3>
      <p>{props.asked.about ?? EXPLAIN_WORDS[lang][props.asked.metric] ?? ''}</p>
      <dl>
        <KeyedList each={rows()} by={([name]) => name}>
          {(row) => (
            <div>
              <dt>{row()[0]}</dt>
              <dd>{row()[1]}</dd>
            </div>
          )}
        </KeyedList>
        <div>
          <dt>{words.age}</dt>
          <dd data-ticking="">{at() === null ? '—' : `${clockText(at() ?? 0)} · ${age()}`}</dd>
        </div>
      </dl>
      <button type="button" ref={close} onClick={() => props.onClose()}>
        {words.close}
      </button>
    </section>
  );
}
