import { createHmac } from 'node:crypto';
import type { AuditAction } from '../db/access/auditRows';
import type { FailureRows } from '../db/access/failureRows';
import type { HolderRows } from '../db/access/holderRows';
import { nameKey, type UserRow, type UserRows } from '../db/access/userRows';
import type { PasswordBook } from './password';
import type { TotpBook } from './totp';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A session ends after so long, used or not; one whose owner still owes a password or a second factor much sooner. */
export const SESSION_MS = 7 * DAY_MS;
const UNSETTLED_SESSION_MS = 30 * MINUTE_MS;
/** A password that somebody else gave is good for so long. */
export const FIRST_PASSWORD_MS = 3 * DAY_MS;
/** Wrong tries in a row from one address, and from all, before a name is locked; each further one doubles the lock. */
const TRIES_HERE = 5;
const TRIES_ANYWHERE = 25;
const MAX_LOCK_MS = HOUR_MS;

export interface SignInWish {
  readonly name: string;
  readonly password: string;
  readonly totp: string | null;
  readonly address: string;
}

export type SignInAnswer =
  | { readonly ok: true; readonly token: string; readonly expiresAt: number; readonly user: UserRow }
  | { readonly ok: false; readonly fault: 'wrong' | 'totp' | 'expired' }
  | { readonly ok: false; readonly fault: 'locked'; readonly retryAfterMs: number };

interface SignInParts {
  readonly users: UserRows;
  readonly holders: HolderRows;
  readonly failures: FailureRows;
  readonly passwords: PasswordBook;
  readonly totp: TotpBook;
  readonly serverKey: Uint8Array;
  readonly now: () => number;
  readonly audit: (line: {
    readonly action: AuditAction;
    readonly who: string;
    readonly role: string;
    readonly address: string;
    readonly detail: string | null;
  }) => void;
}

/** Admins and operators act for the city: they need a second factor. */
export function needsTotp({ role }: Pick<UserRow, 'role'>): boolean {
  return role === 'admin' || role === 'operator';
}

/** Whether everything that first use asks for was done. */
export function isSettled(user: UserRow): boolean {
  return user.mustChangePassword === 0 && (!needsTotp(user) || user.totpSince !== null);
}

/** When a session that begins now ends at the latest. */
export function sessionEnd(user: UserRow, now: number): number {
  return now + (isSettled(user) ? SESSION_MS : UNSETTLED_SESSION_MS);
}

/** Name and password, and a code where a second factor is set up; a lock with growing back-off against guessing. */
export function createSignIn(parts: SignInParts): (wish: SignInWish) => Promise<SignInAnswer> {
  const { users, holders, failures, passwords, totp, now, audit } = parts;
  const keyOf = (...said: string[]): string =>
    createHmac('sha256', parts.serverKey)
      .update(JSON.stringify(['sign-in', ...said]))
      .digest('base64url');
  return async ({ name, password, totp: code, address }) => {
    const here = keyOf(nameKey(name), address);
    const anywhere = keyOf(nameKey(name));
    const locked = Math.max(failures.lockedUntil(here), failures.lockedUntil(anywhere)) - now();
    if (locked > 0) return { ok: false, fault: 'locked', retryAfterMs: locked };
    const user = users.byName(name);
    const failed = (fault: 'wrong' | 'totp' | 'expired'): SignInAnswer => {
      failures.failed(here, now(), lockMs(TRIES_HERE));
      failures.failed(anywhere, now(), lockMs(TRIES_ANYWHERE));
      // A name that nobody has is not written down: people type their password into the wrong field.
      audit({ action: 'sign-in-failed', who: user?.name ?? '', role: user?.role ?? '', address, detail: fault });
      return { ok: false, fault };
    };
    const isRight = await passwords.matches(password, user?.passwordHash ?? null);
    if (!user || !isRight || user.disabledAt !== null) return failed('wrong');
    if (user.mustChangePassword === 1 && now() - user.passwordSetAt > FIRST_PASSWORD_MS) return failed('expired');
    if (user.totpSecret && user.totpSince !== null) {
      // No code yet is not a wrong one: the page asks for it next.
      if (code === null) return { ok: false, fault: 'totp' };
      const step = totp.stepOf(user.totpSecret, code, now(), users.byId(user.id)?.totpLastStep ?? 0);
      if (step === null) return failed('totp');
      users.change(user.id, { totpLastStep: step });
    }
    failures.succeeded(here);
    failures.succeeded(anywhere);
    users.change(user.id, { lastSignInAt: now() });
    const expiresAt = sessionEnd(user, now());
    const token = holders.addSession({ userId: user.id, expiresAt }, now());
    audit({ action: 'signed-in', who: user.name, role: user.role, address, detail: null });
    return { ok: true, token, expiresAt, user };
  };
}

function lockMs(tries: number): (count: number) => number {
  return (count) => (count < tries ? 0 : Math.min(MAX_LOCK_MS, MINUTE_MS * 2 ** Math.min(10, count - tries)));
}
