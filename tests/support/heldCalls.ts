import { vi } from 'vitest';

/** A server whose answers the test gives: each call waits until it is answered or given up. */
export interface HeldCall {
  readonly path: string;
  readonly isGivenUp: () => boolean;
  readonly say: (status: number, body?: unknown, headers?: Record<string, string>) => Promise<void>;
  readonly break: () => Promise<void>;
}

/** Puts such a server in place of the network; each call appears in the list that comes back. Under fake timers. */
export function holdCalls(): readonly HeldCall[] {
  const calls: HeldCall[] = [];
  vi.stubGlobal('fetch', (path: string, { signal }: { readonly signal: AbortSignal }) => {
    return new Promise<Response>((resolve, reject) => {
      const settle = async (act: () => void) => {
        act();
        await vi.advanceTimersByTimeAsync(0);
      };
      signal.addEventListener('abort', () => reject(new Error('aborted')));
      calls.push({
        path,
        isGivenUp: () => signal.aborted,
        say: (status, body = {}, headers = {}) =>
          settle(() =>
            resolve(Response.json(body, { status, headers: { 'content-type': 'application/json', ...headers } })),
          ),
        break: () => settle(() => reject(new TypeError('Failed to fetch'))),
      });
    });
  });
  return calls;
}

export function lastOf(calls: readonly HeldCall[]): HeldCall {
  const call = calls.at(-1);
  if (!call) throw new Error('nothing was asked');
  return call;
}
