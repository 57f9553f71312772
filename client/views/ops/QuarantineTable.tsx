import { Show } from 'solid-js';
import { wholeText } from '../../../shared/formats';
import { useMoments } from '../../board/moments';
import { KeyedList } from '../../ui/KeyedList';
import { useOpsWords } from '../../ui/words/ops';
import type { QuarantineAnswer, QuarantineRow } from './opsAnswers';
import { whenText } from './opsTexts';
import { Cell, Columns } from './parts';
import { Section, type SectionProps } from './Section';

const REFRESH_MS = 15_000;

/** What could not be used, by source and reason. The content is not kept, so there is none to be read here. */
export function QuarantineTable(props: SectionProps) {
  const { lang, words, reasons } = useOpsWords();
  const { minute } = useMoments();
  const feed = props.calls.feed<QuarantineAnswer>(words.quarantine, '/api/v1/quarantine?limit=100', REFRESH_MS);
  const total = () => {
    const answer = feed.value();
    return answer
      ? wholeText(
          answer.beyond.reduce((sum, row) => sum + row.times, answer.total),
          lang,
        )
      : '';
  };
  const Row = (props: { readonly row: QuarantineRow; readonly isOnlyCounted?: boolean }) => (
    <tr data-reason={props.row.reason} data-counted={props.isOnlyCounted ? '' : undefined}>
      <th scope="row">{props.row.source}</th>
      <Cell of={words.reason}>
        <Reason text={props.row.reason} words={reasons} />
        <Show when={props.isOnlyCounted}> · {words.onlyCounted}</Show>
      </Cell>
      <Cell of={words.times}>{wholeText(props.row.times, lang)}</Cell>
      <Cell of={words.firstAt}>{whenText(props.row.firstAt, minute())}</Cell>
      <Cell of={words.lastAt}>{whenText(props.row.lastAt, minute())}</Cell>
    </tr>
  );
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
                <KeyedList each={answer().beyond} by={(row) => `${row.source} ${row.reason}`}>
                  {(row) => <Row row={row()} isOnlyCounted />}
                </KeyedList>
                <KeyedList each={answer().rows} by={(row) => `${row.source} ${row.reason}`}>
                  {(row) => <Row row={row()} />}
                </KeyedList>
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
