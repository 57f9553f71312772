import { createSignal, Show } from 'solid-js';
import { KeyedList } from '../../ui/KeyedList';
import { useOpsWords } from '../../ui/words/ops';
import type { PairedDevice } from './opsAnswers';
import { agoText, dayOfText, kindText } from './opsTexts';
import { Cell, Columns, Confirm } from './parts';

interface DevicesProps {
  readonly devices: readonly PairedDevice[];
  readonly serverMs: number | null;
  readonly onRevoke: (id: number) => Promise<void>;
}

/** Every screen that holds a key, when it was seen, and the way to take the key back. */
export function DevicesTable(props: DevicesProps) {
  const { lang, words } = useOpsWords();
  const [all, setAll] = createSignal(false);
  const good = () => props.devices.filter(({ revokedAt }) => revokedAt === null);
  const shown = () => (all() ? props.devices : good());
  const ago = (instant: string | null) => agoText(instant, props.serverMs, lang, words.ago);
  return (
    <>
      <h3>
        {words.devices} <b>{good().length}</b>
      </h3>
      <Show when={shown().length > 0} fallback={<p class="ops-hint">{words.devicesNone}</p>}>
        <table>
          <Columns names={[words.name, words.kind, words.state, words.pairedOn, words.keyAge, '']} />
          <tbody>
            <KeyedList each={shown()} by={(device) => device.id}>
              {(device) => (
                <tr data-device={device().id} classList={{ 'is-over': device().revokedAt !== null }}>
                  <th scope="row">{device().name}</th>
                  <Cell of={words.kind}>{kindText(device().ward, words)}</Cell>
                  <Cell of={words.state}>
                    <span data-ticking="">
                      {device().revokedAt !== null
                        ? `${words.revoked}, ${ago(device().revokedAt)}`
                        : device().online
                          ? words.onlineNow
                          : `${words.lastSeen} ${ago(device().lastSeenAt)}`}
                    </span>
                  </Cell>
                  <Cell of={words.pairedOn}>{dayOfText(device().createdAt)}</Cell>
                  <Cell of={words.keyAge}>
                    <span data-ticking="">{ago(device().rotatedAt)}</span>
                  </Cell>
                  <td class="ops-acts">
                    <Show when={device().revokedAt === null}>
                      <Confirm
                        name="revoke"
                        label={words.revoke}
                        question={words.revokeAsk}
                        about={device().name}
                        onConfirm={() => props.onRevoke(device().id)}
                      />
                    </Show>
                  </td>
                </tr>
              )}
            </KeyedList>
          </tbody>
        </table>
      </Show>
      <Show when={good().length < props.devices.length}>
        <label class="ops-check">
          <input type="checkbox" checked={all()} onChange={(event) => setAll(event.currentTarget.checked)} />
          {words.showRevoked}
        </label>
      </Show>
    </>
  );
}
