import type { Hono } from 'hono';
import { formatInstant } from '../../shared/localTime';
import type { Engine } from '../engine';
import type { Auditor } from './accessGuard';
import { busyProblem, problem } from './problem';

export interface ClockParts {
  readonly audit: Auditor;
  readonly engine: () => Engine | null;
}

/** Somebody has looked at the server's clock and takes its time for right. */
export function addClockRoutes(app: Hono, { audit, engine }: ClockParts): void {
  app.post('/api/v1/ops/clock/accept', (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    const done = current.clockDesk.accept();
    if (!done) return problem(c, 409, "The server's clock is not in doubt.");
    const detail = `${formatInstant(done.expected)} → ${formatInstant(done.accepted)}`;
    audit(c, { action: 'clock-accepted', detail });
    return c.body(null, 204);
  });
}
