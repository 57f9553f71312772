import { OpenAPIHono, z } from '@hono/zod-openapi';
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
      ...refused(400, 401, 413, 415, 422, 429, 503),
    },
  });
  addReading(registry);
  describeDvcqg(registry, refused);
  describeAccess(registry, refused);
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
  registry.registerPath({
    method: 'post',
    path: '/api/v1/brief.docx',
    summary: 'The brief with edited words as a document; a number that is not of the figures is refused',
    request: {
      query: brief,
      body: { content: { 'application/json': { schema: z.object({ paragraphs: z.array(z.string()) }) } } },
    },
    responses: { 200: { description: 'The document' }, ...refused(400, 413, 422, 503) },
  });
  registry.registerPath({
    method: 'get',
    path: '/api/v1/export',
    summary: 'The figures of a period as a file: one row a ward and the city',
    request: { query: span.extend({ format: z.enum(['csv', 'xlsx']) }) },
    responses: {
      200: {
        description: 'The file',
        content: {
          'text/csv': { schema: z.string() },
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: z.string() },
        },
      },
      ...refused(400, 503),
    },
  });
  const fields = span.extend({ ward: z.string().optional() });
  get('/api/v1/fields', 'Figures of a period by field (lĩnh vực)', answers.fields, fields, 400, 503);
  const series = span.extend({ by: z.enum(['hour', 'day']), ward: z.string().optional() });
  get('/api/v1/series', 'Figures of a period by hour or day', answers.series, series, 400, 503);
}
