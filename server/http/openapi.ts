import { OpenAPIHono, z } from '@hono/zod-openapi';
import { MAX_REPORTS } from '../ingest/parseReports';
import { reportSchema } from '../ingest/reportSchema';

type Registry = OpenAPIHono['openAPIRegistry'];

const count = z.int();
const instant = z.string().openapi({ format: 'date-time' });
const day = z.string().openapi({ format: 'date' });
const rate = z.object({ num: count, den: count, value: z.number().nullable() });

const problemSchema = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
  .openapi('Problem');

const period = {
  carriedOver: count,
  received: count,
  receivedOnline: count,
  receivedDirect: count,
  receivedPostal: count,
  receivedUnknown: count,
  awaitingIntake: count,
  intakeOverdue: count,
  rejected: count,
  resolvedEarly: count,
  resolvedOnTime: count,
  resolvedLate: count,
  resolvedNoDue: count,
  pendingInTime: count,
  pendingOverdue: count,
  overdueLong: count,
  paused: count,
  stopped: count,
  withdrawn: count,
  extended: count,
  unbalanced: count,
  onlineRate: rate,
  onTimeRate: z.object({ A: rate, B: rate, C: rate }),
};
const periodSchema = z.object(period).openapi('PeriodFigures');
const windowCounts = z.object({
  received: count,
  receivedOnline: count,
  resolvedEarly: count,
  resolvedOnTime: count,
  resolvedLate: count,
});
const unit = {
  today: windowCounts,
  month: windowCounts,
  stands: z.object({
    pendingInTime: count,
    pendingOverdue: count,
    paused: count,
    awaitingIntake: count,
    intakeOverdue: count,
    overdueLong: count,
  }),
};
const daySpan = z.object({ from: day, to: day });

export const answers = {
  accepted: z.object({
    accepted: count,
    duplicates: count,
    quarantined: z.array(z.object({ index: count, reason: z.string() })),
    rev: count,
  }),
  wards: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      kind: z.enum(['phường', 'xã']),
      areaKm2: z.number(),
      population: count,
      label: z.array(z.number()).length(2),
      neighbours: z.array(z.string()),
    }),
  ),
  snapshot: z.object({
    epoch: z.string(),
    rev: count,
    asOf: instant,
    now: instant,
    speed: z.number(),
    simulated: z.boolean(),
    windows: z.object({ today: daySpan, month: daySpan }),
    city: z.object(unit),
    cityLevel: z.object(unit),
    wards: z.array(z.object({ code: z.string(), ...unit })),
    sources: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        state: z.enum(['live', 'delayed', 'silent', 'off-hours']),
        lastReportAt: instant.nullable(),
        wards: z.array(z.string()),
      }),
    ),
    alerts: z.array(z.unknown()),
    ticker: z.array(z.object({ at: instant, ward: z.string(), field: z.string(), what: z.string() })),
  }),
  summary: z.object({
    from: day,
    to: day,
    asOf: instant,
    city: periodSchema,
    cityLevel: periodSchema,
    wards: z.array(z.object({ code: z.string(), ...period })),
  }),
  series: z.object({
    from: day,
    to: day,
    by: z.enum(['hour', 'day']),
    ward: z.string().nullable(),
    asOf: instant,
    buckets: z.array(z.object({ start: instant, end: instant, ...period })),
  }),
  health: z.object({ status: z.literal('ok') }),
  ready: z.object({
    ready: z.boolean(),
    rev: count.nullable(),
    sources: z.array(z.object({ name: z.string(), state: z.string(), ageSeconds: z.number().nullable() })),
  }),
};

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
  get('/api/v1/summary', 'Figures of a period', answers.summary, span, 400, 503);
  const series = span.extend({ by: z.enum(['hour', 'day']), ward: z.string().optional() });
  get('/api/v1/series', 'Figures of a period by hour or day', answers.series, series, 400, 503);
}
