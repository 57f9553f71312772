import './wall.css';
import './far.css';
import './shapes.css';
import { createEffect, createMemo, createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { msIntoDay, parseInstant } from '../../../shared/localTime';
import type { AlertView } from '../../../shared/protocol';
import { createHistory, HistoryProvider } from '../../board/history';
import { useMoments } from '../../board/moments';
import { useSilence } from '../../board/silence';
import { useBoard } from '../../board/store';
import { keepView, takeKeptView } from '../../kiosk/reloads';
import { useScreenLink } from '../../kiosk/screenLink';
import { Boundary } from '../../reading/Boundary';
import { Unread } from '../../reading/Unread';
import { LAYOUT_L_FROM, REFERENCE_ARC_PX, type Route, readRoute } from '../../route';
import { AskProvider } from '../../tiles/Ask';
import { useLang } from '../../ui/lang';
import { createMedia, WIDE } from '../../ui/media';
import { BottomLine } from './BottomLine';
import { Header } from './Header';
import { MinuteSummary } from './MinuteSummary';
import { createPlaylist, stepOf, withTurns } from './playlist';
import { preloadScenes, SCENES } from './scenes';
import { createShift } from './shift';
import { SpotlightProvider } from './spotlit';

const HOUR_MS = 3_600_000;
const PRELOAD_AFTER_MS = 1500;

export function Wall() {
  const { state, now, speed } = useBoard();
  const { minute } = useMoments();
  const { words } = useLang();
  const route = readRoute(window.location);
  const { veiled } = useSilence();
  const night = createMemo(() => {
    const at = minute();
    if (at === null) return false;
    const hour = msIntoDay(at) / HOUR_MS;
    return hour >= 19 || hour < 6;
  });
  const kept = takeKeptView();
  const playlist = createPlaylist({
    turns: withTurns(SCENES, route.play ?? (isFar(route) ? FAR_TURNS : null)),
    scene: kept?.scene ?? route.scene,
    paused: kept?.paused ?? route.scene !== null,
    held: () => speed() > 0 && hasYoungAlert(state.board?.alerts ?? [], now()),
  });
  const [ward, setWard] = createSignal(route.ward);
  const scene = () => SCENES[playlist.index()] ?? SCENES[0];
  listenToKeys((event) => {
    const step = stepOf(event);
    if (step) playlist.take(step);
    return step !== null;
  });
  const wide = createMedia(WIDE);
  createShift();
  const preload = setTimeout(() => preloadScenes().catch(() => undefined), PRELOAD_AFTER_MS);
  onCleanup(() => clearTimeout(preload));
  useScreenLink().show({
    scene: () => scene().name,
    arcMinutes: () => arcMinutesOf(scene().name, route),
    // A pause means that somebody talks about what is shown; the address may pin a scene for good.
    busy: () => playlist.paused() && route.scene === null,
    keep: () => keepView({ scene: scene().name, paused: playlist.paused() }),
    take: (order) => {
      if (order.ward !== null) setWard(order.ward);
      playlist.goTo(order.scene);
    },
  });
  return (
    <div class="stage" classList={{ 'is-night': night() }}>
      <main
        class="wall"
        classList={{ 'is-stale': veiled() }}
        data-stale={veiled() ? 'yes' : 'no'}
        data-scene={scene().name}
        data-paused={playlist.paused() ? 'yes' : 'no'}
      >
        <Header title={words[scene().title]} veiled={veiled()} paused={playlist.paused()} />
        <HistoryProvider value={createHistory()}>
          <SpotlightProvider value={ward}>
            <AskProvider place={scene().name}>
              <Scenes shown={shownScenes(scene().name, wide())} />
            </AskProvider>
          </SpotlightProvider>
        </HistoryProvider>
        <BottomLine paused={playlist.paused()} />
        <Unread />
        <Show when={state.refused && state.refused !== 'full'}>
          <p class="refused" role="alert">
            {words.joinRefused}
          </p>
        </Show>
        <MinuteSummary />
      </main>
    </div>
  );
}

/** From so far only the first scene can be read, so it alone takes turns; the others come when asked for. */
const FAR_TURNS: ReadonlyMap<string, number> = new Map([[SCENES[0].name, 90]]);

function isFar({ arcPx }: Route): boolean {
  return arcPx > LAYOUT_L_FROM;
}

/** Minutes of arc of the needed text: beside the first scene the others keep the reference's type. */
function arcMinutesOf(scene: string, route: Route): number {
  const asSet = scene === SCENES[0].name || !isFar(route);
  return asSet ? route.arcMinutes : Math.round((10 * route.arcMinutes * REFERENCE_ARC_PX) / route.arcPx) / 10;
}

/** The rotation waits while an alert is young: whoever looks up must find it where it was. */
const YOUNG_MS = 60_000;

function hasYoungAlert(alerts: readonly AlertView[], now: number | null): boolean {
  return alerts.some((alert) => {
    const rangAt = alert.rangAt === null ? null : parseInstant(alert.rangAt);
    return alert.state === 'firing' && rangAt !== null && now !== null && now - rangAt < YOUNG_MS;
  });
}

/** On a wall of twice the width the first scene stays, and the rotation goes on beside it. */
function shownScenes(name: string, wide: boolean): readonly string[] {
  const [first, second] = SCENES;
  if (!wide) return [name];
  return [first.name, name === first.name ? (second?.name ?? name) : name];
}

/** The scenes that are shown; one that stays is kept, unseen, once it was there. A scene that fails leaves the wall standing. */
function Scenes(props: { readonly shown: readonly string[] }) {
  const [visited, setVisited] = createSignal<ReadonlySet<string>>(new Set());
  createEffect(() => {
    const names = props.shown;
    setVisited((old) => (names.every((name) => old.has(name)) ? old : new Set([...old, ...names])));
  });
  const isShown = (name: string) => props.shown.includes(name);
  const mounted = (name: string, stays: boolean) => isShown(name) || (stays && visited().has(name));
  return (
    <For each={SCENES}>
      {(scene) => (
        <Show when={mounted(scene.name, scene.stays)}>
          <div
            class="scene"
            classList={{ 'is-away': !isShown(scene.name), 'is-second': props.shown.indexOf(scene.name) === 1 }}
            inert={!isShown(scene.name)}
            data-scene-of={scene.name}
          >
            <Boundary name={scene.name}>
              <Dynamic component={scene.component} shown={isShown(scene.name)} />
            </Boundary>
          </div>
        </Show>
      )}
    </For>
  );
}

/** Keys belong to the wall unless something on it is being operated: a figure that has the focus keeps those that press it. */
function listenToKeys(take: (event: KeyboardEvent) => boolean): void {
  onMount(() => {
    const onKey = (event: KeyboardEvent): void => {
      const within = (what: string) => event.target instanceof Element && event.target.closest(what) !== null;
      const presses = event.key === ' ' || event.key === 'Enter';
      if (within('input, textarea, select, dialog') || (presses && within('button'))) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (take(event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    onCleanup(() => window.removeEventListener('keydown', onKey));
  });
}
