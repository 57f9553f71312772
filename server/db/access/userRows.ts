import { and, eq, isNull, sql } from 'drizzle-orm';
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
    | 'disabledAt'
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
  /** Ends the sessions of a user but for one; returns how many there were. */
  readonly endSessions: (userId: number, now: number, except?: number) => number;
}

/** One person, however the name was typed: NFC, no space around it, small letters. */
export function nameKey(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

export function createUserRows({ orm, db }: AccessStore): UserRows {
  const byId = db.prepare<[number], UserRow>(`${SELECT} WHERE id = ?`);
  const byKey = db.prepare<[string], UserRow>(`${SELECT} WHERE name_key = ?`);
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
    create: (user, now) =>
      orm
        .insert(users)
        .values({
          ...user,
          name: user.name.normalize('NFC').trim(),
          nameKey: nameKey(user.name),
          passwordSetAt: now,
          mustChangePassword: 1,
          totpLastStep: 0,
          createdAt: now,
        })
        .onConflictDoNothing()
        .run().changes > 0,
    change: (id, change) => void orm.update(users).set(change).where(eq(users.id, id)).run(),
    endSessions: (userId, now, except = -1) =>
      orm
        .update(sessions)
        .set({ endedAt: now })
        .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt), sql`${sessions.id} <> ${except}`))
        .run().changes,
  };
}

const SELECT = `SELECT id, name, role, ward, password_hash AS passwordHash, password_set_at AS passwordSetAt,
  must_change_password AS mustChangePassword, totp_secret AS totpSecret, totp_since AS totpSince,
  totp_last_step AS totpLastStep, created_at AS createdAt, last_sign_in_at AS lastSignInAt, disabled_at AS disabledAt
  FROM users`;
