import { createSignal, onCleanup } from 'solid-js';

/** What the rotation knows of a scene. */
export interface Turn {
  readonly name: string;
  /** How long it stays in the rotation; null: only when asked for. */
  readonly dwellMs: number | null;
}

export type PlaylistStep = 'next' | 'previous' | 'pause' | { readonly goTo: number };

/** Keys of a keyboard, of a clicker and of a television's remote. */
const STEPS: Readonly<Record<string, PlaylistStep>> = {
  ArrowRight: 'next',
  PageDown: 'next',
  ChannelUp: 'next',
  MediaTrackNext: 'next',
  MediaFastForward: 'next',
  ArrowLeft: 'previous',
  PageUp: 'previous',
  ChannelDown: 'previous',
  MediaTrackPrevious: 'previous',
  MediaRewind: 'previous',
  ' ': 'pause',
  Pause: 'pause',
  MediaPlayPause: 'pause',
  MediaPause: 'pause',
  MediaPlay: 'pause',
  MediaStop: 'pause',
  Play: 'pause',
};

/** Televisions whose browser gives a remote's key no name: their numbers (webOS, Tizen, HbbTV). */
const NAMELESS: Readonly<Record<number, PlaylistStep>> = {
  19: 'pause',
  412: 'previous',
  413: 'pause',
  415: 'pause',
  417: 'next',
  427: 'next',
  428: 'previous',
  10252: 'pause',
};

export function stepOf({ key, keyCode = 0 }: { readonly key: string; readonly keyCode?: number }): PlaylistStep | null {
  if (/^[1-9]$/.test(key)) return { goTo: Number(key) - 1 };
  const nameless = key === '' || key === 'Unidentified';
  return STEPS[key] ?? (nameless ? (NAMELESS[keyCode] ?? null) : null);
}

/** The scene after `index` in the rotation; itself when no other is in it. */
export function nextInRotation(turns: readonly Turn[], index: number): number {
  for (let i = 1; i <= turns.length; i++) {
    const at = (index + i) % turns.length;
    if (turns[at]?.dwellMs !== null) return at;
  }
  return index;
}

/** The scenes with the dwell times that the address asks for; a scene it does not name is only shown when asked for. */
export function withTurns<T extends Turn>(
  scenes: readonly T[],
  play: ReadonlyMap<string, number> | null,
): readonly T[] {
  if (!play || !scenes.some((scene) => play.has(scene.name))) return scenes;
  return scenes.map((scene) => {
    const seconds = play.get(scene.name);
    return { ...scene, dwellMs: seconds === undefined ? null : seconds * 1000 };
  });
}

export interface Playlist {
  readonly index: () => number;
  readonly paused: () => boolean;
  readonly take: (step: PlaylistStep) => void;
  readonly goTo: (name: string) => boolean;
}

export interface PlaylistStart {
  readonly turns: readonly Turn[];
  readonly scene: string | null;
  readonly paused: boolean;
  /** While this is true the scene stays: something has just begun to ask for action. */
  readonly held: () => boolean;
  readonly mono?: () => number;
}

const LOOK_EVERY_MS = 500;

/** Shows one scene after the other; people may step, jump and pause at any time. */
export function createPlaylist({ turns, scene, paused: start, held, mono = () => performance.now() }: PlaylistStart) {
  const first = turns.findIndex((turn) => turn.name === scene);
  const [index, setIndex] = createSignal(Math.max(0, first));
  const [paused, setPaused] = createSignal(start);
  let since = mono();
  const show = (at: number): void => {
    since = mono();
    setIndex((at + turns.length) % turns.length);
  };
  const timer = setInterval(() => {
    const dwellMs = turns[index()]?.dwellMs ?? null;
    // A scene that was asked for stays until it is left.
    if (paused() || dwellMs === null) return;
    if (mono() - since >= dwellMs && !held()) show(nextInRotation(turns, index()));
  }, LOOK_EVERY_MS);
  onCleanup(() => clearInterval(timer));
  return {
    index,
    paused,
    take: (step) => {
      if (step === 'pause') {
        // Going on, a scene has its whole time again.
        since = mono();
        setPaused(!paused());
      } else if (step === 'next') show(index() + 1);
      else if (step === 'previous') show(index() - 1);
      else if (step.goTo < turns.length) show(step.goTo);
    },
    goTo: (name) => {
      const at = turns.findIndex((turn) => turn.name === name);
      if (at >= 0) show(at);
      return at >= 0;
    },
  } satisfies Playlist;
}
