import { randomBytes } from 'node:crypto';
import { ANONYMOUS, type Identity, type Role } from '../../shared/access';
import { type AuditLine, type AuditRows, createAuditRows } from '../db/access/auditRows';
import { createFailureRows } from '../db/access/failureRows';
import { createHolderRows, type HolderRows } from '../db/access/holderRows';
import type { AccessStore } from '../db/access/openAccess';
import { createTokenRows, hashToken, type TokenRows } from '../db/access/tokenRows';
import { createUserRows, type UserRow, type UserRows } from '../db/access/userRows';
import type { StorageWatch } from '../storageWatch';
import { createPairings, type Pairings } from './pairings';
import { createPasswordBook, type PasswordBook } from './password';
import { createSignIn, needsTotp, SESSION_MS, type SignInAnswer, type SignInWish, sessionEnd } from './signIn';
import { createTotpBook, type TotpBook } from './totp';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SESSION_ROTATES_MS = 15 * MINUTE_MS;
const SESSION_IDLE_MS = 12 * 60 * MINUTE_MS;
const DEVICE_ROTATES_MS = 7 * DAY_MS;
/** Ended sessions are kept for so long, then forgotten; what they did stands in the audit. */
const SESSIONS_KEPT_MS = 30 * DAY_MS;
const SWEEP_EVERY_MS = 1000;
const EXPIRY_EVERY_SWEEPS = 30;

/** The row behind a cookie: what is asked again when somebody acts later on. */
export interface Holder {
  readonly kind: 'session' | 'device';
  readonly id: number;
}

export interface Known {
  readonly identity: Identity;
  readonly holder: Holder | null;
  /** A cookie that takes the old one's place. */
  readonly fresh: { readonly cookie: Holder['kind']; readonly token: string } | null;
}

export interface Cookies {
  readonly session: string | null;
  readonly device: string | null;
}

export interface Access {
  /** ACCESS=open: aggregates need no sign-in. */
  readonly open: boolean;
  readonly users: UserRows;
  readonly holders: HolderRows;
  readonly auditRows: AuditRows;
  readonly pairings: Pairings;
  readonly passwords: PasswordBook;
  readonly totp: TotpBook;
  readonly now: () => number;
  readonly identify: (cookies: Cookies, mayRotate: boolean) => Known;
  /** Who a holder is now; anonymous once it ended. */
  readonly identityOf: (holder: Holder | null) => Identity;
  readonly signIn: (wish: SignInWish) => Promise<SignInAnswer>;
  /** A session of a user who has just proved to be that; returns its token. */
  readonly openSession: (user: UserRow) => string;
  /** A link that signs a guest of the demo in once. */
  readonly openLink: (guest: { readonly name: string; readonly role: Role; readonly ward: string | null }) => string;
  /** Null: the link was used, or is none. */
  readonly takeLink: (secret: string) => { readonly token: string; readonly expiresAt: number } | null;
  readonly end: (holder: Holder) => boolean;
  /** Somebody's rights were changed here: whoever watches looks at once. */
  readonly changed: () => void;
  /** Refuses, Busy, what must be written down before it happens and cannot be now. */
  readonly audit: (line: Omit<AuditLine, 'at'>) => void;
  /** Whether anything can be written, the audit above all. */
  readonly canWrite: () => boolean;
  /** Calls back soon after anybody may have lost access, through this process or another. */
  readonly onEnded: (look: () => void) => void;
  readonly close: () => void;
}

interface AccessParts {
  readonly store: AccessStore;
  readonly storage: Pick<StorageWatch, 'tell' | 'lost'>;
  readonly serverKey: Uint8Array;
  readonly open: boolean;
  readonly now: () => number;
}

/** Who is who: the one place that turns cookies into identities, and ends them. */
export function createAccess({ store, storage, serverKey, open, now }: AccessParts): Access {
  store.writes.liveOn({
    tell: (fault) => storage.tell('access', fault),
    lost: (count) => storage.lost('sign-outs, revocations and lines of the audit', count),
  });
  const users = createUserRows(store);
  const holders = createHolderRows(store);
  const auditRows = createAuditRows(store);
  const passwords = createPasswordBook();
  const totp = createTotpBook(serverKey);
  const tokens: Readonly<Record<Holder['kind'], TokenRows>> = {
    session: createTokenRows(store, { table: 'sessions', rotateAfterMs: SESSION_ROTATES_MS, idleMs: SESSION_IDLE_MS }),
    device: createTokenRows(store, { table: 'devices', rotateAfterMs: DEVICE_ROTATES_MS, idleMs: null }),
  };
  const audit: Access['audit'] = (line) => auditRows.add({ ...line, at: now() });
  const links = new Map<string, { readonly name: string; readonly role: Role; readonly ward: string | null }>();
  const watch = watchEndings(store);
  const identityOf: Access['identityOf'] = (holder) => {
    if (holder === null || !tokens[holder.kind].holds(holder.id, now())) return ANONYMOUS;
    return holder.kind === 'device' ? deviceIdentity(holders, holder.id) : sessionIdentity(holders, users, holder.id);
  };
  return {
    open,
    users,
    holders,
    auditRows,
    pairings: createPairings(now),
    passwords,
    totp,
    now,
    identityOf,
    identify: (cookies, mayRotate) => {
      for (const kind of ['session', 'device'] as const) {
        const token = cookies[kind];
        const found = token === null ? null : tokens[kind].find(token, now(), mayRotate);
        if (!found) continue;
        const holder = { kind, id: found.id };
        const identity = identityOf(holder);
        if (identity.kind === 'anonymous') continue;
        return { identity, holder, fresh: found.fresh === null ? null : { cookie: kind, token: found.fresh } };
      }
      return { identity: ANONYMOUS, holder: null, fresh: null };
    },
    signIn: createSignIn({
      users,
      holders,
      failures: createFailureRows(store),
      passwords,
      totp,
      serverKey,
      now,
      audit: (line) => audit({ ...line, ward: null }),
    }),
    openSession: (user) => holders.addSession({ userId: user.id, expiresAt: sessionEnd(user, now()) }, now()),
    openLink: (guest) => {
      const secret = randomBytes(24).toString('base64url');
      links.set(hashToken(secret).toString('hex'), guest);
      return secret;
    },
    takeLink: (secret) => {
      const key = hashToken(secret).toString('hex');
      const guest = links.get(key);
      if (!guest) return null;
      const expiresAt = now() + SESSION_MS;
      const { name, role, ward } = guest;
      const session = { userId: null, guestName: name, guestRole: role, guestWard: ward, expiresAt };
      const token = holders.addSession(session, now());
      // Not before: a session that could not be written must not cost the link.
      links.delete(key);
      return { token, expiresAt };
    },
    end: (holder) => {
      const ended = tokens[holder.kind].end(holder.id, now());
      watch.look();
      return ended;
    },
    changed: watch.look,
    audit,
    canWrite: store.writes.canWrite,
    onEnded: watch.on,
    close: () => {
      watch.stop();
      store.writes.settle();
      holders.forgetSessions(now() - SESSIONS_KEPT_MS);
      store.close();
    },
  };
}

function deviceIdentity(holders: HolderRows, id: number): Identity {
  const device = holders.device(id);
  return device ? { kind: 'device', name: device.name, view: device.view, ward: device.ward } : ANONYMOUS;
}

function sessionIdentity(holders: HolderRows, users: UserRows, id: number): Identity {
  const session = holders.session(id);
  if (!session) return ANONYMOUS;
  if (session.userId === null) {
    const { guestName, guestRole, guestWard } = session;
    return {
      kind: 'user',
      name: guestName ?? '',
      role: guestRole as Role,
      ward: guestWard,
      mustChangePassword: false,
      totp: 'none',
      guest: true,
    };
  }
  const user = users.byId(session.userId);
  return user && user.disabledAt === null ? userIdentity(user) : ANONYMOUS;
}

/** A user as a session of theirs is. */
export function userIdentity(user: UserRow): Identity {
  const { name, role, ward } = user;
  const totp = user.totpSince !== null ? 'on' : needsTotp(user) ? 'due' : 'none';
  return { kind: 'user', name, role, ward, mustChangePassword: user.mustChangePassword === 1, totp, guest: false };
}

/** Looks when something here ended, when another process wrote, and now and then because time ends sessions too. */
function watchEndings(store: AccessStore) {
  const lookers: (() => void)[] = [];
  const look = (): void => {
    for (const one of lookers) one();
  };
  let known = store.foreignWrites();
  let sweeps = 0;
  const timer = setInterval(() => {
    store.writes.read(() => {
      const seen = store.foreignWrites();
      const isDue = ++sweeps % EXPIRY_EVERY_SWEEPS === 0;
      if (seen === known && !isDue) return;
      look();
      known = seen;
    });
  }, SWEEP_EVERY_MS);
  timer.unref();
  return {
    look,
    on: (looker: () => void) => void lookers.push(looker),
    stop: () => clearInterval(timer),
  };
}
