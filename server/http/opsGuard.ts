import { createHash, timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import { problem } from './problem';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Until sign-in exists, operators are those at this machine itself, or with the operator's link. A request that came
 * through a proxy, or under another host name (DNS rebinding), is not from this machine.
 */
export function opsGuard(token: string): MiddlewareHandler {
  const wanted = digest(token);
  return async (c, next) => {
    const host = c.req.header('host') ?? '';
    const origin = c.req.header('origin');
    if (origin !== undefined && hostOf(origin) !== host) {
      return problem(c, 403, 'Operators work from the pages of this server only.');
    }
    const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), wanted)) return next();
    const forwarded = c.req.header('x-forwarded-for') ?? c.req.header('forwarded');
    const address = getConnInfo(c).remote.address ?? '';
    if (forwarded === undefined && LOOPBACK.has(address) && LOCAL_HOST.test(host)) return next();
    return problem(c, 403, 'Open the operator’s link that the server printed when it started.');
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
