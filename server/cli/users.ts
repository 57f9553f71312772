import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROLES, type Role } from '../../shared/access';
import { formatInstant } from '../../shared/localTime';
import { createPasswordBook } from '../auth/password';
import { createPeople, type People, USER_NAME } from '../auth/people';
import { createSystemClock } from '../clock';
import { readConfig } from '../config';
import { ACCESS_FILE } from '../dataFiles';
import { createAuditRows } from '../db/access/auditRows';
import { type AccessStore, openAccess } from '../db/access/openAccess';
import { createUserRows, type UserRow, type UserRows } from '../db/access/userRows';
import { wardCodes } from '../reference';
import { runCommand, Usage } from './command';

const HELP = `Users: the people who sign in.

  npm run users -- create NAME --role ROLE [--ward CODE]
      makes a user and prints a one-time password on stdout; it is shown only once and must be changed at first use
      --role  ${ROLES.join(', ')}
      --ward  the ward of a ward_chair, its official code (e.g. 19753)
  npm run users -- list
  npm run users -- reset NAME          another one-time password; signs the user out everywhere
  npm run users -- reset-totp NAME     the second factor is set up anew at the next sign-in
  npm run users -- disable NAME
  npm run users -- enable NAME
  npm run users -- sign-out NAME       ends every session of the user

The users are those in DATA_DIR (default ./data/var); a running server sees the change at once.`;

/** What is done to an account without an answer, and what the audit calls it. */
const ACTS = {
  'reset-totp': { run: (people: People, user: UserRow) => people.resetTotp(user), action: 'user-reset' },
  disable: { run: (people: People, user: UserRow) => people.disable(user), action: 'user-disabled' },
  enable: { run: (people: People, user: UserRow) => people.enable(user), action: 'user-enabled' },
  'sign-out': { run: (people: People, user: UserRow) => people.signOut(user), action: 'user-signed-out' },
} as const;

await runCommand(HELP, async (args) => {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { role: { type: 'string' }, ward: { type: 'string' } },
  });
  const [verb, ...names] = positionals;
  if (names.length > 1) throw new Usage(`Give one NAME; put it in quotes when it has spaces.`);
  const store = openAccess(join(readConfig().dataDir, ACCESS_FILE));
  try {
    return await act(store, verb, names[0], values);
  } finally {
    store.close();
  }
});

async function act(
  store: AccessStore,
  verb: string | undefined,
  name: string | undefined,
  options: { readonly role?: string; readonly ward?: string },
): Promise<number> {
  const { now } = createSystemClock();
  const users = createUserRows(store);
  const people = createPeople(users, createPasswordBook(), now);
  const audit = createAuditRows(store);
  const tell = (
    action: 'user-made' | 'user-reset' | 'user-disabled' | 'user-enabled' | 'user-signed-out',
    detail: string,
  ) => audit.add({ at: now(), who: 'npm run users', role: 'command', address: '', action, ward: null, detail });
  switch (verb) {
    case 'create': {
      const person = { name: userName(name), ...roleOf(options) };
      const password = await people.create(person);
      if (password === null) throw new Usage(`The name "${person.name}" is taken; "reset" gives it another password.`);
      tell('user-made', `${person.name} (${person.role})`);
      console.log(password);
      return 0;
    }
    case 'list':
      return list(users);
    case 'reset': {
      const user = known(users, name);
      console.log(await people.reset(user));
      tell('user-reset', user.name);
      return 0;
    }
    case 'reset-totp':
    case 'disable':
    case 'enable':
    case 'sign-out': {
      const user = known(users, name);
      const { run, action } = ACTS[verb];
      run(people, user);
      tell(action, user.name);
      console.error(`${user.name}: done.`);
      return 0;
    }
    default:
      throw new Usage(verb === undefined ? 'Say what to do: create, list, reset, …' : `"${verb}" is not known.`);
  }
}

function list(users: UserRows): number {
  for (const user of users.list()) {
    const state = user.disabledAt === null ? 'good' : `disabled ${formatInstant(user.disabledAt)}`;
    const second = user.totpSince === null ? 'no second factor' : 'second factor';
    const last = user.lastSignInAt === null ? 'never signed in' : `last ${formatInstant(user.lastSignInAt)}`;
    console.log([user.name, user.role, user.ward ?? '', last, second, state].join('\t'));
  }
  return 0;
}

function userName(name: string | undefined): string {
  if (name !== undefined && USER_NAME.test(name.normalize('NFC').trim())) return name.normalize('NFC').trim();
  throw new Usage('Give a NAME of 1–60 letters, digits, spaces, ".", "_" or "-", beginning with a letter or digit.');
}

function roleOf(options: { readonly role?: string; readonly ward?: string }): {
  readonly role: Role;
  readonly ward: string | null;
} {
  const role = ROLES.find((one) => one === options.role);
  if (!role) throw new Usage(`Give --role as one of ${ROLES.join(', ')}.`);
  if (role !== 'ward_chair') {
    if (options.ward !== undefined) throw new Usage('Only a ward_chair has a --ward.');
    return { role, ward: null };
  }
  if (options.ward === undefined || !wardCodes.includes(options.ward)) {
    throw new Usage('A ward_chair needs --ward with one of the 40 official codes, e.g. --ward 19753.');
  }
  return { role, ward: options.ward };
}

function known(users: UserRows, name: string | undefined): UserRow {
  const user = name === undefined ? null : users.byName(name);
  if (user) return user;
  throw new Usage(`There is no user "${name ?? ''}"; "list" shows them.`);
}
