import type { Context, Hono } from 'hono';
import { formatInstant } from '../../shared/localTime';
import type { Access } from '../auth/access';
import type { QuarantineRow } from '../db/operatorsBook';
import type { Engine } from '../engine';
import { busyProblem, problem } from './problem';

export interface BookParts {
  readonly access: Access;
  readonly engine: () => Engine | null;
}

const DEFAULT_ROWS = 100;
const MAX_ROWS = 1000;

/** What operators look up: sources, what was refused, who did what. */
export function addBookRoutes(app: Hono, { access, engine }: BookParts): void {
  app.get('/api/v1/sources', (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    const refused = current.book.quarantinedBySource();
    const sources = current
      .snapshot()
      .sources.map(({ wards: _wards, ...source }) => ({ ...source, quarantined: refused.get(source.name) ?? 0 }));
    return c.json({ sources });
  });
  app.get('/api/v1/quarantine', (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    const limit = limitOf(c);
    if (limit === null) return problem(c, 400, `Give limit as a whole number from 1 to ${MAX_ROWS}.`);
    const { total, rows, beyond } = current.book.quarantine(limit);
    return c.json({ total, rows: rows.map(dated), beyond: beyond.map(dated) });
  });
  app.get('/api/v1/audit', (c) => {
    const limit = limitOf(c);
    const before = Number(c.req.query('before') ?? Number.MAX_SAFE_INTEGER);
    if (limit === null || !Number.isSafeInteger(before)) {
      return problem(c, 400, `Give limit as a whole number from 1 to ${MAX_ROWS}, and before as a seq of an answer.`);
    }
    const rows = access.auditRows.list(before, limit);
    return c.json({ rows: rows.map((row) => ({ ...row, at: formatInstant(row.at) })) });
  });
}

function dated({ firstAt, lastAt, ...row }: QuarantineRow) {
  return { ...row, firstAt: formatInstant(firstAt), lastAt: formatInstant(lastAt) };
}

function limitOf(c: Context): number | null {
  const limit = Number(c.req.query('limit') ?? DEFAULT_ROWS);
  return Number.isInteger(limit) && limit >= 1 && limit <= MAX_ROWS ? limit : null;
}
