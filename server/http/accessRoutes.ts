import type { Context, Hono } from 'hono';
import { deleteCookie } from 'hono/cookie';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { z } from 'zod';
import { DEVICE_VIEWS } from '../../shared/access';
import type { Ward } from '../../shared/wards';
import { PAIRING_MS } from '../auth/pairings';
import { passwordFault, TooBusy } from '../auth/password';
import type { UserRow } from '../db/access/userRows';
import {
  type Auditor,
  DEVICE_COOKIE,
  type GuardParts,
  SESSION_COOKIE,
  setDeviceCookie,
  setSessionCookie,
} from './accessGuard';
import { limitBody, readBody } from './bodies';
import { problem, problemText } from './problem';

export interface AccessRouteParts extends GuardParts {
  readonly audit: Auditor;
  readonly wards: readonly Ward[];
  readonly simulated: () => boolean;
}

const MAX_BODY_BYTES = 8 * 1024;
const MINUTE_S = 60;
/** Tries a minute from one address, whatever names they are for. */
const SIGN_INS_A_MINUTE = 30;
const PAIRINGS_A_MINUTE = 12;
const CLAIMS_A_MINUTE = 240;
const CODES_A_MINUTE = 10;

const text = (max: number) => z.string().min(1).max(max);
const signInSchema = z.object({ name: text(120), password: text(400), totp: text(20).nullish() });
const passwordSchema = z.object({ current: text(400), next: text(400) });
const secretSchema = z.object({ secret: text(100) });
const pairingSchema = z.object({ view: z.enum(DEVICE_VIEWS), ward: z.string().nullish() });

/** Signing in and out, a person's own password and second factor, and the pairing of screens. */
export function addAccessRoutes(app: Hono, parts: AccessRouteParts): void {
  app.use('/api/v1/session/*', limitBody(MAX_BODY_BYTES));
  app.use('/api/v1/pairings/*', limitBody(MAX_BODY_BYTES));
  addSession(app, parts);
  addOwnSecrets(app, parts);
  addPairings(app, parts);
}

function addSession(app: Hono, parts: AccessRouteParts): void {
  const { access, audit } = parts;
  const signIns = perMinute(SIGN_INS_A_MINUTE);
  app.get('/api/v1/session', (c) =>
    c.json({
      identity: c.get('identity'),
      access: access.open ? 'open' : 'signed-in',
      hasUsers: access.users.any(),
      simulated: parts.simulated(),
    }),
  );
  app.post('/api/v1/session', async (c) => {
    const wait = await signIns(c.get('address'));
    if (wait !== null) return tooOften(c, wait);
    const wish = await readBody(c, signInSchema);
    if (!wish.ok) return wish.answer;
    const { name, password, totp } = wish.body;
    const answer = await access.signIn({ name, password, totp: totp ?? null, address: c.get('address') }).catch(busy);
    if (answer === null) return tooOften(c, 2);
    if (!answer.ok) return refusedSignIn(c, answer);
    endPresent(c, parts);
    setSessionCookie(c, answer.token, parts);
    return c.body(null, 204);
  });
  app.post('/api/v1/session/link', async (c) => {
    const wish = await readBody(c, z.object({ token: text(100) }));
    if (!wish.ok) return wish.answer;
    const wait = await signIns(c.get('address'));
    if (wait !== null) return tooOften(c, wait);
    const taken = access.takeLink(wish.body.token);
    if (!taken) return problem(c, 401, 'This link was used already, or is of an earlier start of the server.');
    endPresent(c, parts);
    setSessionCookie(c, taken.token, parts);
    return c.body(null, 204);
  });
  app.delete('/api/v1/session', (c) => {
    if (c.get('identity').kind === 'user') audit(c, { action: 'signed-out' });
    endPresent(c, parts);
    deleteCookie(c, SESSION_COOKIE, { path: '/' });
    return c.body(null, 204);
  });
  app.post('/api/v1/session/everywhere', (c) => {
    const user = ownUser(c, parts);
    if (user) access.users.endSessions(user.id, access.now());
    endPresent(c, parts);
    access.changed();
    audit(c, { action: 'user-signed-out', detail: 'everywhere' });
    deleteCookie(c, SESSION_COOKIE, { path: '/' });
    return c.body(null, 204);
  });
}

/** A session that was there before a sign-in ends with it: nobody can plant one and wait. */
function endPresent(c: Context, { access }: AccessRouteParts): void {
  const holder = c.get('holder');
  if (holder?.kind === 'session') access.end(holder);
}

function refusedSignIn(
  c: Context,
  answer: Extract<Awaited<ReturnType<AccessRouteParts['access']['signIn']>>, { ok: false }>,
) {
  if (answer.fault === 'locked') return tooOften(c, Math.ceil(answer.retryAfterMs / 1000));
  if (answer.fault === 'totp') {
    const body = problemText(401, 'Give the six digits that the authenticator app shows now.', 'about:blank#totp');
    return c.body(body, 401, { 'Content-Type': 'application/problem+json' });
  }
  return answer.fault === 'expired'
    ? problem(c, 401, 'This first password was never changed and is too old; an administrator can give another.')
    : problem(c, 401, 'Name or password is wrong.');
}

function ownUser(c: Context, { access }: AccessRouteParts): UserRow | null {
  const who = c.get('identity');
  return who.kind === 'user' && !who.guest ? access.users.byName(who.name) : null;
}

function addOwnSecrets(app: Hono, parts: AccessRouteParts): void {
  const { access, audit } = parts;
  const tries = perMinute(CODES_A_MINUTE);
  const guest = (c: Context) => problem(c, 403, 'A guest of the demo has no account.');
  app.post('/api/v1/session/password', async (c) => {
    const user = ownUser(c, parts);
    if (!user) return guest(c);
    const wish = await readBody(c, passwordSchema);
    if (!wish.ok) return wish.answer;
    const wait = await tries(user.name);
    if (wait !== null) return tooOften(c, wait);
    const { current, next } = wish.body;
    const isRight = await access.passwords.matches(current, user.passwordHash).catch(busy);
    if (isRight === null) return tooOften(c, 2);
    if (!isRight) return problem(c, 403, 'The present password is wrong.');
    const fault = current === next ? 'The new password is the old one.' : passwordFault(next, user.name);
    if (fault) return problem(c, 400, fault);
    const now = access.now();
    const passwordHash = await access.passwords.hash(next);
    access.users.change(user.id, { passwordHash, passwordSetAt: now, mustChangePassword: 0 });
    audit(c, { action: 'password-changed' });
    renew(c, parts, user);
    return c.body(null, 204);
  });
  app.post('/api/v1/session/totp', (c) => {
    const user = ownUser(c, parts);
    if (!user) return guest(c);
    if (user.totpSince !== null)
      return problem(c, 409, 'A second factor is set up already; an administrator can reset it.');
    const { sealed, secret, uri } = access.totp.create(user.name);
    access.users.change(user.id, { totpSecret: sealed });
    return c.json({ secret, uri });
  });
  app.post('/api/v1/session/totp/confirm', async (c) => {
    const user = ownUser(c, parts);
    if (!user) return guest(c);
    const wish = await readBody(c, z.object({ code: text(20) }));
    if (!wish.ok) return wish.answer;
    const wait = await tries(user.name);
    if (wait !== null) return tooOften(c, wait);
    if (!user.totpSecret || user.totpSince !== null) return problem(c, 409, 'No second factor is being set up.');
    const step = access.totp.stepOf(user.totpSecret, wish.body.code, access.now(), user.totpLastStep);
    if (step === null) return problem(c, 400, 'The code is wrong or was used; wait for the next one.');
    access.users.change(user.id, { totpSince: access.now(), totpLastStep: step });
    audit(c, { action: 'totp-set' });
    renew(c, parts, user);
    return c.body(null, 204);
  });
}

/** New rights, new session: every other one of this person ends, and the short one of first use becomes a whole one. */
function renew(c: Context, parts: AccessRouteParts, user: UserRow): void {
  const { access } = parts;
  const now = access.now();
  access.users.endSessions(user.id, now);
  const fresh = access.users.byId(user.id) ?? user;
  setSessionCookie(c, access.openSession(fresh), parts);
  access.changed();
}

function addPairings(app: Hono, parts: AccessRouteParts): void {
  const { access, wards } = parts;
  const openings = perMinute(PAIRINGS_A_MINUTE);
  const claims = perMinute(CLAIMS_A_MINUTE);
  app.post('/api/v1/pairings', async (c) => {
    const address = c.get('address');
    const wait = await openings(address);
    if (wait !== null) return tooOften(c, wait);
    const wish = await readBody(c, pairingSchema);
    if (!wish.ok) return wish.answer;
    const { view, ward = null } = wish.body;
    if (ward !== null && !wards.some((one) => one.code === ward)) return problem(c, 400, 'There is no such ward.');
    const opened = access.pairings.open({ view, ward, address });
    if (!opened) return tooOften(c, PAIRING_MS / 1000);
    const { code, secret } = opened;
    return c.json({ code, secret, expiresInSeconds: PAIRING_MS / 1000 }, 201);
  });
  app.post('/api/v1/pairings/claim', async (c) => {
    const wait = await claims(c.get('address'));
    if (wait !== null) return tooOften(c, wait);
    const wish = await readBody(c, secretSchema);
    if (!wish.ok) return wish.answer;
    const claim = access.pairings.claim(wish.body.secret, (device) => access.holders.addDevice(device, access.now()));
    if (claim.kind === 'waiting') return c.json({ state: 'waiting' }, 202);
    if (claim.kind !== 'confirmed') return problem(c, 410, 'This code is no longer good; ask for another.');
    deleteCookie(c, DEVICE_COOKIE, { path: '/' });
    setDeviceCookie(c, claim.taken, parts);
    return c.json({ identity: { kind: 'device', ...claim.device } });
  });
}

function perMinute(points: number): (key: string) => Promise<number | null> {
  const limiter = new RateLimiterMemory({ points, duration: MINUTE_S });
  return (key) =>
    limiter.consume(key).then(
      () => null,
      (refused: unknown) => (refused instanceof RateLimiterRes ? Math.ceil(refused.msBeforeNext / 1000) : MINUTE_S),
    );
}

function busy(cause: unknown): null {
  if (cause instanceof TooBusy) return null;
  throw cause;
}

function tooOften(c: Context, seconds: number): Response {
  const wait = Math.max(1, seconds);
  return problem(c, 429, `Too often: try again in ${wait} seconds.`, { 'Retry-After': String(wait) });
}
