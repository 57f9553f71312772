import type { Hono } from 'hono';
import { formatInstant } from '../../shared/localTime';
import { CITY_LEVEL_CODE, type Ward } from '../../shared/wards';
import type { Engine } from '../engine';
import { readPeriod } from './periodQuery';
import { busyProblem, problem } from './problem';

const MAX_HOURLY_DAYS = 62;
const UNIT_WANTED = 'Give ward as one of the codes that /api/v1/wards lists.';

export interface ReadingParts {
  readonly engine: () => Engine | null;
  readonly wards: readonly Ward[];
  /** The map that screens draw, as JSON text. */
  readonly mapText: () => string;
}

/** Calls that answer figures of the board and of periods (api.md "Reading"). */
export function addReadingRoutes(app: Hono, { engine, wards, mapText }: ReadingParts): void {
  const isUnit = (code: string | null) =>
    code === null || code === CITY_LEVEL_CODE || wards.some((one) => one.code === code);
  app.get('/api/v1/wards', (c) => c.json(wards));
  app.get('/api/v1/map', (c) => c.body(mapText(), 200, { 'Content-Type': 'application/json' }));
  app.get('/api/v1/snapshot', async (c) => {
    const current = engine();
    return current ? c.json(await current.freshSnapshot()) : busyProblem(c, 'loading');
  });
  app.get('/api/v1/history', async (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    return c.json(await current.history());
  });
  app.get('/api/v1/summary', async (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    const now = await current.fixNow();
    const period = readPeriod(c.req.query(), now, current.clock.now());
    if (!period.ok) return problem(c, 400, period.detail);
    const { from, to, start, end, recordedUpTo } = period.query;
    const figures = await current.summary({ start, end, recordedUpTo });
    return c.json({ from, to, asOf: formatInstant(recordedUpTo), ...figures });
  });
  app.get('/api/v1/fields', async (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    const ward = c.req.query('ward') ?? null;
    if (!isUnit(ward)) return problem(c, 400, UNIT_WANTED);
    const period = readPeriod(c.req.query(), await current.fixNow(), current.clock.now());
    if (!period.ok) return problem(c, 400, period.detail);
    const { from, to, start, end, recordedUpTo } = period.query;
    const fields = await current.fields({ start, end, recordedUpTo, ward });
    return c.json({ from, to, ward, asOf: formatInstant(recordedUpTo), fields });
  });
  app.get('/api/v1/series', async (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    const by = c.req.query('by');
    const ward = c.req.query('ward') ?? null;
    if (by !== 'hour' && by !== 'day') return problem(c, 400, 'Give by=hour or by=day.');
    if (!isUnit(ward)) return problem(c, 400, UNIT_WANTED);
    const now = await current.fixNow();
    const period = readPeriod(c.req.query(), now, current.clock.now());
    if (!period.ok) return problem(c, 400, period.detail);
    const { from, to, start, end, fullEnd, recordedUpTo } = period.query;
    if (by === 'hour' && fullEnd - start > MAX_HOURLY_DAYS * 86_400_000) {
      return problem(c, 400, `By hour a period has at most ${MAX_HOURLY_DAYS} days.`);
    }
    const buckets = await current.series({ start, end, recordedUpTo, by, ward, listTo: fullEnd });
    return c.json({
      from,
      to,
      by,
      ward,
      asOf: formatInstant(recordedUpTo),
      buckets: buckets.map((bucket) => ({
        start: formatInstant(bucket.start),
        end: formatInstant(bucket.end),
        ...bucket.figures,
      })),
    });
  });
}
