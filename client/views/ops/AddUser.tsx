import { createSignal, For, Show } from 'solid-js';
import { ROLES, type Role } from '../../../shared/access';
import { ROLE_WORD, useOpsWords } from '../../ui/words/ops';
import type { OpsCalls } from './opsCalls';
import { WardSelect } from './parts';

interface AddUserProps {
  readonly calls: OpsCalls;
  readonly onMade: (name: string, answer: unknown) => Promise<void>;
}

/** A name and a role; the server makes the first password. */
export function AddUser(props: AddUserProps) {
  const { words } = useOpsWords();
  const [name, setName] = createSignal('');
  const [role, setRole] = createSignal<Role>('operator');
  const [ward, setWard] = createSignal('');
  const make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const user = { name: name().trim(), role: role(), ward: role() === 'ward_chair' ? ward() : null };
    const answer = await props.calls.send('/api/v1/ops/users', user, { 409: 'nameTaken' });
    if (!answer) return;
    setName('');
    setWard('');
    await props.onMade(user.name, answer.body);
  };
  return (
    <form class="ops-row" onSubmit={make} data-form="add-user" aria-label={words.addUser}>
      <label>
        {words.userName}
        <input
          name="name"
          required
          maxlength="60"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label>
        {words.role}
        <select
          name="role"
          value={role()}
          onChange={(event) => setRole(ROLES.find((one) => one === event.currentTarget.value) ?? 'leader')}
        >
          <For each={ROLES}>{(one) => <option value={one}>{words[ROLE_WORD[one]]}</option>}</For>
        </select>
      </label>
      <Show when={role() === 'ward_chair'}>
        <WardSelect label={words.ward} value={ward()} onChange={setWard} />
      </Show>
      <button type="submit">{words.addUser}</button>
    </form>
  );
}
