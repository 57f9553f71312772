import type { Context, MiddlewareHandler } from 'hono';
import type { z } from 'zod';
import { MAX_DEPTH, parseJson } from '../jsonDepth';
import { CALL_BODIES, createBodyPlaces } from './bodyPlaces';
import { busyProblem, problem } from './problem';

/**
 * The body in the shape that a call takes, or the answer that says `shape`, by default which field is at fault; never
 * its value.
 */
export async function readBody<T>(
  c: Context,
  schema: z.ZodType<T>,
  shape?: string,
): Promise<{ readonly ok: true; readonly body: T } | { readonly ok: false; readonly answer: Response }> {
  const text = await readText(c);
  if (typeof text !== 'string') return { ok: false, answer: text };
  const sent = parseJson(text);
  if (!sent.ok && sent.deep) {
    return { ok: false, answer: problem(c, 400, `The body is nested more than ${MAX_DEPTH} deep.`) };
  }
  const parsed = schema.safeParse(sent.ok ? sent.value : undefined);
  if (parsed.success) return { ok: true, body: parsed.data };
  return { ok: false, answer: problem(c, 400, shape ?? faultOf(parsed.error)) };
}

const places = createBodyPlaces(CALL_BODIES);

/** The body's text, or the answer when it comes too slowly, or too many others are on their way. */
async function readText(c: Context): Promise<string | Response> {
  let tell: () => void = () => undefined;
  const slow = new Promise<null>((resolve) => {
    tell = () => resolve(null);
  });
  const place = places.enter(() => tell());
  if (!place) return busyProblem(c, 'bodies');
  try {
    if (!place.grow(Number(c.req.header('content-length') ?? 0))) return busyProblem(c, 'bodies');
    // Of a body that breaks off nobody hears the answer.
    const text = await Promise.race([c.req.text().catch(() => ''), slow]);
    return text ?? problem(c, 408, 'The body came too slowly; send it again.', { Connection: 'close' });
  } finally {
    place.leave();
  }
}

function faultOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  return field === ''
    ? 'The body does not have the shape that this call takes.'
    : `The field ${field} is missing or not usable.`;
}

/**
 * Refuses bodies above a size before they are read. A body of unknown length is refused as well: those who call these
 * routes are pages, which always say it.
 */
export function limitBody(maxBytes: number): MiddlewareHandler {
  return async (c, next) => {
    const length = c.req.header('content-length');
    if (length === undefined) {
      return c.req.header('transfer-encoding') === undefined
        ? next()
        : problem(c, 411, 'Send the body with its Content-Length.');
    }
    return Number(length) <= maxBytes ? next() : problem(c, 413, `The body has at most ${maxBytes} bytes here.`);
  };
}
