import { createMemo, createSignal, type JSX, Match, onMount, Show, Switch } from 'solid-js';
import { useSilence } from '../board/silence';
import { useBoard } from '../board/store';
import { WaitingPage } from '../board/Waiting';
import { lazily } from '../kiosk/lostCode';
import { Boundary } from '../reading/Boundary';
import { Waiting } from '../reading/Pending';
import { useReadingWords } from '../ui/words/reading';
import { AccessProvider, createAccess, owesFirstUse } from './access';
import { ask } from './ask';

const Door = lazily(() => import('./Door').then((module) => module.Door));

interface GateProps {
  readonly path: string;
  readonly again: () => Promise<void>;
  readonly children: JSX.Element;
}

/**
 * Stands between the line and the view. Who is turned away sees the door instead: a code on a screen that nobody types
 * on, a form elsewhere. The store drops its board by itself; here the view that drew it goes.
 */
export function Gate(props: GateProps) {
  const { state } = useBoard();
  const { marked } = useSilence();
  const { words } = useReadingWords();
  const access = createAccess(() => props.again());
  // Before anything is drawn, and before the view reads the fragment for itself.
  const token = takeLink();
  const [link, setLink] = createSignal<'none' | 'taking' | 'refused'>(token === null ? 'none' : 'taking');
  const shown = createMemo((): 'view' | 'door' | 'wait' => {
    if (link() === 'taking') return 'wait';
    if (state.refused === 'forbidden' || link() === 'refused' || owesFirstUse(access.user())) return 'door';
    if (access.wantsIn()) return 'door';
    if (props.path !== '/ops') return 'view';
    // The operators' page differs by who looks at it, and calls for itself: it waits until both are settled.
    return access.isAsked() && (state.board || state.refused) ? 'view' : 'wait';
  });
  const passed = (): void => {
    setLink('none');
    access.askIn(false);
  };
  const enter = async (): Promise<void> => {
    if (token === null) return void (await access.refresh());
    const { ok } = await ask('POST', '/api/v1/session/link', { token });
    await access.refresh();
    if (ok) await access.open();
    setLink(ok || access.user() ? 'none' : 'refused');
  };
  onMount(() => void enter());
  return (
    <AccessProvider value={access}>
      <Switch>
        <Match when={shown() === 'view'}>{props.children}</Match>
        {/* A moment of nothing is calmer than a page that flashes by; longer, it is said what is waited for. */}
        <Match when={shown() === 'wait'}>
          <Show when={marked()} fallback={<Waiting text={words.loading} />}>
            <WaitingPage />
          </Show>
        </Match>
        <Match when={shown() === 'door'}>
          <Boundary name="door">
            <Door path={props.path} linkRefused={link() === 'refused'} onPassed={passed} />
          </Boundary>
        </Match>
      </Switch>
    </AccessProvider>
  );
}

/** The token of a one-time link, taken out of the address so that nobody reads it over a shoulder. */
function takeLink(): string | null {
  const token = /^#link=(.+)$/.exec(location.hash)?.[1];
  if (token === undefined) return null;
  history.replaceState(null, '', location.pathname + location.search);
  return token;
}
