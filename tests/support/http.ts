import type { RunningServer } from './server';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
  /** `name=value` of the cookies that it sets. */
  readonly cookies: readonly string[];
}

export interface Caller {
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly post: (path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly remove: (path: string) => Promise<Answer>;
}

/** Calls of one browser that keeps no cookies by itself: the test says which it brings. */
export function caller(server: Pick<RunningServer, 'origin'>, cookie = ''): Caller {
  const call = async (method: string, path: string, body: unknown, headers: Readonly<Record<string, string>>) => {
    const answer = await fetch(`${server.origin}/api/v1${path}`, {
      method,
      headers: { Cookie: cookie, ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>,
      headers: answer.headers,
      cookies: answer.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? ''),
    };
  };
  return {
    get: (path, headers = {}) => call('GET', path, undefined, headers),
    post: (path, body = {}, headers = {}) => call('POST', path, body, headers),
    remove: (path) => call('DELETE', path, undefined, {}),
  };
}
