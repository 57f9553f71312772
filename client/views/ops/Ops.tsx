import './ops.css';
import './opsParts.css';
import './opsState.css';
import './opsTables.css';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { isAllowed } from '../../../shared/access';
import { CONDITION_KINDS } from '../../../shared/conditions';
import { clockText } from '../../../shared/formats';
import { Account } from '../../access/Account';
import { useAccess } from '../../access/access';
import { Simulated } from '../../access/Simulated';
import { Conditions } from '../../board/Conditions';
import { SilenceLine } from '../../board/SilenceLine';
import { useSilence } from '../../board/silence';
import { useBoard } from '../../board/store';
import { deviceStore } from '../../offline/deviceStore';
import { Boundary } from '../../reading/Boundary';
import { Unread } from '../../reading/Unread';
import { useDeskWords } from '../../ui/words/desk';
import { useOpsWords } from '../../ui/words/ops';
import { ClockNotice } from './ClockNotice';
import { OpsIndex } from './OpsIndex';
import { createOpsCalls } from './opsCalls';
import { CountsProvider, createCounts } from './Section';
import { type OpsSection, SECTION_GROUPS } from './sections';

const NAME_KEY = 'operator-name';

/** The operators' page: what rings, who waits, what is open, what holds, who may what. One calm page of sections. */
export function Ops() {
  const { words } = useOpsWords();
  const access = useAccess();
  const calls = createOpsCalls();
  const counts = createCounts();
  const { marked, veiled } = useSilence();
  const [written, setWritten] = createSignal(deviceStore.get(NAME_KEY) ?? '');
  const [page, setPage] = createSignal<HTMLElement>();
  const signedIn = () => {
    const user = access.user();
    return user && !user.guest ? user.name : null;
  };
  const person = () => signedIn() ?? written();
  const keepWritten = (name: string): void => {
    deviceStore.set(NAME_KEY, name);
    setWritten(name);
  };
  // Whether somebody may be here at all was the line's question; here it is only whether they administer.
  const mayAdminister = createMemo(() => {
    const who = access.session()?.identity;
    return who !== undefined && isAllowed({ who, may: 'administer', ward: null, open: false });
  });
  const isShown = (section: OpsSection) => section.may === 'operate' || mayAdminister();
  const groups = createMemo(() =>
    SECTION_GROUPS.map((group) => ({ ...group, sections: group.sections.filter(isShown) })),
  );
  const sections = createMemo(() => groups().flatMap((group) => group.sections));
  return (
    <CountsProvider value={counts}>
      <main class="ops" data-stale={veiled() ? 'yes' : 'no'}>
        <OpsHeader person={signedIn() === null ? written() : null} onPerson={keepWritten} />
        <OpsIndex groups={groups()} counts={counts} page={page} />
        <div class="ops-page" ref={setPage}>
          <ClockNotice calls={calls} />
          <Conditions
            class="conditions ops-conditions"
            forWalls={false}
            besides="clock"
            most={CONDITION_KINDS.length}
            advice
          />
          <Unread />
          <For each={sections()}>
            {(section) => (
              <Boundary name={section.name}>
                <Dynamic component={section.component} calls={calls} person={person()} />
              </Boundary>
            )}
          </For>
        </div>
        <Show when={marked()}>
          <SilenceLine class="ops-state" />
        </Show>
        <Show when={calls.fault()}>
          {(fault) => (
            <div class="ops-fault" role="alert">
              <p>{fault()}</p>
              <button type="button" onClick={() => calls.dismiss()}>
                {words.dismiss}
              </button>
            </div>
          )}
        </Show>
      </main>
    </CountsProvider>
  );
}

/** Whose page this is, whether it is still true, and who sits before it. */
function OpsHeader(props: { readonly person: string | null; readonly onPerson: (name: string) => void }) {
  const { now } = useBoard();
  const { words: common } = useDeskWords();
  const { words } = useOpsWords();
  return (
    <header>
      <h1>
        {common.ops} <small>{common.city}</small>
      </h1>
      <Simulated class="sim">
        {common.simulatedA} {common.simulatedB}
      </Simulated>
      <p class="ops-clock" data-ticking="">
        {now() === null ? '' : clockText(now() ?? 0)}
      </p>
      <Show when={props.person !== null}>
        <label>
          {words.yourName}
          <input
            name="person"
            value={props.person ?? ''}
            maxlength="60"
            autocomplete="off"
            onInput={(event) => props.onPerson(event.currentTarget.value)}
          />
        </label>
      </Show>
      <Account opens="down" />
    </header>
  );
}
