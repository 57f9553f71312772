import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { ALERT_RULES, alertRule } from '../../shared/alerts';
import { parseInstant } from '../../shared/localTime';
import type { SceneOrder } from '../../shared/protocol';
import type { Engine } from '../engine';
import type { WallEntry } from '../realtime/wallBook';
import type { Auditor } from './accessGuard';
import { limitsSchema } from './answers';
import { limitBody, readBody } from './bodies';
import { busyProblem, problem } from './problem';

export interface OpsParts {
  readonly engine: () => Engine | null;
  readonly audit: Auditor;
  readonly walls: () => readonly WallEntry[];
  readonly order: (wallId: string, order: SceneOrder | 'reload') => boolean;
}

const person = z.string().trim().min(1).max(60);
const reason = z.string().trim().max(120);
const instant = z.string().transform((text, context) => {
  const at = parseInstant(text);
  if (at !== null) return at;
  context.addIssue({ code: 'custom', message: 'is no instant with its offset' });
  return z.NEVER;
});

const actSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('acknowledge'), owner: person, reason, returnAt: instant.nullable() }),
  z.object({ kind: z.literal('shelve'), owner: person, reason: reason.min(1), until: instant }),
  z.object({ kind: z.literal('unshelve'), owner: person }),
]);
const orderSchema = z.union([
  z.object({ reload: z.literal(true) }),
  z.object({ scene: z.string().max(40), ward: z.string().max(5).nullable().default(null) }),
]);
const versionSchema = z.object({ person, limits: limitsSchema });
const MAX_PREVIEW_DAYS = 90;
const MAX_BODY_BYTES = 64 * 1024;

/** What operators see and do: alerts, limits, walls. */
export function addOpsRoutes(app: Hono, { engine, audit, walls, order }: OpsParts): void {
  const loading = (c: Context) => busyProblem(c, 'loading');
  app.use('/api/v1/ops/*', limitBody(MAX_BODY_BYTES));
  app.get('/api/v1/ops', (c) => {
    const current = engine();
    if (!current) return loading(c);
    const rules = ALERT_RULES.map(({ name, severity, holdMs, clearMs }) => ({ name, severity, holdMs, clearMs }));
    return c.json({ ...current.alerts.history(), rules, versions: current.alerts.versions(), walls: walls() });
  });
  app.post('/api/v1/ops/alerts/:id', async (c) => {
    const current = engine();
    if (!current) return loading(c);
    const said = await readBody(c, actSchema);
    if (!said.ok) return said.answer;
    const owner = personOf(c, said.body.owner);
    const refused = current.alerts.act(c.req.param('id'), { ...said.body, owner });
    if (refused !== null) return problem(c, 409, refused);
    // Also while nothing can be written: who quiets an alert must not wait for a disk. 202 says that it is not kept yet.
    return c.body(null, (await current.alertsKept()) ? 204 : 202);
  });
  app.post('/api/v1/ops/thresholds', async (c) => {
    const current = engine();
    if (!current) return loading(c);
    const version = await readBody(c, versionSchema);
    if (!version.ok) return version.answer;
    const { limits } = version.body;
    const fault = contradiction(limits);
    if (fault) return problem(c, 400, fault);
    await current.alerts.setLimits({
      validFrom: limits.validFrom,
      recordedAt: await current.fixNow(),
      person: personOf(c, version.body.person),
      limits,
    });
    audit(c, { action: 'limits-set', detail: limits.validFrom });
    return c.body(null, 204);
  });
  app.get('/api/v1/ops/rules/:name/preview', async (c) => {
    const current = engine();
    if (!current) return loading(c);
    const rule = alertRule(c.req.param('name'));
    const days = Number(c.req.query('days') ?? 30);
    if (!rule) return problem(c, 404, 'There is no such rule.');
    if (!Number.isInteger(days) || days < 1 || days > MAX_PREVIEW_DAYS) {
      return problem(c, 400, `Give days as a whole number from 1 to ${MAX_PREVIEW_DAYS}.`);
    }
    return c.json(await current.preview(rule.name, days));
  });
  app.post('/api/v1/ops/walls/:id', async (c) => {
    const wish = await readBody(c, orderSchema);
    if (!wish.ok) return wish.answer;
    const done = order(c.req.param('id'), 'reload' in wish.body ? 'reload' : wish.body);
    return done ? c.body(null, 204) : problem(c, 404, 'This screen is not connected any more.');
  });
}

/** Who signed in says it under their own name; only a guest of the demo says who they are. */
export function personOf(c: Context, said: string): string {
  const who = c.get('identity');
  return who.kind === 'user' && !who.guest ? who.name : said;
}

function contradiction(limits: z.infer<typeof limitsSchema>): string | null {
  const { onTimePercent, onlinePercent, alerts } = limits;
  if (onTimePercent.act > onTimePercent.ok) return 'onTimePercent.act must not be above onTimePercent.ok.';
  if (onlinePercent.low > onlinePercent.ok) return 'onlinePercent.low must not be above onlinePercent.ok.';
  const counts = [alerts.intakeOverdue, alerts.dueSoon];
  return counts.some(({ ring, clear }) => clear > ring)
    ? 'A count must be clear at or below the line where it rings.'
    : null;
}
