import type { BuildNews } from '../../shared/protocol';
import { tabStore } from '../offline/deviceStore';

const BUSY_LOOK_MS = 5000;
const KEPT = 'kept-view';

/** The address of the entry script that this page runs: it names its build. */
export function ownBuild(): string {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  return script ? new URL(script.src).pathname : '';
}

export interface Reloads {
  /** The server says which build it serves. */
  readonly news: (news: BuildNews) => void;
  readonly stop: () => void;
}

/** Reloads into a new build at some moment of the given span, never while somebody presents. */
export function createReloads(busy: () => boolean, reload: () => void, own: string = ownBuild()): Reloads {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const go = (): void => {
    if (!busy()) reload();
    else timer = setTimeout(go, BUSY_LOOK_MS);
  };
  return {
    news: ({ build, withinSeconds }) => {
      clearTimeout(timer);
      if (build !== own) timer = setTimeout(go, Math.random() * withinSeconds * 1000);
    },
    stop: () => clearTimeout(timer),
  };
}

export interface KeptView {
  readonly scene: string;
  readonly paused: boolean;
}

/** What the wall showed before it reloaded itself; given out once. */
export function takeKeptView(): KeptView | null {
  const text = tabStore.get(KEPT);
  tabStore.remove(KEPT);
  const kept = text === null ? null : parsed(text);
  if (typeof kept !== 'object' || kept === null || !('scene' in kept) || !('paused' in kept)) return null;
  return { scene: String(kept.scene), paused: kept.paused === true };
}

export function keepView(view: KeptView): void {
  tabStore.set(KEPT, JSON.stringify(view));
}

/** null for what is damaged: the page then begins as a new one does. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
