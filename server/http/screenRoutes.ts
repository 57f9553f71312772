import type { Context, Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { DEVICE_VIEWS } from '../../shared/access';
import { formatInstant } from '../../shared/localTime';
import type { Ward } from '../../shared/wards';
import type { Access } from '../auth/access';
import type { Auditor } from './accessGuard';
import { readBody } from './bodies';
import { problem } from './problem';

export interface ScreenParts {
  readonly access: Access;
  readonly audit: Auditor;
  readonly wards: readonly Ward[];
  /** Ids of the paired screens whose socket is open. */
  readonly online: () => ReadonlySet<number>;
}

/** Wrong codes that one operator may type in ten minutes; six letters of 32 are not guessed so. */
const WRONG_CODES = 10;
const WRONG_CODES_WINDOW_S = 600;

const code = z.string().min(1).max(20);
const confirmSchema = z.object({
  code,
  name: z.string().trim().min(1).max(60),
  view: z.enum(DEVICE_VIEWS),
  ward: z.string().nullish(),
});

/** Screens that nobody types on: who waits to be paired, who is, and the end of it. */
export function addScreenRoutes(app: Hono, { access, audit, wards, online }: ScreenParts): void {
  const wrong = new RateLimiterMemory({ points: WRONG_CODES, duration: WRONG_CODES_WINDOW_S });
  const guarded = async (c: Context, decide: () => boolean): Promise<Response | null> => {
    const key = `${c.get('address')} ${JSON.stringify(c.get('holder'))}`;
    const spent = await wrong.get(key);
    if (spent && spent.consumedPoints >= WRONG_CODES) {
      const wait = Math.ceil(spent.msBeforeNext / 1000);
      return problem(c, 429, `Too many wrong codes: try again in ${wait} seconds.`, { 'Retry-After': String(wait) });
    }
    if (decide()) return null;
    await wrong.consume(key);
    audit(c, { action: 'pairing-refused', detail: 'no screen shows this code' });
    return problem(c, 404, 'No screen shows this code any more.');
  };
  app.get('/api/v1/ops/screens', (c) => {
    const connected = online();
    return c.json({
      pairings: access.pairings.pending().map(({ createdAt, expiresAt, ...shown }) => ({
        ...shown,
        createdAt: formatInstant(createdAt),
        expiresAt: formatInstant(expiresAt),
      })),
      devices: access.holders.devices().map((device) => ({
        id: device.id,
        name: device.name,
        view: device.view,
        ward: device.ward,
        createdAt: formatInstant(device.createdAt),
        lastSeenAt: formatInstant(device.lastSeenAt),
        rotatedAt: formatInstant(device.rotatedAt),
        revokedAt: device.endedAt === null ? null : formatInstant(device.endedAt),
        online: connected.has(device.id),
      })),
    });
  });
  app.post('/api/v1/ops/pairings', async (c) => {
    const wish = await readBody(c, confirmSchema);
    if (!wish.ok) return wish.answer;
    const { name, view } = wish.body;
    const ward = wish.body.ward ?? null;
    if (view === 'ward' ? !wards.some((one) => one.code === ward) : ward !== null) {
      return problem(c, 400, 'A tablet belongs to one of the 40 wards, a wall to none.');
    }
    const refused = await guarded(c, () =>
      access.pairings.confirm(wish.body.code, { name: name.normalize('NFC'), view, ward }),
    );
    if (refused) return refused;
    audit(c, { action: 'pairing-confirmed', ward, detail: `${view}: ${name.normalize('NFC')}` });
    return c.body(null, 204);
  });
  app.post('/api/v1/ops/pairings/refuse', async (c) => {
    const wish = await readBody(c, z.object({ code }));
    if (!wish.ok) return wish.answer;
    const refused = await guarded(c, () => access.pairings.refuse(wish.body.code));
    if (refused) return refused;
    audit(c, { action: 'pairing-refused' });
    return c.body(null, 204);
  });
  app.post('/api/v1/ops/devices/:id/revoke', (c) => {
    const id = Number(c.req.param('id'));
    const device = Number.isInteger(id) ? access.holders.device(id) : null;
    if (!device || !access.end({ kind: 'device', id })) return problem(c, 404, 'There is no such screen any more.');
    audit(c, { action: 'device-revoked', ward: device.ward, detail: device.name });
    return c.body(null, 204);
  });
}
