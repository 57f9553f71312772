import { For, Show } from 'solid-js';
import { wholeText } from '../../../shared/formats';
import { useBoard } from '../../board/store';
import { useOpsWords } from '../../ui/words/ops';
import type { QuarantineAnswer } from './opsAnswers';
import { whenText } from './opsTexts';
import { Cell, Columns } from './parts';
import { Section, type SectionProps } from './Section';

const REFRESH_MS = 15_000;

/** What could not be used, by source and reason. The content is not kept, so there is none to be read here. */
export function QuarantineTable(props: SectionProps) {
  const { lang, words, reasons } = useOpsWords();
  const { now } = useBoard();
  const feed = props.calls.feed<QuarantineAnswer>(words.quarantine, '/api/v1/quarantine?limit=100', REFRESH_MS);
  const total = () => {
    const answer = feed.value();
    return answer ? wholeText(answer.total, lang) : '';
  };
  return (
    <Section
      name="quarantine"
      title={words.quarantine}
      count={total()}
      note={words.quarantineNote}
      fault={feed.fault()}
    >
      <Show when={feed.value()}>
        {(answer) => (
          <Show when={answer().rows.length > 0} fallback={<p>{words.quarantineNone}</p>}>
            <table>
              <Columns names={[words.source, words.reason, words.times, words.firstAt, words.lastAt]} />
              <tbody>
                <For each={answer().rows}>
                  {(row) => (
                    <tr data-reason={row.reason}>
                      <th scope="row">{row.source}</th>
                      <Cell of={words.reason}>
                        <Reason text={row.reason} words={reasons} />
                      </Cell>
                      <Cell of={words.times}>{wholeText(row.times, lang)}</Cell>
                      <Cell of={words.firstAt}>{whenText(row.firstAt, now())}</Cell>
                      <Cell of={words.lastAt}>{whenText(row.lastAt, now())}</Cell>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </Show>
        )}
      </Show>
    </Section>
  );
}

function Reason(props: { readonly text: string; readonly words: Readonly<Record<string, string>> }) {
  const parts = () => props.text.split(':');
  return (
    <>
      {props.words[parts()[0] ?? ''] ?? props.text}
      <Show when={parts()[1]}>
        {' '}
        <code>{parts()[1]}</code>
      </Show>
    </>
  );
}
