import { For, Show } from 'solid-js';
import { clockText } from '../../../shared/formats';
import type { AlertState } from '../../../shared/protocol';
import { subjectName } from '../../board/selectors';
import { useBoard } from '../../board/store';
import { useLang } from '../../ui/lang';
import { RULE_WORDS, STATE_WORDS } from '../../ui/words';
import type { OpsView } from './opsCalls';

/** What happened to alerts in the last 24 hours, newest first. */
export function AlertLog(props: { readonly view: OpsView | null }) {
  const { state } = useBoard();
  const { lang, words } = useLang();
  return (
    <section aria-labelledby="ops-log">
      <h2 id="ops-log">{words.alertLog}</h2>
      <Show when={(props.view?.events.length ?? 0) > 0} fallback={<p>{words.nothingYet}</p>}>
        <div class="ops-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.time}</th>
                <th scope="col">{words.ward}</th>
                <th scope="col">{words.rule}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">{words.who}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.view?.events}>
                {(event) => (
                  <tr>
                    <td>{clockText(event.at)}</td>
                    <td>{subjectName(state.board, event.subject)}</td>
                    <td>{RULE_WORDS[lang][event.rule] ?? event.rule}</td>
                    <td>{STATE_WORDS[lang][event.state as AlertState] ?? event.state}</td>
                    <td>
                      {event.person ?? '–'}
                      {event.reason ? `: ${event.reason}` : ''}
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </section>
  );
}
