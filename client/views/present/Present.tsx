import './present.css';
import './overview.css';
import './ranking.css';
import './unit.css';
import './panels.css';
import './brief/brief.css';
import './decisions/decisions.css';
import './reading.css';
import { createEffect, createMemo, createSignal, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { ANONYMOUS, isAllowed } from '../../../shared/access';
import { PERIOD_NAMES } from '../../../shared/period/spans';
import { ON_TIME_VARIANTS } from '../../../shared/ranking';
import { useAccess } from '../../access/access';
import { Simulated } from '../../access/Simulated';
import { useMoments } from '../../board/moments';
import { wards } from '../../board/reference';
import { useBoard } from '../../board/store';
import { Waiting } from '../../board/Waiting';
import { useScreenLink } from '../../kiosk/screenLink';
import { Boundary } from '../../reading/Boundary';
import { Pending } from '../../reading/Pending';
import { Unread } from '../../reading/Unread';
import { usePresentWords } from '../../ui/words/present';
import { ChangesPanel } from './ChangesPanel';
import { DecisionForm } from './decisions/DecisionForm';
import { createDecisionList, parted } from './decisions/decisionList';
import { Footer } from './Footer';
import { createFigures } from './figures';
import { HelpPanel } from './HelpPanel';
import { HoldButton } from './HoldButton';
import { listenToKeys, STEERED } from './keys';
import { PeriodBar } from './PeriodBar';
import { PAGES, type Page } from './pages';
import { createPlayer } from './player';
import { type Asked, createPresentState, searchOf } from './presentState';
import { RemotePanel } from './RemotePanel';
import { asOfText, createShownAge } from './shownAge';
import { momentText, spanText } from './texts';
import { UnitSearch } from './UnitSearch';

type Panel = 'search' | 'help' | 'remote' | 'decision' | null;

/** Screen D, the presenter: what a leader shows in a meeting. Its whole state stands in the address. */
export function Present() {
  const { state: board } = useBoard();
  const { lang, words } = usePresentWords();
  const opensPlainly = !new URLSearchParams(location.search).has('page');
  const state = createPresentState(useMoments());
  const figures = createFigures(state.asked, state.askedBefore);
  const decisions = createDecisionList(state.frozenAt, () => state.page() === 'decisions');
  const [panel, setPanel] = createSignal<Panel>(null);
  const access = useAccess();
  /** What the city decides is written down by who may speak for it; anybody else is asked to sign in first. */
  const decide = async (): Promise<void> => {
    // A quick hand comes before the server has said who this is.
    if (!access.isAsked()) await access.refresh();
    const who = access.user() ?? ANONYMOUS;
    if (isAllowed({ who, may: 'speak', ward: null, open: false })) setPanel('decision');
    else access.askIn(true);
  };
  const [released, setReleased] = createSignal<(Asked & { readonly at: string }) | null>(null);
  const page = (): Page => PAGES.find((one) => one.name === state.page()) ?? PAGES[0];
  const title = createMemo(() => {
    const unit = wards.find((one) => one.code === state.ward());
    if (page().name === 'unit' && unit) return `${unit.kind === 'phường' ? 'Phường' : 'Xã'} ${unit.name}`;
    return page().name === 'overview' ? words.allUnits : words[page().title];
  });
  // A meeting opens with what the last one decided, unless the address says what to show.
  createEffect((begun: boolean) => {
    const all = decisions.all();
    if (begun || all === null) return begun;
    if (opensPlainly && state.page() === 'overview' && parted(all).open.length > 0) state.setPage('decisions');
    return true;
  }, false);
  createEffect(() => history.replaceState(null, '', searchOf(state)));
  const age = createShownAge(state);
  const freeze = (): void => {
    const picture = figures.picture();
    const at = state.frozenAt();
    if (at !== null) {
      state.scrub(null);
      const asked = state.asked();
      setReleased(asked && { ...asked, at });
      state.freeze(null);
    } else if (picture) {
      setReleased(null);
      state.freeze(picture.summary.asOf);
    }
  };
  const turn = (by: 1 | -1): void => {
    const at = PAGES.indexOf(page());
    state.setPage(PAGES[(at + by + PAGES.length) % PAGES.length]?.name ?? PAGES[0].name);
  };
  const stepUnit = (by: 1 | -1): void => {
    const at = wards.findIndex((unit) => unit.code === state.ward());
    state.setWard(wards[(at + by + wards.length) % wards.length]?.code ?? state.ward());
  };
  const player = createPlayer(state, figures);
  createEffect(() => page().plays || player.stop());
  const asOf = () => {
    const shown = figures.picture();
    // While they are held the live figures need the room, and the seal above says when.
    return shown ? asOfText(shown, state.frozenAt() === null) : '';
  };
  const actions: Readonly<Record<string, () => void>> = {
    ArrowRight: () => turn(1),
    PageDown: () => turn(1),
    ArrowLeft: () => turn(-1),
    PageUp: () => turn(-1),
    ArrowDown: () => page().name === 'unit' && stepUnit(1),
    ArrowUp: () => page().name === 'unit' && stepUnit(-1),
    c: freeze,
    p: () =>
      state.choose(
        PERIOD_NAMES[(PERIOD_NAMES.indexOf(state.name() ?? 'sinceStart') + 1) % PERIOD_NAMES.length] ?? 'month',
      ),
    v: () => state.setVariant(ON_TIME_VARIANTS[(ON_TIME_VARIANTS.indexOf(state.variant()) + 1) % 3] ?? 'A'),
    f: () =>
      void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
    x: () => state.setPage('brief'),
    '/': () => setPanel('search'),
    '?': () => setPanel('help'),
    m: () => setPanel('remote'),
    d: () => void decide(),
    ' ': () => page().plays && player.toggle(),
    Escape: () => {
      setPanel(null);
      setReleased(null);
      state.scrub(null);
    },
  };
  listenToKeys(actions);
  const link = useScreenLink();
  const [dot, setDot] = createSignal<readonly [number, number] | null>(null);
  createEffect(() => {
    const presented = { title: title(), period: spanText(state.span(), lang), frozen: state.frozenAt() !== null };
    link.remote()?.present(presented);
  });
  link.show({
    scene: () => page().name,
    arcMinutes: () => 16,
    // A presenter's page is never reloaded under the one who speaks.
    busy: () => true,
    keep: () => undefined,
    take: () => undefined,
    steer: (steer) => {
      if (steer.kind === 'dot') setDot(steer.at);
      else if (steer.kind === 'unit') {
        state.setWard(steer.ward);
        state.setPage('unit');
      } else document.body.dispatchEvent(new KeyboardEvent('keydown', { key: STEERED[steer.key], bubbles: true }));
    },
  });
  /** A period that was typed by hand may lie ahead. */
  const refusal = () => (figures.reading.failed()?.why === 'wrong' ? words.noSuchPeriod : undefined);
  return (
    <main
      class="present"
      data-page={page().name}
      data-stale={age.isOld() ? 'yes' : 'no'}
      data-frozen={state.frozenAt() ?? ''}
      data-playing={player.playing() ? 'yes' : 'no'}
      data-as-of={figures.picture()?.summary.asOf ?? ''}
    >
      <header>
        <h1>{title()}</h1>
        <PeriodBar state={state} />
        <HoldButton heldAt={state.frozenAt()} onPress={freeze} />
        <Simulated class="present-sim">{words.simulated}</Simulated>
      </header>
      <Show when={state.scrubbed()}>
        {(at) => (
          <p class="looking" role="status" aria-live={player.playing() ? 'off' : 'polite'}>
            {words.lookingAt} {momentText(at())} · {state.hindsight() === 'shown' ? words.asShown : words.asCorrected}
          </p>
        )}
      </Show>
      <Unread />
      <div class="page">
        <Show
          when={figures.picture()}
          fallback={board.board ? <Pending of={figures.reading} says={refusal()} /> : <Waiting />}
        >
          {(picture) => (
            <Boundary name={page().name}>
              <Dynamic
                component={page().component}
                state={state}
                figures={figures}
                picture={picture()}
                player={player}
                decisions={decisions}
                onTake={() => void decide()}
              />
            </Boundary>
          )}
        </Show>
      </div>
      <Footer held={state.frozenAt() !== null} page={page()} onPage={state.setPage} asOf={asOf()} />
      <Show when={released()}>{(held) => <ChangesPanel held={held()} onClose={() => setReleased(null)} />}</Show>
      <Show when={panel() === 'search'}>
        <UnitSearch
          onTake={(code, beside) => {
            if (beside) state.toggleBeside(code);
            else state.setWard(code);
            state.setPage('unit');
            setPanel(null);
          }}
          onClose={() => setPanel(null)}
        />
      </Show>
      <Show when={panel() === 'remote'}>
        <RemotePanel onClose={() => setPanel(null)} />
      </Show>
      <Show when={panel() === 'decision' && figures.picture()}>
        {(picture) => (
          <DecisionForm
            state={state}
            picture={picture()}
            list={decisions}
            onSaved={() => {
              setPanel(null);
              state.setPage('decisions');
            }}
            onClose={() => setPanel(null)}
          />
        )}
      </Show>
      <Show when={dot()}>
        {(at) => (
          <span class="dot-of-light" data-dot="yes" style={{ left: `${at()[0] * 100}%`, top: `${at()[1] * 100}%` }} />
        )}
      </Show>
      <Show when={panel() === 'help'}>
        <HelpPanel onClose={() => setPanel(null)} />
      </Show>
    </main>
  );
}
