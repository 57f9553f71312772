import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import { DECISION_FIGURES } from '../../shared/decisions';
import { PERIOD_NAMES } from '../../shared/period/spans';
import { ON_TIME_VARIANTS } from '../../shared/ranking';
import { WARD_LISTS } from '../../shared/wardLists';
import { MAX_NOTE_LENGTH } from '../../shared/wardNotes';
import { MAX_REPORTS } from '../ingest/parseReports';
import { reportSchema } from '../ingest/reportSchema';
import { answers, day, instant } from './answers';
import { describeAccess } from './openapiAccess';
import { describeDvcqg } from './openapiDvcqg';

type Registry = OpenAPIHono['openAPIRegistry'];

const problemSchema = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
  .openapi('Problem');

const json = (schema: z.ZodType, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
const refused = (...statuses: readonly number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: 'Problem details', content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  );

/** The description that foreign systems generate their clients from. A contract test holds the answers to it. */
export function openApiDocument(version: string) {
  const described = new OpenAPIHono();
  const registry = described.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'ingestKey', { type: 'http', scheme: 'bearer' });
  registry.registerPath({
    method: 'post',
    path: '/api/v1/reports',
    summary: `Take in up to ${MAX_REPORTS} reports; answered when all of them are durable`,
    security: [{ ingestKey: [] }],
    request: {
      body: {
        content: {
          'application/json': { schema: z.array(reportSchema).max(MAX_REPORTS) },
          'application/x-ndjson': { schema: z.string() },
        },
      },
    },
    responses: {
      200: json(answers.accepted, 'Durable'),
      ...refused(400, 401, 408, 413, 415, 422, 429, 503),
    },
  });
  addReading(registry);
  describeDvcqg(registry, refused);
  describeAccess(registry, refused);
  addWards(registry);
  return described.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Huế dossier operations wall', version },
  });
}

function addReading(registry: Registry): void {
  const span = z.object({ from: day, to: day, at: instant.optional(), until: instant.optional() });
  const get = (path: string, summary: string, schema: z.ZodType, query?: z.ZodObject, ...problems: number[]): void =>
    registry.registerPath({
      method: 'get',
      path,
      summary,
      ...(query && { request: { query } }),
      responses: { 200: json(schema, 'The answer'), ...refused(...problems) },
    });
  get('/healthz', 'The process is alive', answers.health);
  get('/readyz', 'The board is loaded, with the age of each source', answers.ready, undefined, 503);
  get('/api/v1/wards', 'The 40 wards', answers.wards);
  get('/api/v1/map', 'The map that screens draw', z.object({}).loose());
  get('/api/v1/snapshot', 'The board as every screen has it', answers.snapshot, undefined, 503);
  get('/api/v1/history', 'Days and hours gone by, for the scenes', answers.history, undefined, 503);
  get('/api/v1/summary', 'Figures of a period', answers.summary, span, 400, 503);
  const brief = span.extend({ variant: z.enum(['A', 'B', 'C']).optional() });
  get('/api/v1/brief', 'The written summary of a period, its numbers locked', answers.brief, brief, 400, 503);
  for (const ending of ['docx', 'pdf']) {
    registry.registerPath({
      method: 'post',
      path: `/api/v1/brief.${ending}`,
      summary: 'The brief with edited words as a document; a number that is not of the figures is refused',
      request: {
        query: brief,
        body: { content: { 'application/json': { schema: z.object({ paragraphs: z.array(z.string()) }) } } },
      },
      responses: { 200: { description: 'The document' }, ...refused(400, 413, 422, 503) },
    });
  }
  registry.registerPath({
    method: 'get',
    path: '/api/v1/export',
    summary: 'The figures of a period as a file: one row a ward and the city',
    request: { query: span.extend({ format: z.enum(['csv', 'xlsx', 'pdf']) }) },
    responses: {
      200: {
        description: 'The file',
        content: {
          'text/csv': { schema: z.string() },
          'application/pdf': { schema: z.string() },
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: z.string() },
        },
      },
      ...refused(400, 503),
    },
  });
  get(
    '/api/v1/decisions',
    'What meetings decided, each with its figure then and now',
    answers.decisions,
    z.object({ at: instant.optional() }),
    400,
    503,
  );
  addDecisions(registry);
  const fields = span.extend({ ward: z.string().optional() });
  get('/api/v1/fields', 'Figures of a period by field (lĩnh vực)', answers.fields, fields, 400, 503);
  const series = span.extend({ by: z.enum(['hour', 'day']), ward: z.string().optional() });
  get('/api/v1/series', 'Figures of a period by hour or day', answers.series, series, 400, 503);
}

/** What a ward sees of itself, and what it tells the centre. */
function addWards(registry: Registry): void {
  const params = z.object({ code: z.string() });
  const one = params.extend({ id: z.string() });
  const span = z.object({ from: day, to: day });
  const add = (
    method: 'get' | 'post',
    path: string,
    summary: string,
    rest: object,
    answer: RouteConfig['responses'],
  ): void => registry.registerPath({ method, path, summary, request: rest, responses: answer });
  const body = (schema: z.ZodType) => ({ body: { content: { 'application/json': { schema } } } });
  const text = z.string().max(MAX_NOTE_LENGTH);
  const done = (...problems: readonly number[]) => ({ 204: { description: 'Done' }, ...refused(...problems) });
  const answer = (schema: z.ZodType, ...problems: readonly number[]) => ({
    200: json(schema, 'The answer'),
    ...refused(401, 403, 404, ...problems),
  });
  const list = z.object({ list: z.enum(WARD_LISTS), limit: z.int().optional() });
  const lists = 'A list of the ward’s own dossiers; each opening is written down';
  add('get', '/api/v1/wards/{code}/dossiers', lists, { params, query: list }, answer(answers.wardList, 400, 503));
  const late = 'Where the ward’s lateness arises, by field and by procedure';
  add('get', '/api/v1/wards/{code}/lateness', late, { params, query: span }, answer(answers.lateness, 400, 503));
  const told = 'What the ward told the centre about a period';
  add('get', '/api/v1/wards/{code}/notes', told, { params, query: span }, answer(answers.notes, 400, 503));
  const note = z.object({ text, from: instant.nullable() });
  const taken = { 201: json(answers.noteTaken, 'On the board'), ...refused(400, 401, 403, 404, 413, 429, 503) };
  add('post', '/api/v1/wards/{code}/notes', 'A ward tells the centre something', { params, ...body(note) }, taken);
  add(
    'post',
    '/api/v1/wards/{code}/notes/{id}/end',
    'The reason no longer holds',
    { params: one },
    done(403, 404, 409),
  );
  const id = z.object({ id: z.string() });
  const said = body(z.object({ text }));
  const reply = 'The centre answers a note';
  add('post', '/api/v1/ops/notes/{id}/answer', reply, { params: id, ...said }, done(400, 403, 404, 409));
}

/** What people write: the one who signed in speaks, else `person` names who does. */
function addDecisions(registry: Registry): void {
  const said = { text: z.string(), person: z.string().optional() };
  const pin = z.object({
    from: day,
    to: day,
    period: z.enum(PERIOD_NAMES).nullable(),
    at: instant.nullable(),
    until: instant.nullable(),
    ward: z.string().nullable(),
    figure: z.enum(DECISION_FIGURES.map((one) => one.name)),
    variant: z.enum(ON_TIME_VARIANTS),
  });
  const body = (schema: z.ZodType) => ({ body: { content: { 'application/json': { schema } } } });
  registry.registerPath({
    method: 'post',
    path: '/api/v1/decisions',
    summary: 'Notes a decision, pinned to the figure it is about',
    request: body(z.object({ ...said, owner: z.string(), due: day, pin })),
    responses: { 201: json(z.object({ id: z.int() }), 'Durable'), ...refused(400, 413, 503) },
  });
  for (const [act, summary] of [
    ['follow', 'Says what happened to a decision'],
    ['close', 'Says how a decision ended; nothing is said of it after that'],
  ] as const) {
    registry.registerPath({
      method: 'post',
      path: `/api/v1/decisions/{id}/${act}`,
      summary,
      request: { params: z.object({ id: z.string() }), ...body(z.object(said)) },
      responses: { 204: { description: 'Durable' }, ...refused(400, 404, 409, 413, 503) },
    });
  }
}
