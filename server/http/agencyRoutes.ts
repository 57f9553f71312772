import type { Hono } from 'hono';
import { z } from 'zod';
import { formatInstant } from '../../shared/localTime';
import { MAX_AGENCIES, MAX_WAITING } from '../db/agencyBook';
import type { Engine } from '../engine';
import { AGENCY_CODE } from '../ingest/agencyCode';
import { knownCodes } from '../reference';
import type { Auditor } from './accessGuard';
import { readBody } from './bodies';
import { busyProblem, problem } from './problem';

export interface AgencyParts {
  readonly audit: Auditor;
  readonly engine: () => Engine | null;
}

/** A line of the table; a null ward takes it back. */
export const agencySchema = z.object({
  agency: z.string().trim().toUpperCase().regex(AGENCY_CODE),
  ward: z
    .string()
    .refine((code) => knownCodes.includes(code))
    .nullable(),
});

/** Which ward an agency of the exchange with the national portal belongs to. */
export function addAgencyRoutes(app: Hono, { audit, engine }: AgencyParts): void {
  app.get('/api/v1/ops/agencies', (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    const agencies = current.agencies.list().map(({ changedAt, ...row }) => ({
      ...row,
      changedAt: changedAt === null ? null : formatInstant(changedAt),
    }));
    return c.json({ agencies, waitingLimit: MAX_WAITING });
  });
  app.post('/api/v1/ops/agencies', async (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    const wish = await readBody(c, agencySchema);
    if (!wish.ok) return wish.answer;
    const { agency, ward } = wish.body;
    if (!(await current.agencies.map([{ agency, ward }]))) {
      return problem(c, 409, `The table holds at most ${MAX_AGENCIES} agencies.`);
    }
    audit(c, { action: 'agency-mapped', ward, detail: agency });
    return c.body(null, 204);
  });
}
