/** What a call was answered. `status` 0: nobody answered. */
export interface Answered {
  readonly ok: boolean;
  readonly status: number;
  /** The body as it came; null when there was none. */
  readonly body: unknown;
  /** `type` and `detail` of a problem; empty otherwise. */
  readonly type: string;
  readonly detail: string;
  /** Seconds to wait when the server says "too often"; 0 otherwise. */
  readonly waitSeconds: number;
  /** The server's own clock when it answered, in ms; null when it did not say. In a demo the board runs on another. */
  readonly serverMs: number | null;
}

const TIMEOUT_MS = 15_000;
const DEFAULT_WAIT_S = 30;
const NOBODY: Answered = { ok: false, status: 0, body: null, type: '', detail: '', waitSeconds: 0, serverMs: null };

/** Calls the server. It never throws: what went wrong is a value that the page turns into words. */
export async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answered> {
  try {
    const answer = await fetch(path, {
      method,
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const found: unknown = (answer.headers.get('content-type') ?? '').includes('json') ? JSON.parse(text) : null;
    const { type, detail } = (found ?? {}) as { readonly type?: unknown; readonly detail?: unknown };
    const date = Date.parse(answer.headers.get('date') ?? '');
    return {
      ok: answer.ok,
      status: answer.status,
      body: found,
      type: answer.ok ? '' : String(type ?? ''),
      detail: answer.ok ? '' : String(detail ?? ''),
      waitSeconds: answer.status === 429 ? Number(answer.headers.get('retry-after')) || DEFAULT_WAIT_S : 0,
      serverMs: Number.isNaN(date) ? null : date,
    };
  } catch {
    return NOBODY;
  }
}
