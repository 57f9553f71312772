import { createSignal, Show } from 'solid-js';
import { wholeText } from '../../../shared/formats';
import { KeyedList } from '../../ui/KeyedList';
import { useOpsWords } from '../../ui/words/ops';
import type { KeyRow } from './opsAnswers';
import { whenText } from './opsTexts';
import { Cell, Columns, Confirm, OnceShown } from './parts';
import { Section, type SectionProps } from './Section';

const REFRESH_MS = 30_000;

/** Keys that let a source send reports, for administrators. */
export function KeysDesk(props: SectionProps) {
  const { lang, words } = useOpsWords();
  const feed = props.calls.feed<{ readonly keys: readonly KeyRow[] }>(words.keys, '/api/v1/ops/keys', REFRESH_MS);
  const [once, setOnce] = createSignal<{ readonly name: string; readonly key: string } | null>(null);
  const keys = () => feed.value()?.keys ?? [];
  const good = () => keys().filter(({ revokedAt }) => revokedAt === null).length;
  const quotaText = (quota: number | null) =>
    quota === null ? words.noQuota : `${wholeText(quota, lang)} ${words.perMinute}`;
  const revoke = async (source: string): Promise<void> => {
    await props.calls.send(`/api/v1/ops/keys/${encodeURIComponent(source)}/revoke`);
    await feed.refresh();
  };
  return (
    <Section name="keys" title={words.keys} count={feed.value() ? good() : ''} fault={feed.fault()}>
      <Show when={once()}>
        {(given) => (
          <OnceShown
            title={`${words.keyOf} ${given().name}`}
            text={given().key}
            note={words.keyOnceNote}
            onHide={() => setOnce(null)}
          />
        )}
      </Show>
      <AddKey
        onMake={async (name, title, quota) => {
          const answer = await props.calls.send('/api/v1/ops/keys', { name, title, quota });
          if (!answer) return false;
          setOnce({ name, key: (answer.body as { readonly key: string }).key });
          await feed.refresh();
          return true;
        }}
      />
      <Show when={keys().length > 0} fallback={<p>{feed.value() ? words.keysNone : ''}</p>}>
        <table>
          <Columns names={[words.source, words.quota, words.madeAt, words.state, '']} />
          <tbody>
            <KeyedList each={keys()} by={(key) => key.source}>
              {(key) => (
                <tr data-key={key().source} classList={{ 'is-over': key().revokedAt !== null }}>
                  <th scope="row">
                    {key().title} <small>{key().title === key().source ? '' : key().source}</small>
                  </th>
                  <Cell of={words.quota}>{quotaText(key().quota)}</Cell>
                  <Cell of={words.madeAt}>{whenText(key().createdAt, feed.serverMs())}</Cell>
                  <Cell of={words.state}>
                    {key().revokedAt === null
                      ? words.good
                      : `${words.revoked}, ${whenText(key().revokedAt, feed.serverMs())}`}
                  </Cell>
                  <td class="ops-acts">
                    <Show when={key().revokedAt === null}>
                      <Confirm
                        name="revoke-key"
                        label={words.revoke}
                        question={words.revokeKeyAsk}
                        about={key().title}
                        onConfirm={() => revoke(key().source)}
                      />
                    </Show>
                  </td>
                </tr>
              )}
            </KeyedList>
          </tbody>
        </table>
      </Show>
    </Section>
  );
}

interface AddKeyProps {
  readonly onMake: (name: string, title: string | null, quota: number | null) => Promise<boolean>;
}

function AddKey(props: AddKeyProps) {
  const { words } = useOpsWords();
  const [name, setName] = createSignal('');
  const [title, setTitle] = createSignal('');
  const [quota, setQuota] = createSignal('');
  const make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const isMade = await props.onMake(name(), title().trim() || null, quota() === '' ? null : Number(quota()));
    if (!isMade) return;
    setName('');
    setTitle('');
    setQuota('');
  };
  return (
    <form class="ops-row" onSubmit={make} data-form="add-key" aria-label={words.addKey}>
      <label>
        {words.keyName}
        <input
          name="source"
          required
          pattern="[A-Za-z0-9._\-]{1,40}"
          maxlength="40"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label>
        {words.keyTitle}
        <input
          name="title"
          maxlength="80"
          autocomplete="off"
          value={title()}
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
      </label>
      <label>
        {words.keyQuota}
        <input
          name="quota"
          type="number"
          min="1"
          step="1"
          value={quota()}
          onInput={(event) => setQuota(event.currentTarget.value)}
        />
      </label>
      <button type="submit">{words.addKey}</button>
    </form>
  );
}
