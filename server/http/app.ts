import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import { parseInstant } from '../../shared/localTime';
import type { Ward } from '../../shared/wards';
import type { Access } from '../auth/access';
import type { Engine } from '../engine';
import { auditor, demandRules, guardCalls } from './accessGuard';
import { addAccessRoutes } from './accessRoutes';
import { addAgencyRoutes } from './agencyRoutes';
import { createBodyPlaces, INGEST_BODIES } from './bodyPlaces';
import { addBookRoutes } from './bookRoutes';
import { addCalendarRoutes } from './calendarRoutes';
import { addClockRoutes } from './clockRoutes';
import { addDecisionRoutes } from './decisionRoutes';
import { DVCQG, DVCQG_PATH } from './dvcqgRoute';
import { createIngestHandler, INGEST_PATH, type IngestHandler } from './ingestRoute';
import { createMetrics } from './metrics';
import { openApiDocument } from './openapi';
import { addOpsRoutes, type OpsParts } from './opsRoutes';
import { addPeopleRoutes } from './peopleRoutes';
import { answerFailure, problem } from './problem';
import { createQuotas } from './quotas';
import { addReadingRoutes } from './readingRoutes';
import { addReportRoutes } from './reportRoutes';
import { addScreenRoutes, type ScreenParts } from './screenRoutes';
import { addWardRoutes } from './wardRoutes';

export interface AppParts {
  /** Takes reports; null while it is exchanged. */
  readonly engine: () => Engine | null;
  /** The same once its figures are complete; null while it is loading. */
  readonly readable: () => Engine | null;
  readonly wards: readonly Ward[];
  readonly mapText: () => string;
  readonly listeners: () => number;
  readonly version: string;
  readonly access: Access;
  readonly trustProxy: boolean;
  readonly ops: Omit<OpsParts, 'engine' | 'audit'>;
  readonly onlineScreens: ScreenParts['online'];
  readonly onBug: (cause: Error) => void;
  readonly onStoreFailure: (cause: Error) => void;
  /** Adds the pages: the built client, or nothing while vite serves them. */
  readonly addPages: (app: Hono) => void;
}

export interface App {
  readonly hono: Hono;
  /** Answers the calls that do not go through the framework: POSTs to these paths. */
  readonly ingest: ReadonlyMap<string, IngestHandler>;
}

export function createApp(parts: AppParts): App {
  const { engine, readable, listeners } = parts;
  const app = new Hono();
  const metrics = createMetrics({ engine, listeners });
  app.onError(answerFailure(parts.onBug));
  app.use(secureHeaders({ contentSecurityPolicy: POLICY, crossOriginEmbedderPolicy: false }));
  app.use(compress());
  const guard = { access: parts.access, trustProxy: parts.trustProxy };
  const audit = auditor(parts.access);
  const { access, wards } = parts;
  guardCalls(app, guard);
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', (c) => {
    const current = readable();
    const isReady = current !== null && current.clockDesk.fault() === null;
    return c.json(readiness(current, isReady), isReady ? 200 : 503);
  });
  app.get('/metrics', async (c) => c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType }));
  app.get('/api/v1/openapi.json', (c) => c.json(openApiDocument(parts.version)));
  addReadingRoutes(app, { engine: readable, wards, mapText: parts.mapText });
  addReportRoutes(app, { engine: readable, wards, audit });
  addAccessRoutes(app, { ...guard, audit, wards, simulated: () => engine()?.snapshot().simulated ?? false });
  addOpsRoutes(app, { engine: readable, audit, ...parts.ops });
  addScreenRoutes(app, { access, audit, wards, online: parts.onlineScreens });
  addPeopleRoutes(app, { access, audit, wards, engine: readable });
  addBookRoutes(app, { access, engine: readable });
  addWardRoutes(app, { engine: readable, wards, audit });
  addDecisionRoutes(app, { engine: readable, wards, audit });
  addAgencyRoutes(app, { audit, engine: readable });
  addCalendarRoutes(app, { audit, engine: readable });
  addClockRoutes(app, { audit, engine: readable });
  const taken = {
    engine,
    quotas: createQuotas(),
    metrics,
    places: createBodyPlaces(INGEST_BODIES),
    onFailure: parts.onStoreFailure,
    onBug: parts.onBug,
  };
  const ingest = new Map([
    [INGEST_PATH, createIngestHandler(taken)],
    [DVCQG_PATH, createIngestHandler(taken, DVCQG)],
  ]);
  for (const path of ingest.keys()) {
    app.all(path, (c) => problem(c, 405, 'Reports are sent with POST.', { Allow: 'POST' }));
  }
  app.all('/api/*', (c) => problem(c, 404, 'There is no such call; /api/v1/openapi.json lists them.'));
  demandRules(app);
  parts.addPages(app);
  return { hono: app, ingest };
}

const SELF = ["'self'"];
const POLICY = {
  defaultSrc: SELF,
  scriptSrc: SELF,
  styleSrc: SELF,
  workerSrc: SELF,
  connectSrc: SELF,
  fontSrc: SELF,
  imgSrc: ["'self'", 'data:', 'blob:'],
  objectSrc: ["'none'"],
  frameAncestors: SELF,
  baseUri: ["'none'"],
  formAction: SELF,
  manifestSrc: SELF,
};

function readiness(engine: Engine | null, ready: boolean) {
  if (!engine) return { ready, rev: null, sources: [], conditions: [] };
  const snapshot = engine.snapshot();
  const now = parseInstant(snapshot.now) ?? 0;
  return {
    ready,
    rev: snapshot.rev,
    conditions: snapshot.conditions,
    sources: snapshot.sources.map(({ name, state, lastReportAt }) => ({
      name,
      state,
      ageSeconds: lastReportAt === null ? null : (now - (parseInstant(lastReportAt) ?? now)) / 1000,
    })),
  };
}
