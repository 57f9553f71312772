import { createSignal, Show } from 'solid-js';
import { wholeText } from '../../../shared/formats';
import { useMoments } from '../../board/moments';
import { wardName } from '../../board/reference';
import { KeyedList } from '../../ui/KeyedList';
import { useOpsWords } from '../../ui/words/ops';
import type { AgenciesAnswer } from './opsAnswers';
import { whenText } from './opsTexts';
import { Cell, Columns, Confirm, WardSelect } from './parts';
import { Section, type SectionProps } from './Section';

const PATH = '/api/v1/ops/agencies';
const REFRESH_MS = 10_000;

/** Which ward an agency of the national portal's exchange belongs to; what comes from an unknown one waits here. */
export function AgenciesDesk(props: SectionProps) {
  const { lang, words } = useOpsWords();
  const { minute } = useMoments();
  const feed = props.calls.feed<AgenciesAnswer>(words.agencies, PATH, REFRESH_MS);
  const [agency, setAgency] = createSignal('');
  const [ward, setWard] = createSignal('');
  const unknown = () => feed.value()?.agencies.filter((one) => one.ward === null && one.waiting > 0) ?? [];
  const map = async (code: string, to: string | null): Promise<boolean> => {
    const answer = await props.calls.send(PATH, { agency: code, ward: to });
    if (answer) await feed.refresh();
    return answer !== null;
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(await map(agency().trim(), ward()))) return;
    setAgency('');
    setWard('');
  };
  return (
    <Section
      name="agencies"
      title={words.agencies}
      waits={unknown().length}
      count={feed.value()?.agencies.length ?? ''}
      note={words.agenciesNote}
      fault={feed.fault()}
    >
      <form class="ops-row" onSubmit={submit} data-form="agency">
        <label>
          {words.agencyCode}
          <input
            name="agency"
            required
            maxlength="40"
            placeholder="H57.21.03"
            value={agency()}
            onInput={(event) => setAgency(event.currentTarget.value)}
          />
        </label>
        <WardSelect label={words.ward} value={ward()} onChange={setWard} />
        <button type="submit" class="is-main">
          {words.agencyMap}
        </button>
      </form>
      <Show when={feed.value()}>
        {(answer) => (
          <Show when={answer().agencies.length > 0} fallback={<p>{words.agenciesNone}</p>}>
            <table>
              <Columns names={[words.agencyCode, words.ward, words.agencyWaiting, words.time, '']} />
              <tbody>
                <KeyedList each={answer().agencies} by={(one) => one.agency}>
                  {(one) => (
                    <tr data-agency={one().agency}>
                      <th scope="row">{one().agency}</th>
                      <Cell of={words.ward}>
                        <Show when={one().ward} fallback={words.agencyUnknown}>
                          {(code) => wardName(code())}
                        </Show>
                      </Cell>
                      <Cell of={words.agencyWaiting}>{wholeText(one().waiting, lang)}</Cell>
                      <Cell of={words.time}>{whenText(one().changedAt, minute())}</Cell>
                      <td>
                        <Show
                          when={one().ward}
                          fallback={
                            <button type="button" onClick={() => setAgency(one().agency)}>
                              {words.agencyChoose}
                            </button>
                          }
                        >
                          <Confirm
                            name="unmap"
                            label={words.agencyUnmap}
                            question={words.agencyUnmapAsk}
                            about={one().agency}
                            onConfirm={async () => void (await map(one().agency, null))}
                          />
                        </Show>
                      </td>
                    </tr>
                  )}
                </KeyedList>
              </tbody>
            </table>
          </Show>
        )}
      </Show>
    </Section>
  );
}
