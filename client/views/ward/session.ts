import { createEffect } from 'solid-js';
import { type Identity, isAllowed, type Permission } from '../../../shared/access';
import { type SessionAnswer, useAccess } from '../../access/access';
import { forget, recall, remember } from '../../offline/remembered';

const NAME = 'session';

export interface Session {
  /** null until it is known, or remembered. */
  readonly identity: () => Identity | null;
  readonly may: (permission: Permission, ward: string) => boolean;
  readonly refresh: () => void;
  /** Opens the way to sign in. */
  readonly askIn: () => void;
}

/**
 * Who sits at this tablet, also without a network. The server checks every call anyway: this only saves calls that it
 * would refuse.
 */
export function createSession(): Session {
  const access = useAccess();
  const kept = recall<SessionAnswer>(NAME);
  const known = () => access.session() ?? kept;
  createEffect(() => {
    const fresh = access.session();
    if (fresh === null) return;
    // Somebody else's lists are not shown to whoever comes after them, not even without a network.
    const before = recall<SessionAnswer>(NAME);
    if (before !== null && nameOf(before.identity) !== nameOf(fresh.identity)) forget();
    remember(NAME, fresh);
  });
  return {
    identity: () => known()?.identity ?? null,
    may: (may, ward) => {
      const session = known();
      return session !== null && isAllowed({ who: session.identity, may, ward, open: session.access === 'open' });
    },
    refresh: () => void access.refresh(),
    askIn: () => access.askIn(true),
  };
}

function nameOf(who: Identity): string {
  return who.kind === 'anonymous' ? '' : `${who.kind} ${who.name}`;
}
