import { For } from 'solid-js';
import { usePresentWords } from '../../ui/words/present';
import { Marked } from './marks';
import { Panel } from './Panel';

export function HelpPanel(props: { readonly onClose: () => void }) {
  const { words } = usePresentWords();
  const keys = [
    ['← → PageUp PageDown', words.keyPages],
    ['↑ ↓', words.keyUnits],
    ['P', words.keyPeriod],
    ['C', words.keyFreeze],
    ['V', words.keyVariant],
    ['Space', words.keyPlay],
    ['+ −', words.keySpeed],
    ['/', words.keySearch],
    ['D', words.keyDecide],
    ['X', words.keyExport],
    ['M', words.keyRemote],
    ['F', words.keyFull],
    ['R', words.keyRetry],
    ['Esc', words.close],
  ] as const;
  return (
    <Panel name="help" title={words.help} onClose={props.onClose}>
      <h2>{words.help}</h2>
      <dl>
        <For each={keys}>
          {([key, text]) => (
            <div>
              <dt>
                <kbd>
                  <Marked text={key} />
                </kbd>
              </dt>
              <dd>{text}</dd>
            </div>
          )}
        </For>
      </dl>
      <button type="button" autofocus onClick={() => props.onClose()}>
        {words.close}
      </button>
    </Panel>
  );
}
