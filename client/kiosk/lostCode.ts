import { type Component, lazy, onCleanup } from 'solid-js';
import { tabStore } from '../offline/deviceStore';
import { ownBuild } from './reloads';

const RECOVERED = 'recovered-from';
const CODE_LOST = 'code-lost';
const TRY_AGAIN_MS = 3000;

/**
 * Brings code in; while the server is away it is asked for until it comes. A failure is believed only when it happens
 * again with a server that answers: then its code is lost, and the page may recover.
 */
export async function bringIn<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      // Whether the network or the server is at fault is found out below.
    }
    if (await serverAnswers()) {
      renewSheets();
      try {
        return await load();
      } catch (cause) {
        if (await serverAnswers()) {
          window.dispatchEvent(new Event(CODE_LOST));
          throw cause;
        }
      }
    }
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
  }
}

/** A style sheet that failed is not asked for again by the loader: the code would come without its looks. */
function renewSheets(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    if (!link.sheet) link.replaceWith(link.cloneNode());
  }
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
    // Not while somebody presents, and once a build: if it fails again a reload will not help, and the scene says so instead.
    // A tab that cannot note that it did would reload for ever.
    if (busy() || tabStore.get(RECOVERED) === build || !tabStore.set(RECOVERED, build)) return;
    reload();
  };
  window.addEventListener(CODE_LOST, recover);
  onCleanup(() => window.removeEventListener(CODE_LOST, recover));
}

async function serverAnswers(): Promise<boolean> {
  try {
    await fetch('/healthz', { cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}
