import './ui/tokens.css';
import './ui/fonts.css';
import './ui/base.css';
import { createEffect, createSignal, onCleanup } from 'solid-js';
import { Dynamic, render } from 'solid-js/web';
import type { Presented } from '../shared/steer';
import { Gate } from './access/Gate';
import { createMoments, MomentsProvider } from './board/moments';
import { nameIn } from './board/reference';
import { BoardProvider, createBoardStore } from './board/store';
import { connect } from './connection';
import { mendSheets, recoverFromLostCode } from './kiosk/lostCode';
import { createReloads } from './kiosk/reloads';
import { createScreenLink, ScreenProvider } from './kiosk/screenLink';
import { createStatus, keepAwake } from './kiosk/status';
import { tabStore } from './offline/deviceStore';
import { keepShell } from './offline/keepShell';
import { keepBoard } from './offline/keptBoard';
import { Boundary } from './reading/Boundary';
import { listenToRetryKey } from './reading/unread';
import { LAYOUT_L_FROM, type Route, readRoute } from './route';
import { LangProvider } from './ui/lang';
import { viewOf } from './views';

const route = readRoute(window.location);
applyRoute(route);
nameIn(route.lang);
mendSheets();
const root = document.getElementById('root');
if (root) render(() => <App route={route} />, root);

function App(props: { readonly route: Route }) {
  const view = viewOf(props.route.path);
  return (
    <LangProvider value={props.route.lang}>
      {view.live ? (
        <Live view={view.live}>
          <Dynamic component={view.component} />
        </Live>
      ) : (
        <Dynamic component={view.component} />
      )}
    </LangProvider>
  );
}

type LiveView = NonNullable<ReturnType<typeof viewOf>['live']>;

function Live(props: { readonly view: LiveView; readonly children: import('solid-js').JSX.Element }) {
  const { writer, ...reader } = createBoardStore();
  if (props.view === 'ward') {
    keepBoard(reader, writer);
    keepShell();
  }
  const link = createScreenLink();
  const busy = () => link.view()?.busy() ?? false;
  const reload = (): void => {
    link.view()?.keep();
    location.reload();
  };
  recoverFromLostCode(busy, reload);
  listenToRetryKey();
  const reloads = createReloads(busy, reload);
  const [presented, setPresented] = createSignal<Presented | null>(null);
  const { say, close, again, ...remote } = connect(
    props.view,
    writer,
    {
      build: reloads.news,
      scene: (order) => link.view()?.take(order),
      steer: (steer) => link.view()?.steer?.(steer),
      presented: setPresented,
    },
    props.view === 'remote' ? takeSecret() : undefined,
  );
  link.setRemote({ ...remote, presented });
  createStatus({ kind: props.view, link, isHeard: () => reader.state.mood === 'live', say });
  // A tablet goes to sleep as its owner set it.
  if (props.view !== 'ward') keepAwake();
  onCleanup(() => {
    close();
    reloads.stop();
  });
  createEffect(() => {
    const { state } = reader;
    const said = document.documentElement.dataset;
    said.connection = state.mood;
    said.rev = String(state.rev);
    said.board = state.board !== null && state.loading === null ? 'ready' : 'loading';
    if (state.cause === null) delete said.cause;
    else said.cause = state.cause;
  });
  return (
    <BoardProvider value={reader}>
      <MomentsProvider value={createMoments(reader)}>
        <ScreenProvider value={link}>
          <Boundary name="page">
            <Gate path={route.path} again={again}>
              {props.children}
            </Gate>
          </Boundary>
        </ScreenProvider>
      </MomentsProvider>
    </BoardProvider>
  );
}

/** The secret of the pairing link, taken out of the address so that nobody reads it over a shoulder. */
function takeSecret(): string {
  if (location.hash.length > 1) {
    tabStore.set('remote-secret', location.hash.slice(1));
    history.replaceState(null, '', location.pathname + location.search);
  }
  return tabStore.get('remote-secret') ?? '';
}

function applyRoute({ path, lang, theme, arcPx }: Route): void {
  const html = document.documentElement;
  html.lang = lang;
  applyTheme(theme ?? viewOf(path).theme);
  html.dataset.layout = arcPx > LAYOUT_L_FROM ? 'L' : 'M';
  html.style.setProperty('--am', `${arcPx / 100}rem`);
}

function applyTheme(theme: 'dark' | 'light' | 'device'): void {
  const html = document.documentElement;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const follow = (): void => {
    html.dataset.theme = theme === 'device' ? (dark.matches ? 'dark' : 'light') : theme;
  };
  follow();
  if (theme === 'device') dark.addEventListener('change', follow);
}
