import { createEffect, onCleanup } from 'solid-js';
import type { ScreenStatus, View } from '../../shared/protocol';
import { deviceStore } from '../offline/deviceStore';
import { faultText, onFault } from './faults';
import { ownBuild } from './reloads';
import type { ScreenLink } from './screenLink';

const SAY_EVERY_MS = 10_000;
const FIRST_SAY_MS = 1500;
const SAMPLE_MS = 1000;
/** A tablet's line counts every byte, and nobody looks at how it draws: it says this seldom, and whenever something failed. */
const SELDOM_MS = 300_000;
const NAME_KEY = 'screen-name';

/** The name of this screen: `?name=` in the address, else one it gives itself and keeps. */
export function screenName(search: string): string {
  const given = new URLSearchParams(search).get('name')?.trim().slice(0, 60);
  if (given) return given;
  const kept = deviceStore.get(NAME_KEY);
  if (kept) return kept;
  const made = `screen-${Math.random().toString(36).slice(2, 6)}`;
  deviceStore.set(NAME_KEY, made);
  return made;
}

interface StatusParts {
  readonly kind: View;
  readonly link: ScreenLink;
  readonly isHeard: () => boolean;
  readonly say: (status: ScreenStatus) => void;
}

/** Says now and then what this screen shows and how it fares. */
export function createStatus({ kind, link, isHeard, say }: StatusParts): void {
  const screen = screenName(location.search);
  const build = ownBuild();
  let lastError: string | null = null;
  let hasNews = true;
  let saidMs = Number.NEGATIVE_INFINITY;
  const note = (message: string): void => {
    const text = faultText(message);
    hasNews ||= text !== lastError;
    lastError = text;
  };
  const forgetFaults = onFault(note);
  createEffect(() => {
    // The server forgets a screen with its line.
    if (isHeard()) hasNews = true;
  });
  const onError = (event: ErrorEvent): void => note(event.message);
  const onRejection = (event: PromiseRejectionEvent): void => note(String(event.reason));
  window.addEventListener('error', onError);
  window.addEventListener('unhandledrejection', onRejection);
  const tell = async (): Promise<void> => {
    const view = link.view();
    const isSeldom = kind === 'ward';
    if (!view || !isHeard() || (isSeldom && !hasNews && performance.now() - saidMs < SELDOM_MS)) return;
    hasNews = false;
    saidMs = performance.now();
    const fps = isSeldom ? null : await measureFps();
    const size = `${innerWidth}×${innerHeight}@${devicePixelRatio}`;
    say({ screen, view: kind, build, scene: view.scene(), size, fps, arcMinutes: view.arcMinutes(), lastError });
  };
  const first = setTimeout(tell, FIRST_SAY_MS);
  const timer = setInterval(tell, SAY_EVERY_MS);
  onCleanup(() => {
    clearTimeout(first);
    clearInterval(timer);
    forgetFaults();
    window.removeEventListener('error', onError);
    window.removeEventListener('unhandledrejection', onRejection);
  });
}

/** Frames drawn within a second; null while nobody can see the page. */
function measureFps(): Promise<number | null> {
  if (document.hidden) return Promise.resolve(null);
  return new Promise((resolve) => {
    let frames = 0;
    const start = performance.now();
    const count = (now: number): void => {
      frames++;
      if (now - start >= SAMPLE_MS) resolve(Math.round((frames * 1000) / (now - start)));
      else requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
}

/** Keeps the screen from going dark while the page is seen; a browser that cannot simply does not. */
export function keepAwake(): void {
  const ask = (): void => {
    if (!document.hidden) navigator.wakeLock?.request('screen').catch(() => undefined);
  };
  ask();
  document.addEventListener('visibilitychange', ask);
  onCleanup(() => document.removeEventListener('visibilitychange', ask));
}
