/** What a call was answered. `status` 0: nobody answered. */
export interface Answered {
  readonly ok: boolean;
  readonly status: number;
  /** The body as it came, a file as a Blob; null when there was none. */
  readonly body: unknown;
  /** `type` and `detail` of a problem; empty otherwise. */
  readonly type: string;
  readonly detail: string;
  /** Seconds to wait when the server says "too often" or "not now"; 0 otherwise. */
  readonly waitSeconds: number;
  /** The server's own clock when it answered, in ms; null when it did not say. In a demo the board runs on another. */
  readonly serverMs: number | null;
  /** Nobody answered within the time limit. */
  readonly isLate: boolean;
}

export interface AskWish {
  /** Gives the question up. */
  readonly signal?: AbortSignal;
  /** How long an answer may take, in ms. */
  readonly limitMs?: number;
}

type Method = 'GET' | 'POST' | 'DELETE';

/** Who reads waits less: the same question can be asked again at once. */
const LIMIT_MS: Readonly<Record<Method, number>> = { GET: 10_000, POST: 15_000, DELETE: 15_000 };
const DEFAULT_WAIT_S = 30;
const NOBODY = { ok: false, status: 0, body: null, type: '', detail: '', waitSeconds: 0, serverMs: null } as const;

/** Calls the server. It never throws: what went wrong is a value that the page turns into words. */
export async function ask(method: Method, path: string, body?: unknown, wish: AskWish = {}): Promise<Answered> {
  const limit = AbortSignal.timeout(wish.limitMs ?? LIMIT_MS[method]);
  const call = new AbortController();
  for (const signal of [limit, wish.signal]) signal?.addEventListener('abort', () => call.abort());
  if (wish.signal?.aborted) call.abort();
  try {
    const answer = await fetch(path, {
      method,
      cache: 'no-store',
      signal: call.signal,
      ...(body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const found = await bodyOf(answer);
    const { type, detail } = (found ?? {}) as { readonly type?: unknown; readonly detail?: unknown };
    const date = Date.parse(answer.headers.get('date') ?? '');
    return {
      ok: answer.ok,
      status: answer.status,
      body: found,
      type: answer.ok ? '' : String(type ?? ''),
      detail: answer.ok ? '' : String(detail ?? ''),
      waitSeconds: waitOf(answer),
      serverMs: Number.isNaN(date) ? null : date,
      isLate: false,
    };
  } catch {
    return { ...NOBODY, isLate: limit.aborted };
  }
}

async function bodyOf(answer: Response): Promise<unknown> {
  if ((answer.headers.get('content-type') ?? '').includes('json')) return JSON.parse(await answer.text());
  const file = await answer.blob();
  return file.size > 0 ? file : null;
}

function waitOf({ status, headers }: Response): number {
  if (status !== 429 && status !== 503) return 0;
  return Number(headers.get('retry-after')) || (status === 429 ? DEFAULT_WAIT_S : 0);
}
