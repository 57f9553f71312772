import { eq, sql } from 'drizzle-orm';
import type { Role } from '../../../shared/access';
import type { AccessStore } from './openAccess';
import { sessions, users } from './schema';

export interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly ward: string | null;
  readonly passwordHash: string;
  readonly passwordSetAt: number;
  readonly mustChangePassword: number;
  readonly totpSecret: Buffer | null;
  readonly totpSince: number | null;
  readonly totpLastStep: number;
  readonly createdAt: number;
  readonly lastSignInAt: number | null;
  readonly disabledAt: number | null;
}

export interface NewUser {
  readonly name: string;
  readonly role: Role;
  readonly ward: string | null;
  readonly passwordHash: string;
}

type Change = Partial<
  Pick<
    UserRow,
    | 'passwordHash'
    | 'passwordSetAt'
    | 'mustChangePassword'
    | 'totpSecret'
    | 'totpSince'
    | 'totpLastStep'
    | 'lastSignInAt'
  >
>;

export interface UserRows {
  readonly any: () => boolean;
  readonly list: () => readonly (UserRow & { readonly sessions: number })[];
  readonly byName: (name: string) => UserRow | null;
  readonly byId: (id: number) => UserRow | null;
  /** False when the name is taken. */
  readonly create: (user: NewUser, now: number) => boolean;
  readonly change: (id: number, change: Change) => void;
  /** Takes effect at once, whether or not it can be written now; no sign-in is taken meanwhile. */
  readonly disable: (id: number, now: number) => void;
  readonly enable: (id: number) => void;
  /** Ends the sessions of a user but for one; returns how many there were. */
  readonly endSessions: (userId: number, now: number, except?: number) => number;
}

/** One person, however the name was typed: NFC, no space around it, small letters. */
export function nameKey(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

export function createUserRows({ orm, db, writes }: AccessStore): UserRows {
  const byId = db.prepare<[number], UserRow>(`${SELECT} WHERE id = ?`);
  const byKey = db.prepare<[string], UserRow>(`${SELECT} WHERE name_key = ?`);
  const liveOf = db
    .prepare<[number, number], number>('SELECT id FROM sessions WHERE user_id = ? AND ended_at IS NULL AND id <> ?')
    .pluck();
  const endOne = db.prepare('UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL');
  const any = db.prepare('SELECT 1 FROM users WHERE disabled_at IS NULL LIMIT 1');
  const live = sql<number>`(SELECT count(*) FROM ${sessions} WHERE user_id = ${users.id} AND ended_at IS NULL)`;
  return {
    any: () => any.get() !== undefined,
    list: () =>
      db
        .prepare<[], UserRow>(`${SELECT} ORDER BY name_key`)
        .all()
        .map((user) => ({
          ...user,
          sessions: orm.select({ n: live }).from(users).where(eq(users.id, user.id)).get()?.n ?? 0,
        })),
    byName: (name) => byKey.get(nameKey(name)) ?? null,
    byId: (id) => byId.get(id) ?? null,
    create: (user, now) => {
      const row = {
        ...user,
        name: user.name.normalize('NFC').trim(),
        nameKey: nameKey(user.name),
        passwordSetAt: now,
        mustChangePassword: 1,
        totpLastStep: 0,
        createdAt: now,
      };
      return writes.write(() => orm.insert(users).values(row).onConflictDoNothing().run().changes > 0);
    },
    change: (id, change) => {
      writes.write(() => orm.update(users).set(change).where(eq(users.id, id)).run());
    },
    disable: (id, now) => {
      writes.owe(() => void orm.update(users).set({ disabledAt: now }).where(eq(users.id, id)).run());
    },
    enable: (id) => {
      writes.write(() => orm.update(users).set({ disabledAt: null }).where(eq(users.id, id)).run());
    },
    endSessions: (userId, now, except = -1) => {
      const live = liveOf.all(userId, except).filter((id) => !writes.ended.sessions.has(id));
      const end = (): void => {
        for (const id of live) endOne.run(now, id);
      };
      if (live.length > 0 && !writes.owe(end)) for (const id of live) writes.ended.sessions.add(id);
      return live.length;
    },
  };
}

const SELECT = `SELECT id, name, role, ward, password_hash AS passwordHash, password_set_at AS passwordSetAt,
  must_change_password AS mustChangePassword, totp_secret AS totpSecret, totp_since AS totpSince,
  totp_last_step AS totpLastStep, created_at AS createdAt, last_sign_in_at AS lastSignInAt, disabled_at AS disabledAt
  FROM users`;
