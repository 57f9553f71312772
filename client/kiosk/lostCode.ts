import { type Component, lazy, onCleanup } from 'solid-js';
import { deviceMs } from '../offline/deviceClock';
import { tabStore } from '../offline/deviceStore';
import { pauseMs } from '../reading/backoff';
import { bringThenImport, NotBrought, takeBrokenSheets } from './bring';
import { noteFault } from './faults';
import { ownBuild } from './reloads';

const RECOVERED = 'recovered-from';
const CODE_LOST = 'code-lost';
/** A reload that did not help is not tried again for so long. */
const RELOAD_AGAIN_MS = 600_000;
const LONGEST_PAUSE_MS = 5000;

/**
 * Brings code in; it is asked for until it comes, and as soon as the network is back. Code that the server does not have any
 * more, or that this page cannot run, is lost: the page may recover with a reload, and goes on asking until then.
 */
export async function bringIn<T>(load: () => Promise<T>): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await load();
    } catch (cause) {
      noteFault(String(cause));
      const isPassing = cause instanceof NotBrought && !cause.isGone;
      if (!isPassing) window.dispatchEvent(new Event(CODE_LOST));
    }
    await pause(Math.min(LONGEST_PAUSE_MS, pauseMs(failures)));
  }
}

/** The page's own sheets, which came or did not before any code ran. */
export function mendSheets(): void {
  for (const file of takeBrokenSheets()) void bringIn(() => bringThenImport(async () => undefined, [file]));
}

/** A component whose code comes when it is first shown, or with `preload()`. */
// biome-ignore lint/suspicious/noExplicitAny: the bound that Solid's own lazy has
export function lazily<T extends Component<any>>(load: () => Promise<T>): ReturnType<typeof lazy<T>> {
  return lazy(async () => ({ default: await bringIn(load) }));
}

/** Code that this page still needs is gone from the server: one reload brings page and code together again. */
export function recoverFromLostCode(busy: () => boolean, reload: () => void): void {
  const recover = (): void => {
    const build = ownBuild();
    const [before, atMs] = (tabStore.get(RECOVERED) ?? '').split(' ');
    // Not while somebody presents, and seldom for one build: until then the part says that it waits.
    if (busy() || (before === build && deviceMs() - Number(atMs) < RELOAD_AGAIN_MS)) return;
    // A tab that cannot note that it did would reload for ever.
    if (!tabStore.set(RECOVERED, `${build} ${deviceMs()}`)) return;
    reload();
  };
  window.addEventListener(CODE_LOST, recover);
  onCleanup(() => window.removeEventListener(CODE_LOST, recover));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
  });
}
