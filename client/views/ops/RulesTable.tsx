import { createSignal, For, Show } from 'solid-js';
import { ageText } from '../../../shared/formats';
import { useLang } from '../../ui/lang';
import { RULE_WORDS, TONE_WORDS } from '../../ui/words';
import type { OpsCalls, Preview } from './opsCalls';

const DAYS = 30;

/** The rules, and how often each would have rung lately under the limits in force. */
export function RulesTable(props: { readonly calls: OpsCalls }) {
  const { lang, words } = useLang();
  const [previews, setPreviews] = createSignal<Readonly<Record<string, Preview>>>({});
  const look = async (rule: string): Promise<void> => {
    const preview = await props.calls.preview(rule, DAYS);
    if (preview) setPreviews((old) => ({ ...old, [rule]: preview }));
  };
  const told = (rule: string): string => {
    const preview = previews()[rule];
    if (!preview) return '';
    return preview.times === null ? words.notFromFigures : `${words.wouldHaveRung} ${preview.times} ${words.times}`;
  };
  return (
    <section aria-labelledby="ops-rules">
      <h2 id="ops-rules">{words.rules}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.rule}</th>
            <th scope="col">{words.severity}</th>
            <th scope="col">{words.holdTime}</th>
            <th scope="col">{words.clearTime}</th>
            <th scope="col">{words.preview30}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.calls.view()?.rules}>
            {(rule) => (
              <tr data-rule={rule.name}>
                <th scope="row">{RULE_WORDS[lang][rule.name] ?? rule.name}</th>
                <td>{TONE_WORDS[lang][rule.severity]}</td>
                <td>{ageText(rule.holdMs, lang)}</td>
                <td>{ageText(rule.clearMs, lang)}</td>
                <td>
                  <Show
                    when={told(rule.name)}
                    fallback={
                      <button type="button" onClick={() => void look(rule.name)}>
                        {words.lookBack}
                      </button>
                    }
                  >
                    {(text) => <output data-preview={rule.name}>{text()}</output>}
                  </Show>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}
