import { createSignal, Show } from 'solid-js';
import { wardName } from '../../board/reference';
import { KeyedList } from '../../ui/KeyedList';
import { ROLE_WORD, useOpsWords } from '../../ui/words/ops';
import { AddUser } from './AddUser';
import type { UserRow } from './opsAnswers';
import { whenText } from './opsTexts';
import { Cell, Columns, Confirm, OnceShown } from './parts';
import { Section, type SectionProps } from './Section';

const REFRESH_MS = 15_000;

/** Accounts, for administrators: who has one, what is owed on it, and what can be done about it. */
export function PeopleDesk(props: SectionProps) {
  const { words } = useOpsWords();
  const feed = props.calls.feed<{ readonly users: readonly UserRow[] }>(words.users, '/api/v1/ops/users', REFRESH_MS);
  const [once, setOnce] = createSignal<{ readonly name: string; readonly password: string } | null>(null);
  const users = () => feed.value()?.users ?? [];
  const keep = async (name: string, body: unknown): Promise<void> => {
    const { password } = (body ?? {}) as { readonly password?: string };
    if (password !== undefined) setOnce({ name, password });
    await feed.refresh();
  };
  const act = async (name: string, what: string): Promise<void> => {
    const path = `/api/v1/ops/users/${encodeURIComponent(name)}/${what}`;
    const answer = await props.calls.send(path, undefined, { 409: 'notSelf' });
    if (answer) await keep(name, answer.body);
  };
  return (
    <Section name="users" title={words.users} count={feed.value() ? users().length : ''} fault={feed.fault()}>
      <Show when={once()}>
        {(given) => (
          <OnceShown
            title={`${words.passwordOf} ${given().name}`}
            text={given().password}
            note={words.onceNote}
            onHide={() => setOnce(null)}
          />
        )}
      </Show>
      <AddUser calls={props.calls} onMade={keep} />
      <Show when={users().length > 0} fallback={<p>{feed.value() ? words.usersNone : ''}</p>}>
        <table>
          <Columns
            names={[words.name, words.role, words.state, words.secondFactor, words.lastSignIn, words.sessions, '']}
          />
          <tbody>
            <KeyedList each={users()} by={(user) => user.name}>
              {(user) => (
                <UserLines user={user()} serverMs={feed.serverMs()} onAct={(what) => act(user().name, what)} />
              )}
            </KeyedList>
          </tbody>
        </table>
      </Show>
    </Section>
  );
}

interface UserLinesProps {
  readonly user: UserRow;
  readonly serverMs: number | null;
  readonly onAct: (what: string) => Promise<void>;
}

function UserLines(props: UserLinesProps) {
  const { words } = useOpsWords();
  const [open, setOpen] = createSignal(false);
  const state = () => {
    if (props.user.disabledAt !== null) return words.stateDisabled;
    return props.user.mustChangePassword ? words.stateFirst : words.stateActive;
  };
  const needsFactor = () => props.user.role === 'admin' || props.user.role === 'operator';
  return (
    <>
      <tr data-user={props.user.name} classList={{ 'is-over': props.user.disabledAt !== null }}>
        <th scope="row">{props.user.name}</th>
        <Cell of={words.role}>
          {words[ROLE_WORD[props.user.role]]}
          <Show when={props.user.ward}>{(code) => <small>{wardName(code())}</small>}</Show>
        </Cell>
        <Cell of={words.state}>{state()}</Cell>
        <Cell of={words.secondFactor}>
          {props.user.totp ? words.factorOn : needsFactor() ? words.factorOff : words.none}
        </Cell>
        <Cell of={words.lastSignIn}>
          {props.user.lastSignInAt === null ? words.never : whenText(props.user.lastSignInAt, props.serverMs)}
        </Cell>
        <Cell of={words.sessions}>{props.user.sessions}</Cell>
        <td class="ops-acts">
          <button
            type="button"
            data-do="manage"
            aria-expanded={open()}
            aria-label={`${words.manage}: ${props.user.name}`}
            onClick={() => setOpen(!open())}
          >
            {words.manage}
          </button>
        </td>
      </tr>
      <Show when={open()}>
        <tr class="ops-under" data-acts={props.user.name}>
          <td colspan="7">
            <UserActs user={props.user} onAct={props.onAct} />
          </td>
        </tr>
      </Show>
    </>
  );
}

function UserActs(props: Pick<UserLinesProps, 'user' | 'onAct'>) {
  const { words } = useOpsWords();
  const acts = () =>
    [
      { name: 'reset', label: words.reset, question: words.resetAsk, isOffered: props.user.disabledAt === null },
      { name: 'reset-totp', label: words.resetTotp, question: words.resetTotpAsk, isOffered: props.user.totp },
      { name: 'sign-out', label: words.signOut, question: words.signOutAsk, isOffered: props.user.sessions > 0 },
      { name: 'disable', label: words.disable, question: words.disableAsk, isOffered: props.user.disabledAt === null },
    ].filter(({ isOffered }) => isOffered);
  return (
    <div class="ops-buttons">
      <KeyedList each={acts()} by={(act) => act.name}>
        {(act) => (
          <Confirm
            name={act().name}
            label={act().label}
            question={act().question}
            about={props.user.name}
            onConfirm={() => props.onAct(act().name)}
          />
        )}
      </KeyedList>
      <Show when={props.user.disabledAt !== null}>
        <button type="button" data-do="enable" onClick={() => void props.onAct('enable')}>
          {words.enable}
        </button>
      </Show>
    </div>
  );
}
