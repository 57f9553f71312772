import { createResource, For, Show } from 'solid-js';
import { wholeText } from '../../../shared/formats';
import { wardName } from '../../board/reference';
import { usePresentWords } from '../../ui/words/present';
import { changesBetween } from './changes';
import { ask, type Summary } from './figures';
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
  const [changes] = createResource(
    () => props.held,
    async (held) =>
      changesBetween(await ask<Summary>('summary', held), await ask<Summary>('summary', { ...held, at: null })),
    // What is not read yet leaves its place empty; it does not take the page away.
    { initialValue: undefined },
  );
  const found = () => (changes.error ? undefined : changes.latest);
  return (
    <aside class="changed" role="status" data-changes={found()?.length ?? ''}>
      <h2>
        {words.changedTitle} <small>{momentText(readInstant(props.held.at))}</small>
      </h2>
      <Show
        when={found()}
        fallback={<p>{changes.error ? `${words.notRead} ${String(changes.error.message)}` : words.loading}</p>}
      >
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
