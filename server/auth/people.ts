import type { Role } from '../../shared/access';
import type { UserRow, UserRows } from '../db/access/userRows';
import { firstPassword, type PasswordBook } from './password';

export const USER_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u;

export interface NewPerson {
  readonly name: string;
  readonly role: Role;
  readonly ward: string | null;
}

/** What may be done to somebody's account; the same by command and at the operators' page. */
export interface People {
  /** The one-time password; null when the name is taken. */
  readonly create: (person: NewPerson) => Promise<string | null>;
  /** A new one-time password; ends every session and keeps the second factor. */
  readonly reset: (user: UserRow) => Promise<string>;
  readonly resetTotp: (user: UserRow) => void;
  readonly disable: (user: UserRow) => void;
  readonly enable: (user: UserRow) => void;
  readonly signOut: (user: UserRow) => void;
}

export function createPeople(users: UserRows, passwords: PasswordBook, now: () => number): People {
  return {
    create: async (person) => {
      const password = firstPassword();
      const passwordHash = await passwords.hash(password);
      return users.create({ ...person, passwordHash }, now()) ? password : null;
    },
    reset: async (user) => {
      const password = firstPassword();
      const passwordHash = await passwords.hash(password);
      users.change(user.id, { passwordHash, passwordSetAt: now(), mustChangePassword: 1 });
      users.endSessions(user.id, now());
      return password;
    },
    resetTotp: (user) => {
      users.change(user.id, { totpSecret: null, totpSince: null });
      users.endSessions(user.id, now());
    },
    disable: (user) => {
      users.disable(user.id, now());
      users.endSessions(user.id, now());
    },
    enable: (user) => users.enable(user.id),
    signOut: (user) => void users.endSessions(user.id, now()),
  };
}
