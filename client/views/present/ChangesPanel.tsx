import { For, Show } from 'solid-js';
import { wholeText } from '../../../shared/formats';
import { wardName } from '../../board/reference';
import { Pending } from '../../reading/Pending';
import { createReading } from '../../reading/reading';
import { usePresentWords } from '../../ui/words/present';
import { type Change, changesBetween } from './changes';
import { pathOf, type Summary } from './figures';
import { Marked } from './marks';
import type { Asked } from './presentState';
import { momentText, readInstant } from './texts';

interface ChangesProps {
  /** The whole period as it was held. */
  readonly held: Asked & { readonly at: string };
  readonly onClose: () => void;
}

/** What moved while the figures were held, the city first, then every unit, nothing left out: the same period read twice. */
export function ChangesPanel(props: ChangesProps) {
  const { lang, words, counters } = usePresentWords();
  const now = () => pathOf('summary', { ...props.held, at: null });
  const changes = createReading<readonly Change[]>({
    title: words.changedTitle,
    ask: () => `${pathOf('summary', props.held)} ${now()}`,
    read: async (get) => changesBetween(await get<Summary>(pathOf('summary', props.held)), await get<Summary>(now())),
  });
  return (
    <aside class="changed" role="status" data-changes={changes.data()?.length ?? ''}>
      <h2>
        {words.changedTitle} <small>{momentText(readInstant(props.held.at))}</small>
      </h2>
      <Show when={changes.data()} fallback={<Pending of={changes} />}>
        {(all) => (
          <Show when={all().length > 0} fallback={<p>{words.nothingChanged}</p>}>
            <ul>
              <For each={all()}>
                {(change) => (
                  <li data-changed={`${change.code ?? 'city'} ${change.counter}`}>
                    <b>{change.code === null ? words.city : wardName(change.code)}</b>
                    <span>{counters[change.counter]}</span>
                    <em>
                      {wholeText(change.before, lang)} <Marked text="→" /> {wholeText(change.after, lang)}
                    </em>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Show>
      <button type="button" onClick={() => props.onClose()}>
        {words.close}
      </button>
    </aside>
  );
}
