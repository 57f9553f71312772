import './access.css';
import { createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { useBoard } from '../board/store';
import { Unread } from '../reading/Unread';
import { useLang } from '../ui/lang';
import { owesFirstUse, useAccess, userOf } from './access';
import { FirstUse } from './FirstUse';
import { NotAllowed } from './NotAllowed';
import { PairingScreen } from './PairingScreen';
import { SignInForm } from './SignInForm';
import { Simulated } from './Simulated';

interface DoorProps {
  readonly path: string;
  readonly linkRefused: boolean;
  readonly onPassed: () => void;
}

/** The longest that the door stays blank while it is found out who stands before it. */
const LOOK_MS = 1500;

/** What somebody sees who may not see the view: how this screen, or this person, gets in. */
export function Door(props: DoorProps) {
  const { state } = useBoard();
  const { words } = useLang();
  const access = useAccess();
  const isScreen = () => props.path === '/wall' || wardOf(props.path) !== null;
  const [wantsForm, setWantsForm] = createSignal(access.wantsIn());
  /** What was just typed: whoever must change it need not type it twice. */
  const [typed, setTyped] = createSignal<string | null>(null);
  const passed = async (): Promise<void> => {
    const session = await access.refresh();
    if (owesFirstUse(userOf(session))) return;
    setTyped(null);
    await access.open();
    props.onPassed();
  };
  /** To the code of the screen; to the view for whoever may look at it anyway. */
  const back = (): void => {
    setWantsForm(false);
    if (access.wantsIn()) props.onPassed();
  };
  const [looked, setLooked] = createSignal(false);
  /** Whoever is known has knocked once more: only then it is said that the page is not theirs. */
  const [knocked, setKnocked] = createSignal(false);
  const timer = setTimeout(() => setLooked(true), LOOK_MS);
  onCleanup(() => clearTimeout(timer));
  onMount(async () => {
    const session = await access.refresh();
    const isKnown = session !== null && session.identity.kind !== 'anonymous' && !owesFirstUse(userOf(session));
    // The line may have been cut because the key was just renewed: whoever is known knocks once more.
    if (isKnown && !props.linkRefused && !access.wantsIn()) await access.open();
    setKnocked(true);
    setLooked(true);
  });
  // Signed in meanwhile in another tab.
  const look = async (): Promise<void> => {
    if (document.hidden || access.isOpening()) return;
    const before = access.user()?.name;
    const user = userOf(await access.refresh());
    if (user && user.name !== before && !owesFirstUse(user)) await access.open();
  };
  document.addEventListener('visibilitychange', look);
  onCleanup(() => document.removeEventListener('visibilitychange', look));
  return (
    <div class="door" data-door={access.isOpening() ? 'opening' : 'shut'}>
      <Simulated class="door-sim">
        {words.simulatedA} {words.simulatedB}
      </Simulated>
      <Unread />
      <Show when={looked()}>
        <Switch
          fallback={
            <SignInForm
              path={props.path}
              linkRefused={props.linkRefused}
              onSignedIn={(password) => {
                setTyped(password);
                return passed();
              }}
              {...(isScreen() && { onBack: back })}
            />
          }
        >
          <Match when={owesFirstUse(access.user())}>
            <FirstUse typed={typed()} onDone={passed} />
          </Match>
          <Match when={access.user() !== null && state.refused === 'forbidden' && !wantsForm()}>
            <Show when={knocked() && !access.isOpening()}>
              <NotAllowed path={props.path} onOther={() => setWantsForm(true)} />
            </Show>
          </Match>
          <Match when={isScreen() && !wantsForm()}>
            <PairingScreen ward={wardOf(props.path)} onSignIn={() => setWantsForm(true)} />
          </Match>
        </Switch>
      </Show>
    </div>
  );
}

/** The ward of a tablet's address; null for every other view. */
export function wardOf(path: string): string | null {
  return /^\/ward\/(\d{5})$/.exec(path)?.[1] ?? null;
}
