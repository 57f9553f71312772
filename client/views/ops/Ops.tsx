import './ops.css';
import { createSignal, Show } from 'solid-js';
import { clockText } from '../../../shared/formats';
import { useBoard } from '../../board/store';
import { useLang } from '../../ui/lang';
import { AlertDesk } from './AlertDesk';
import { AlertLog } from './AlertLog';
import { LimitsForm } from './LimitsForm';
import { createOpsCalls } from './opsCalls';
import { RulesTable } from './RulesTable';
import { WallsTable } from './WallsTable';

const NAME_KEY = 'operator-name';

/** The operators' page: what rings, which walls are open, which limits are in force. One calm page of sections. */
export function Ops() {
  const { state, now } = useBoard();
  const { words } = useLang();
  const calls = createOpsCalls();
  const [person, setPerson] = createSignal(localStorage.getItem(NAME_KEY) ?? '');
  const keepPerson = (name: string): void => {
    localStorage.setItem(NAME_KEY, name);
    setPerson(name);
  };
  return (
    <main class="ops">
      <header>
        <h1>
          {words.ops} <small>{words.city}</small>
        </h1>
        <Show when={state.simulated}>
          <p class="sim">
            {words.simulatedA} {words.simulatedB}
          </p>
        </Show>
        <label>
          {words.yourName}
          <input
            name="person"
            value={person()}
            maxlength="60"
            onInput={(event) => keepPerson(event.currentTarget.value)}
          />
        </label>
        <p class="ops-clock">{now() === null ? '' : clockText(now() ?? 0)}</p>
      </header>
      <Show when={calls.fault()}>
        <p class="ops-fault" role="alert">
          {calls.fault()}
        </p>
      </Show>
      <AlertDesk calls={calls} person={person()} />
      <WallsTable calls={calls} />
      <LimitsForm calls={calls} person={person()} />
      <RulesTable calls={calls} />
      <AlertLog view={calls.view()} />
    </main>
  );
}
