import { join } from 'node:path';
import { createHolderRows } from '../../server/db/access/holderRows';
import { openAccess } from '../../server/db/access/openAccess';
import { createUserRows } from '../../server/db/access/userRows';
import type { Role } from '../../shared/access';

const WEEK_MS = 7 * 86_400_000;
const now = () => Math.floor(performance.timeOrigin + performance.now());
let made = 0;
/** A hash like any other, cheap to compare with, and of no password. */
const NO_PASSWORD = 'scrypt$4$8$1$AAAAAAAAAAAAAAAAAAAAAA$';

export interface SignedIn {
  readonly name: string;
  /** The value of a Cookie header. */
  readonly cookie: string;
}

/** Somebody of a role who is signed in, with a password of their own and a second factor: made beside the running server. */
export function signedIn(
  dataDir: string,
  role: Role,
  ward: string | null = null,
  name = `${role} ${++made}`,
): SignedIn {
  const store = openAccess(join(dataDir, 'access.db'));
  try {
    const users = createUserRows(store);
    users.create({ name, role, ward, passwordHash: NO_PASSWORD }, now());
    const user = users.byName(name);
    if (!user) throw new Error(`no user ${name}`);
    users.change(user.id, { mustChangePassword: 0, totpSince: now() });
    const token = createHolderRows(store).addSession({ userId: user.id, expiresAt: now() + WEEK_MS }, now());
    return { name, cookie: `session=${token}` };
  } finally {
    store.close();
  }
}

/** A screen that was paired some time ago. */
export function pairedScreen(
  dataDir: string,
  view: 'wall' | 'ward',
  ward: string | null = null,
  name = `màn ${++made}`,
) {
  const store = openAccess(join(dataDir, 'access.db'));
  try {
    const token = createHolderRows(store).addDevice({ name, view, ward }, now());
    return { name, cookie: `device=${token}` };
  } finally {
    store.close();
  }
}

/** Ends a session as signing out does; its cookie is what a thief would still have. */
export function endSession(dataDir: string, { cookie, name }: SignedIn): string {
  alter(dataDir, `UPDATE sessions SET ended_at = 1 WHERE user_id = (SELECT id FROM users WHERE name = ?)`, name);
  return cookie;
}

/** Lets time pass for one person's sessions: everything of them happened so long before. */
export function ageSession(dataDir: string, { cookie, name }: SignedIn, ms: number): string {
  alter(
    dataDir,
    `UPDATE sessions SET created_at = created_at - ${ms}, rotated_at = rotated_at - ${ms}, last_seen_at = last_seen_at - ${ms},
       seen_since = seen_since - ${ms}, expires_at = expires_at - ${ms}
     WHERE user_id = (SELECT id FROM users WHERE name = ?)`,
    name,
  );
  return cookie;
}

/** Lets time pass for a screen. */
export function ageScreen(dataDir: string, name: string, ms: number): void {
  alter(
    dataDir,
    `UPDATE devices SET created_at = created_at - ${ms}, rotated_at = rotated_at - ${ms}, last_seen_at = last_seen_at - ${ms},
       seen_since = seen_since - ${ms} WHERE name = ?`,
    name,
  );
}

export function revokeScreen(dataDir: string, { cookie, name }: SignedIn): string {
  alter(dataDir, 'UPDATE devices SET ended_at = 1 WHERE name = ?', name);
  return cookie;
}

function alter(dataDir: string, sql: string, name: string): void {
  const store = openAccess(join(dataDir, 'access.db'));
  try {
    store.db.prepare(sql).run(name);
  } finally {
    store.close();
  }
}

/** A browser context that brings the cookie of somebody who is signed in, or of a paired screen. */
export function broughtBy({ cookie }: SignedIn, origin: string) {
  const [name = '', value = ''] = cookie.split('=');
  const { hostname } = new URL(origin);
  const kept = { name, value, domain: hostname, path: '/', expires: -1, httpOnly: true, secure: false };
  return { storageState: { cookies: [{ ...kept, sameSite: 'Lax' as const }], origins: [] } };
}
