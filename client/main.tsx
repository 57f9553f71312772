import './ui/tokens.css';
import './ui/fonts.css';
import './ui/base.css';
import { createEffect, ErrorBoundary, onCleanup } from 'solid-js';
import { Dynamic, render } from 'solid-js/web';
import { BoardProvider, createBoardStore } from './board/store';
import { connect } from './connection';
import { LAYOUT_L_FROM, type Route, readRoute } from './route';
import { LangProvider } from './ui/lang';
import { viewOf } from './views';

const route = readRoute(window.location);
applyRoute(route);
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
  onCleanup(connect(props.view, writer));
  createEffect(() => {
    document.documentElement.dataset.connection = reader.state.mood;
    document.documentElement.dataset.rev = String(reader.state.rev);
  });
  return (
    <BoardProvider value={reader}>
      <ErrorBoundary fallback={(cause) => <p role="alert">{String(cause)}</p>}>{props.children}</ErrorBoundary>
    </BoardProvider>
  );
}

function applyRoute({ lang, theme, arcPx }: Route): void {
  const html = document.documentElement;
  html.lang = lang;
  html.dataset.theme = theme;
  html.dataset.layout = arcPx > LAYOUT_L_FROM ? 'L' : 'M';
  html.style.setProperty('--am', `${arcPx / 100}rem`);
}
