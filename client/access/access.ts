import { createContext, createSignal, onCleanup, useContext } from 'solid-js';
import type { Identity, UserIdentity } from '../../shared/access';
import { createReading } from '../reading/reading';
import { useReadingWords } from '../ui/words/reading';
import { ask } from './ask';

/** What the server says of this browser. */
export interface SessionAnswer {
  readonly identity: Identity;
  readonly access: 'open' | 'signed-in';
  readonly hasUsers: boolean;
  readonly simulated: boolean;
}

/** Who this browser is to the server. */
export interface Access {
  /** null: the server has not said. */
  readonly session: () => SessionAnswer | null;
  /** The person who signed in; null for a screen, and for nobody. */
  readonly user: () => UserIdentity | null;
  /** False until the server was asked once, whatever came of it. */
  readonly isAsked: () => boolean;
  readonly refresh: () => Promise<SessionAnswer | null>;
  /** True while the screen connects anew. */
  readonly isOpening: () => boolean;
  /** Connects anew as who the browser is by now. */
  readonly open: () => Promise<void>;
  /** Somebody wants to sign in although the view lets them look: the door stands open until they did, or went back. */
  readonly wantsIn: () => boolean;
  readonly askIn: (wanted: boolean) => void;
  /** Signs out, here or everywhere, and connects as nobody. */
  readonly leave: (everywhere: boolean) => Promise<boolean>;
}

/** A screen that stays open for months asks now and then, for that renews its key. */
const RENEW_EVERY_MS = 3_600_000;
const PATH = '/api/v1/session';

export function createAccess(again: () => Promise<void>): Access {
  const { words } = useReadingWords();
  const [isAsked, setAsked] = createSignal(false);
  /** Not before somebody wants to know: a link that signs in comes first. */
  let isWanted = false;
  const [isOpening, setOpening] = createSignal(false);
  const [wantsIn, askIn] = createSignal(false);
  const reading = createReading<SessionAnswer>({
    title: words.session,
    ask: () => (isWanted ? PATH : null),
    about: () => PATH,
  });
  const session = reading.data;
  const refresh = async (): Promise<SessionAnswer | null> => {
    isWanted = true;
    await reading.retry();
    setAsked(true);
    return reading.failed() === null ? session() : null;
  };
  const open = async (): Promise<void> => {
    setOpening(true);
    await again();
    setOpening(false);
  };
  const timer = setInterval(() => {
    if (session()?.identity.kind === 'device') void refresh();
  }, RENEW_EVERY_MS);
  onCleanup(() => clearInterval(timer));
  return {
    session,
    user: () => userOf(session()),
    isAsked,
    refresh,
    isOpening,
    open,
    wantsIn,
    askIn: (wanted) => void askIn(wanted),
    leave: async (everywhere) => {
      const answer = await (everywhere ? ask('POST', '/api/v1/session/everywhere') : ask('DELETE', '/api/v1/session'));
      // 401: the session was over already.
      if (!answer.ok && answer.status !== 401) return false;
      await refresh();
      await open();
      return true;
    },
  };
}

export function userOf(session: SessionAnswer | null): UserIdentity | null {
  return session?.identity.kind === 'user' ? session.identity : null;
}

/** They used a password that somebody else gave them, or owe a second factor: that comes before any view. */
export function owesFirstUse(user: UserIdentity | null): boolean {
  return user !== null && !user.guest && (user.mustChangePassword || user.totp === 'due');
}

const AccessContext = createContext<Access>();
export const AccessProvider = AccessContext.Provider;

export function useAccess(): Access {
  const access = useContext(AccessContext);
  if (!access) throw new Error('useAccess outside an AccessProvider');
  return access;
}
