import type { Hono } from 'hono';
import { z } from 'zod';
import { ROLES } from '../../shared/access';
import { formatInstant } from '../../shared/localTime';
import type { Ward } from '../../shared/wards';
import type { Access } from '../auth/access';
import { createPeople, type People, USER_NAME } from '../auth/people';
import type { AuditAction } from '../db/access/auditRows';
import type { UserRow } from '../db/access/userRows';
import { SOURCE_NAME } from '../db/sourceBook';
import type { Engine } from '../engine';
import type { Auditor } from './accessGuard';
import { readBody } from './bodies';
import { busyProblem, problem } from './problem';

export interface PeopleParts {
  readonly access: Access;
  readonly audit: Auditor;
  readonly wards: readonly Ward[];
  readonly engine: () => Engine | null;
}

const userSchema = z.object({
  name: z.string().trim().regex(USER_NAME),
  role: z.enum(ROLES),
  ward: z.string().nullish(),
});
const keySchema = z.object({
  name: z.string().regex(SOURCE_NAME),
  title: z.string().trim().min(1).max(80).nullish(),
  quota: z.int().positive().nullish(),
});

/** Users and ingest keys: what administrators give and take away. */
export function addPeopleRoutes(app: Hono, parts: PeopleParts): void {
  addUsers(app, parts);
  addKeys(app, parts);
}

interface AccountAct {
  readonly action: AuditAction;
  /** The password to hand over, when there is a new one. */
  readonly run: (people: People, user: UserRow) => Promise<string | null>;
}

function act(action: AuditAction, run: (people: People, user: UserRow) => Promise<string> | undefined): AccountAct {
  return { action, run: async (people, user) => (await run(people, user)) ?? null };
}

/** What an administrator may do to an account, by the last part of the address. */
const ACTS: ReadonlyMap<string, AccountAct> = new Map([
  ['reset', act('user-reset', (people, user) => people.reset(user))],
  ['reset-totp', act('user-reset', (people, user) => void people.resetTotp(user))],
  ['disable', act('user-disabled', (people, user) => void people.disable(user))],
  ['enable', act('user-enabled', (people, user) => void people.enable(user))],
  ['sign-out', act('user-signed-out', (people, user) => void people.signOut(user))],
]);

function addUsers(app: Hono, { access, audit, wards }: PeopleParts): void {
  const people = createPeople(access.users, access.passwords, access.now);
  const shown = (at: number | null) => (at === null ? null : formatInstant(at));
  app.get('/api/v1/ops/users', (c) =>
    c.json({
      users: access.users.list().map((user) => ({
        name: user.name,
        role: user.role,
        ward: user.ward,
        createdAt: formatInstant(user.createdAt),
        lastSignInAt: shown(user.lastSignInAt),
        mustChangePassword: user.mustChangePassword === 1,
        totp: user.totpSince !== null,
        disabledAt: shown(user.disabledAt),
        sessions: user.sessions,
      })),
    }),
  );
  app.post('/api/v1/ops/users', async (c) => {
    const wish = await readBody(c, userSchema);
    if (!wish.ok) return wish.answer;
    const { name, role } = wish.body;
    const ward = wish.body.ward ?? null;
    if (role === 'ward_chair' ? !wards.some((one) => one.code === ward) : ward !== null) {
      return problem(c, 400, 'A ward chair belongs to one of the 40 wards, everybody else to none.');
    }
    const password = await people.create({ name, role, ward });
    if (password === null) return problem(c, 409, 'This name is taken.');
    audit(c, { action: 'user-made', ward, detail: `${name} (${role})` });
    return c.json({ password }, 201);
  });
  app.post('/api/v1/ops/users/:name/:act', async (c) => {
    const wanted = ACTS.get(c.req.param('act'));
    const user = access.users.byName(c.req.param('name'));
    if (!wanted || !user) return problem(c, 404, 'There is no such user, or nothing of that name to do.');
    const me = c.get('identity');
    if (me.kind === 'user' && me.name === user.name && c.req.param('act') === 'disable') {
      return problem(c, 409, 'You cannot disable your own account.');
    }
    const password = await wanted.run(people, user);
    access.changed();
    audit(c, { action: wanted.action, detail: `${user.name}: ${c.req.param('act')}` });
    return password === null ? c.body(null, 204) : c.json({ password });
  });
}

function addKeys(app: Hono, { audit, engine }: PeopleParts): void {
  app.get('/api/v1/ops/keys', (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    return c.json({
      keys: current.book.keys().map(({ name, createdAt, revokedAt, ...key }) => ({
        source: name,
        ...key,
        createdAt: formatInstant(createdAt),
        revokedAt: revokedAt === null ? null : formatInstant(revokedAt),
      })),
    });
  });
  app.post('/api/v1/ops/keys', async (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    const wish = await readBody(c, keySchema);
    if (!wish.ok) return wish.answer;
    const { name, title, quota } = wish.body;
    const key = current.book.createKey({ name, quota: quota ?? null, ...(title != null && { title }) });
    audit(c, { action: 'key-made', detail: name });
    return c.json({ key }, 201);
  });
  app.post('/api/v1/ops/keys/:name/revoke', (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    const name = c.req.param('name');
    if (current.book.revokeKeys(name) === 0) return problem(c, 404, 'No good key belongs to this source.');
    audit(c, { action: 'key-revoked', detail: name });
    return c.body(null, 204);
  });
}
