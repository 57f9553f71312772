import { Show } from 'solid-js';
import { formatInstant } from '../../../shared/localTime';
import type { AlertState } from '../../../shared/protocol';
import { useMoments } from '../../board/moments';
import { subjectName } from '../../board/selectors';
import { useBoard } from '../../board/store';
import { KeyedList } from '../../ui/KeyedList';
import { RULE_WORDS, STATE_WORDS } from '../../ui/words';
import { useDeskWords } from '../../ui/words/desk';
import { useOpsWords } from '../../ui/words/ops';
import { whenText } from './opsTexts';
import { Cell, Columns } from './parts';
import { Section, type SectionProps } from './Section';

/** What happened to alerts in the last 24 hours, newest first. */
export function AlertLog(props: SectionProps) {
  const { state } = useBoard();
  const { minute } = useMoments();
  const { words: opsWords } = useOpsWords();
  const events = () => props.calls.view()?.events ?? [];
  const { lang, words } = useDeskWords();
  return (
    <Section name="log" title={opsWords.alertLog} note={words.alertLog} fault={props.calls.overview.fault()}>
      <Show when={events().length > 0} fallback={<p>{props.calls.view() ? words.nothingYet : ''}</p>}>
        <div class="ops-tall">
          <table>
            <Columns names={[words.time, words.ward, words.rule, words.state, words.who]} />
            <tbody>
              <KeyedList each={events()} by={(event) => `${event.alertId} ${event.at} ${event.state}`}>
                {(event) => (
                  <tr data-event={`${event().alertId} ${event().at} ${event().state}`}>
                    <Cell of={words.time}>{whenText(formatInstant(event().at), minute())}</Cell>
                    <th scope="row">{subjectName(state.board, event().subject, lang)}</th>
                    <Cell of={words.rule}>{RULE_WORDS[lang][event().rule] ?? event().rule}</Cell>
                    <Cell of={words.state}>{STATE_WORDS[lang][event().state as AlertState] ?? event().state}</Cell>
                    <Cell of={words.who}>
                      {event().person ?? '–'}
                      {event().reason ? `: ${event().reason}` : ''}
                    </Cell>
                  </tr>
                )}
              </KeyedList>
            </tbody>
          </table>
        </div>
      </Show>
    </Section>
  );
}
