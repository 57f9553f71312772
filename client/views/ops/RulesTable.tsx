import { createSignal, Show } from 'solid-js';
import { ageText } from '../../../shared/formats';
import { KeyedList } from '../../ui/KeyedList';
import { RULE_WORDS, TONE_WORDS } from '../../ui/words';
import { useDeskWords } from '../../ui/words/desk';
import { useOpsWords } from '../../ui/words/ops';
import type { Preview } from './opsAnswers';
import { Cell, Columns } from './parts';
import { Section, type SectionProps } from './Section';

const DAYS = 30;

/** The rules, and how often each would have rung lately under the limits in force. */
export function RulesTable(props: SectionProps) {
  const { words: opsWords } = useOpsWords();
  const { lang, words } = useDeskWords();
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
    <Section name="rules" title={opsWords.rules} fault={props.calls.overview.fault()}>
      <table>
        <Columns names={[words.rule, words.severity, words.holdTime, words.clearTime, words.preview30]} />
        <tbody>
          <KeyedList each={props.calls.view()?.rules} by={(rule) => rule.name}>
            {(rule) => (
              <tr data-rule={rule().name}>
                <th scope="row">{RULE_WORDS[lang][rule().name] ?? rule().name}</th>
                <Cell of={words.severity}>{TONE_WORDS[lang][rule().severity]}</Cell>
                <Cell of={words.holdTime}>{ageText(rule().holdMs, lang)}</Cell>
                <Cell of={words.clearTime}>{ageText(rule().clearMs, lang)}</Cell>
                <Cell of={words.preview30}>
                  <Show
                    when={told(rule().name)}
                    fallback={
                      <button type="button" onClick={() => void look(rule().name)}>
                        {words.lookBack}
                      </button>
                    }
                  >
                    {(text) => <output data-preview={rule().name}>{text()}</output>}
                  </Show>
                </Cell>
              </tr>
            )}
          </KeyedList>
        </tbody>
      </table>
    </Section>
  );
}
