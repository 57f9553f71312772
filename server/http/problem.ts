import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { BUSY, Busy, type BusyReason } from '../busy';
import { isStorageFault } from '../db/storageFault';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in, or key not valid',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Not possible in this state',
  410: 'Gone',
  411: 'Length required',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Wrong shape',
  429: 'Too often',
  500: 'Internal error',
  503: 'Cannot answer now',
};

/** RFC 9457 problem details. `detail` says what to do next and never quotes a value that was sent. */
export function problemText(status: number, detail: string, type = 'about:blank'): string {
  return JSON.stringify({ type, title: TITLES[status] ?? 'Problem', status, detail });
}

export function problem(
  c: Context,
  status: ContentfulStatusCode,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return c.body(problemText(status, detail), status, { 'Content-Type': 'application/problem+json', ...headers });
}

/** Type, text and headers of a 503 that says why: its type is `about:blank#REASON`. */
export function busyAnswer(reason: BusyReason) {
  const { retryAfterS, detail } = BUSY[reason];
  return {
    text: problemText(503, detail, `about:blank#${reason}`),
    headers: { 'Content-Type': 'application/problem+json', 'Retry-After': String(retryAfterS) },
  };
}

export function busyProblem(c: Context, reason: BusyReason): Response {
  const { text, headers } = busyAnswer(reason);
  return c.body(text, 503, headers);
}

/**
 * Whatever a handler throws: Hono's own refusals keep their status, what cannot be done now says why, the rest is a bug
 * and says no more than that.
 */
export function answerFailure(onBug: (cause: Error) => void): (cause: Error, c: Context) => Response {
  return (cause, c) => {
    if (cause instanceof Busy) return busyProblem(c, cause.reason);
    if (isStorageFault(cause)) return busyProblem(c, 'storage');
    if (cause instanceof HTTPException) return problem(c, cause.status as ContentfulStatusCode, cause.message);
    onBug(cause);
    return problem(c, 500, 'Something went wrong here; it has been logged.');
  };
}
