import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { DEVICE_VIEWS, ROLES } from '../../shared/access';
import { AUDIT_ACTIONS } from '../db/access/auditRows';
import { instant } from './answers';

type Registry = OpenAPIHono['openAPIRegistry'];

const text = z.string();
const ward = text.nullable();
const user = z.object({
  kind: z.literal('user'),
  name: text,
  role: z.enum(ROLES),
  ward,
  mustChangePassword: z.boolean(),
  totp: z.enum(['none', 'due', 'on']),
  guest: z.boolean(),
});
const device = z.object({ kind: z.literal('device'), name: text, view: z.enum(DEVICE_VIEWS), ward });
const identity = z.union([user, device, z.object({ kind: z.literal('anonymous') })]).openapi('Identity');
const nothing = null;
const anything = z.object({}).loose();

interface Call {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodObject;
  readonly status?: number;
  /** What 202 means, where it can be answered. */
  readonly later?: string;
  /** null: no body. */
  readonly answer: z.ZodType | null;
  readonly problems: readonly number[];
}

const page = z.object({ limit: z.int().optional() });
const refusedRow = z.object({ source: text, reason: text, firstAt: instant, lastAt: instant, times: z.int() });

const CALLS: readonly Call[] = [
  {
    method: 'get',
    path: '/api/v1/session',
    summary: 'Who asks, by their cookie',
    answer: z.object({
      identity,
      access: z.enum(['open', 'signed-in']),
      hasUsers: z.boolean(),
      simulated: z.boolean(),
    }),
    problems: [],
  },
  {
    method: 'post',
    path: '/api/v1/session',
    summary: 'Sign in; the type about:blank#totp asks for the code of the second factor',
    body: z.object({ name: text, password: text, totp: text.nullish() }),
    answer: nothing,
    problems: [400, 401, 403, 413, 429],
  },
  { method: 'delete', path: '/api/v1/session', summary: 'Sign out', answer: nothing, problems: [403] },
  {
    method: 'post',
    path: '/api/v1/session/link',
    summary: 'Sign in with a one-time link of the demo',
    body: z.object({ token: text }),
    answer: nothing,
    problems: [400, 401, 429],
  },
  {
    method: 'post',
    path: '/api/v1/session/password',
    summary: 'Change the own password; ends every other session',
    body: z.object({ current: text, next: text }),
    answer: nothing,
    problems: [400, 401, 403, 429],
  },
  {
    method: 'post',
    path: '/api/v1/session/totp',
    summary: 'Begin to set up a second factor',
    answer: z.object({ secret: text, uri: text }),
    problems: [401, 403, 409],
  },
  {
    method: 'post',
    path: '/api/v1/session/totp/confirm',
    summary: 'Put the second factor in force with a first code',
    body: z.object({ code: text }),
    answer: nothing,
    problems: [400, 401, 403, 409, 429],
  },
  {
    method: 'post',
    path: '/api/v1/session/everywhere',
    summary: 'Sign out everywhere',
    answer: nothing,
    problems: [401, 403],
  },
  {
    method: 'post',
    path: '/api/v1/pairings',
    summary: 'A screen asks to be paired and shows the code',
    body: z.object({ view: z.enum(DEVICE_VIEWS), ward: ward.optional() }),
    status: 201,
    answer: z.object({ code: text, secret: text, expiresInSeconds: z.int() }),
    problems: [400, 429],
  },
  {
    method: 'post',
    path: '/api/v1/pairings/claim',
    summary: 'The screen asks what became of it; 202 while it waits',
    body: z.object({ secret: text }),
    answer: z.object({ identity }),
    problems: [400, 410, 429],
  },
  ...operators('get', '/api/v1/ops', 'Alerts, limits and walls'),
  {
    method: 'post',
    path: '/api/v1/ops/alerts/{id}',
    summary: 'Acknowledge, shelve or unshelve an alert',
    later: 'Every screen knows; nothing can be written now, it is written down when that can be again',
    answer: nothing,
    problems: [401, 403, 404, 409],
  },
  ...operators('post', '/api/v1/ops/thresholds', 'A new version of the limits', 400),
  ...operators('get', '/api/v1/ops/rules/{name}/preview', 'How often a rule would have rung', 400, 404),
  ...operators('post', '/api/v1/ops/walls/{id}', 'Tell a wall what to show, or to reload', 400, 404),
  ...operators('get', '/api/v1/ops/screens', 'Screens that wait to be paired, and those that are'),
  ...operators('post', '/api/v1/ops/pairings', 'Let a screen in by the code it shows', 400, 404, 429),
  ...operators('post', '/api/v1/ops/pairings/refuse', 'Turn a screen away', 404, 429),
  ...operators('post', '/api/v1/ops/devices/{id}/revoke', 'End a screen', 404),
  ...operators('get', '/api/v1/ops/calendar', 'The working calendar in force', 503),
  ...operators('post', '/api/v1/ops/calendar', 'Put another working calendar in force', 400, 409, 503),
  {
    method: 'post',
    path: '/api/v1/ops/calendar/preview',
    summary: 'What another working calendar would change, or what is wrong with it',
    body: z.object({ calendar: anything }),
    answer: anything,
    problems: [400, 401, 403, 503],
  },
  ...operators('post', '/api/v1/ops/clock/accept', 'Take the server’s clock for right after it jumped', 409, 503),
  ...operators('get', '/api/v1/ops/users', 'Users (administrators)'),
  ...operators('post', '/api/v1/ops/users', 'Make a user; the password is answered once', 400, 409),
  ...operators('post', '/api/v1/ops/users/{name}/{act}', 'reset, reset-totp, disable, enable or sign-out', 404, 409),
  ...operators('get', '/api/v1/ops/keys', 'Ingest keys (administrators)'),
  ...operators('post', '/api/v1/ops/keys', 'Make an ingest key; it is answered once', 400),
  ...operators('post', '/api/v1/ops/keys/{name}/revoke', 'Revoke the keys of a source', 404),
  ...operators('get', '/api/v1/sources', 'Sources with their state'),
  {
    method: 'get',
    path: '/api/v1/quarantine',
    summary: 'What was refused, with its reason and never its content',
    query: page,
    answer: z.object({
      total: z.int(),
      rows: z.array(refusedRow),
      /** Refusals that came after the rows of their source and reason were full, counted only. */
      beyond: z.array(refusedRow),
    }),
    problems: [400, 401, 403, 503],
  },
  {
    method: 'get',
    path: '/api/v1/audit',
    summary: 'Who did or saw what, newest first',
    query: page.extend({ before: z.int().optional() }),
    answer: z.object({
      rows: z.array(
        z.object({
          seq: z.int(),
          at: instant,
          who: text,
          role: text,
          address: text,
          action: z.enum(AUDIT_ACTIONS),
          ward,
          detail: text.nullable(),
        }),
      ),
    }),
    problems: [400, 401, 403],
  },
];

/** A call of the operators' page, whose shapes change with it. */
function operators(method: 'get' | 'post', path: string, summary: string, ...problems: number[]): readonly Call[] {
  const answer = method === 'get' ? anything : nothing;
  return [{ method, path, summary, answer, problems: [401, 403, ...problems] }];
}

/** Describes who may sign in how, and what operators call. */
export function describeAccess(
  registry: Registry,
  refused: (...statuses: readonly number[]) => Record<number, { description: string }>,
): void {
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'session' });
  registry.registerComponent('securitySchemes', 'device', { type: 'apiKey', in: 'cookie', name: 'device' });
  for (const { method, path, summary, body, query, status, later, answer, problems } of CALLS) {
    const params = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => (name === undefined ? [] : [[name, text]]));
    registry.registerPath({
      method,
      path,
      summary,
      request: {
        ...(params.length > 0 && { params: z.object(Object.fromEntries(params)) }),
        ...(query && { query }),
        ...(body && { body: { content: { 'application/json': { schema: body } } } }),
      },
      responses: {
        [status ?? (answer === null ? 204 : 200)]:
          answer === null
            ? { description: 'Done' }
            : { description: 'The answer', content: { 'application/json': { schema: answer } } },
        ...(later !== undefined && { 202: { description: later } }),
        // Whatever is to be written down may meet a disk that takes nothing.
        ...refused(...problems, ...(method === 'get' ? [] : [503])),
      },
    });
  }
}
