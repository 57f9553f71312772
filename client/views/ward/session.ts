import { createSignal } from 'solid-js';
import { ANONYMOUS, type Identity, isAllowed, type Permission } from '../../../shared/access';
import { forget, recall, remember } from '../../offline/remembered';

const SESSION = '/api/v1/session';
const NAME = 'session';
const LINK = 'link=';
const RETRY_MS = 5000;

interface SessionView {
  readonly identity: Identity;
  readonly access: 'open' | 'signed-in';
}

const NOBODY: SessionView = { identity: ANONYMOUS, access: 'open' };

/** null: it worked. */
export type SignInFault = 'wrong' | 'code' | { readonly waitSeconds: number } | 'no-answer' | null;

export interface Session {
  /** null until it is known, or remembered. */
  readonly identity: () => Identity | null;
  readonly may: (permission: Permission, ward: string) => boolean;
  readonly refresh: () => void;
  readonly signIn: (name: string, password: string, totp: string) => Promise<SignInFault>;
}

/** Who sits at this tablet. Asked once; the server checks every call anyway, this only saves calls that it would refuse. */
export function createSession(): Session {
  const [view, setView] = createSignal<SessionView | null>(recall<SessionView>(NAME));
  const refresh = async (): Promise<void> => {
    try {
      const answer = await fetch(SESSION);
      if (answer.status >= 500) throw new Error(String(answer.status));
      const fresh = answer.ok ? ((await answer.json()) as SessionView) : NOBODY;
      setView(fresh);
      remember(NAME, fresh);
    } catch {
      // No network, no server: what was known stays.
      setTimeout(refresh, RETRY_MS);
    }
  };
  const start = async (): Promise<void> => {
    await takeLink().catch(() => undefined);
    await refresh();
  };
  void start();
  return {
    identity: () => view()?.identity ?? null,
    may: (may, ward) => {
      const known = view();
      return known !== null && isAllowed({ who: known.identity, may, ward, open: known.access === 'open' });
    },
    refresh: () => void refresh(),
    signIn: async (name, password, totp) => {
      try {
        const answer = await post(SESSION, { name, password, ...(totp !== '' && { totp }) });
        if (answer.ok) {
          forget();
          return null;
        }
        if (answer.status === 429) return { waitSeconds: Number(answer.headers.get('Retry-After') ?? 60) };
        const problem = (await answer.json().catch(() => ({}))) as { readonly type?: string };
        return problem.type?.endsWith('#totp') ? 'code' : 'wrong';
      } catch {
        return 'no-answer';
      }
    },
  };
}

/** The demo's one-time link: its token leaves the address before anybody reads it over a shoulder. */
async function takeLink(): Promise<void> {
  const hash = location.hash.slice(1);
  if (!hash.startsWith(LINK)) return;
  history.replaceState(null, '', location.pathname + location.search);
  const answer = await post(`${SESSION}/link`, { token: hash.slice(LINK.length) });
  // The line to the server was opened before: it must be opened anew as who we are now.
  if (answer.ok) location.reload();
}

export function post(path: string, body: unknown): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}
