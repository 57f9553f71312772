import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { setCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Identity, isAllowed } from '../../shared/access';
import type { Access, Cookies, Holder } from '../auth/access';
import { SESSION_MS } from '../auth/signIn';
import { Busy } from '../busy';
import type { AuditAction } from '../db/access/auditRows';
import { ACCESS_RULES, type AccessRule } from './accessRules';
import { problem } from './problem';

declare module 'hono' {
  interface ContextVariableMap {
    /** Who asks. */
    identity: Identity;
    holder: Holder | null;
    /** Where from, as the audit keeps it. */
    address: string;
  }
}

export const SESSION_COOKIE = 'session';
export const DEVICE_COOKIE = 'device';
/** The longest that browsers keep a cookie; a screen in use renews it. */
const DEVICE_COOKIE_S = 400 * 86_400;
/** One screen gone wild does not fill the audit (I10). */
const REFUSALS_TOLD_A_MINUTE = 20;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface GuardParts {
  readonly access: Access;
  /** Takes the client's address and scheme from the proxy in front. */
  readonly trustProxy: boolean;
}

/** Knows who asks, refuses pages of other sites, and holds every call to its rule. Put before all routes. */
export function guardCalls(app: Hono, parts: GuardParts): void {
  app.use('/api/*', refuseForeignPages(parts.trustProxy), identify(parts));
  for (const rule of ACCESS_RULES) app.on(rule.method, rule.path, hold(rule, parts.access));
}

/** Throws when a call has no rule: what nobody thought about is open to nobody. */
export function demandRules(app: Hono): void {
  const known = new Set(ACCESS_RULES.map(({ method, path }) => `${method} ${path}`));
  const missing = app.routes
    .filter(({ method, path }) => method !== 'ALL' && !path.includes('*') && !known.has(`${method} ${path}`))
    .map(({ method, path }) => `${method} ${path}`);
  if (missing.length > 0) throw new Error(`no rule of access says who may call ${missing.join(', ')}`);
}

/** The cookies that say who asks, of a request or of a socket's handshake. */
export function cookiesOf(header: string | undefined): Cookies {
  const all = header === undefined ? {} : parse(header);
  return { session: all[SESSION_COOKIE] ?? null, device: all[DEVICE_COOKIE] ?? null };
}

/** What an answer to the audit needs of the one who asks. */
export function actorOf(c: Context): { readonly who: string; readonly role: string; readonly address: string } {
  const who = c.get('identity');
  const address = c.get('address');
  if (who.kind === 'user') return { who: who.name, role: who.role, address };
  return who.kind === 'device' ? { who: who.name, role: 'screen', address } : { who: '', role: '', address };
}

/** Writes into the audit in the name of whoever makes this call. */
export function auditor(access: Access) {
  return (
    c: Context,
    line: { readonly action: AuditAction; readonly ward?: string | null; readonly detail?: string | null },
  ): void => access.audit({ ...actorOf(c), ward: null, detail: null, ...line });
}
export type Auditor = ReturnType<typeof auditor>;

export function setSessionCookie(c: Context, token: string, parts: Pick<GuardParts, 'trustProxy'>): void {
  setCookie(c, SESSION_COOKIE, token, cookieOptions(c, SESSION_MS / 1000, parts.trustProxy));
}

export function setDeviceCookie(c: Context, token: string, parts: Pick<GuardParts, 'trustProxy'>): void {
  setCookie(c, DEVICE_COOKIE, token, cookieOptions(c, DEVICE_COOKIE_S, parts.trustProxy));
}

function cookieOptions(c: Context, maxAge: number, trustProxy: boolean) {
  const isSecure = trustProxy && c.req.header('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https';
  return { httpOnly: true, sameSite: 'Lax', path: '/', maxAge, secure: isSecure } as const;
}

/** Cookies travel with requests that other sites cause: what changes anything must come from a page of this one. */
function refuseForeignPages(trustProxy: boolean): MiddlewareHandler {
  return async (c, next) => {
    if (SAFE.has(c.req.method)) return next();
    const origin = c.req.header('origin');
    const header = (name: string) => c.req.header(name);
    if (!isOwnPage(origin, header, trustProxy) || c.req.header('sec-fetch-site') === 'cross-site') {
      return problem(c, 403, 'This call is answered to pages of this server only.');
    }
    return next();
  };
}

function identify({ access, trustProxy }: GuardParts): MiddlewareHandler {
  return async (c, next) => {
    const { identity, holder, fresh } = access.identify(cookiesOf(c.req.header('cookie')), true);
    c.set('identity', identity);
    c.set('holder', holder);
    c.set('address', addressOf(c, trustProxy));
    if (fresh) (fresh.cookie === 'session' ? setSessionCookie : setDeviceCookie)(c, fresh.token, { trustProxy });
    await next();
    // What depends on who asks is nobody else's to keep.
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  };
}

function hold({ method, path, may, ward: parameter, needs }: AccessRule, access: Access): MiddlewareHandler {
  const audit = auditor(access);
  const told = new RateLimiterMemory({ points: REFUSALS_TOLD_A_MINUTE, duration: 60 });
  return async (c, following) => {
    const next = (): Promise<void> => {
      if (needs && !access.canWrite()) throw new Busy(needs);
      return following();
    };
    if (may === 'public' || may === 'ingest') return next();
    const who = c.get('identity');
    const ward = parameter === undefined ? null : (c.req.param(parameter) ?? null);
    if (isAllowed({ who, may, ward, open: access.open })) return next();
    if (who.kind === 'anonymous') return problem(c, 401, 'Sign in first, or pair this screen.');
    const { who: name, address } = actorOf(c);
    const isTold = await told.consume(`${name} ${address}`).then(
      () => true,
      () => false,
    );
    if (isTold) audit(c, { action: 'refused', ward, detail: `${method} ${path}` });
    return problem(c, 403, 'This is not for your role.');
  };
}

function addressOf(c: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return (forwarded || getConnInfo(c).remote.address || '').replace(/^::ffff:/, '').slice(0, 45);
}

/** Whether a page of this server sent it; programs that are no browser send no origin. */
export function isOwnPage(
  origin: string | undefined,
  header: (name: string) => string | undefined,
  trustProxy: boolean,
): boolean {
  if (origin === undefined) return true;
  const asked = (trustProxy ? header('x-forwarded-host')?.split(',').at(-1)?.trim() : undefined) ?? header('host');
  return URL.canParse(origin) && new URL(origin).host === asked;
}
