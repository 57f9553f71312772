import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import pino from 'pino';
import { type Access, createAccess } from '../../server/auth/access';
import { createSimulatedClock } from '../../server/clock';
import { createConditions } from '../../server/conditions';
import { createEngine } from '../../server/createEngine';
import type { AuditLine } from '../../server/db/access/auditRows';
import { openAccess } from '../../server/db/access/openAccess';
import { openWriter } from '../../server/db/open';
import { createKey } from '../../server/db/sourceBook';
import { cookiesOf } from '../../server/http/accessGuard';
import { createApp } from '../../server/http/app';
import { addStaticFiles } from '../../server/http/staticFiles';
import { loadMap } from '../../server/map/mapAssets';
import { projectRoot } from '../../server/paths';
import { attachSockets } from '../../server/realtime/sockets';
import { calendarFile, knownCodes, thresholds, wardCodes, wards } from '../../server/reference';
import { createStorageWatch } from '../../server/storageWatch';
import type { Identity, UserIdentity } from '../../shared/access';
import { SCRATCH } from './scratch';

export interface Called {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a call answers is what the test looks at
  readonly body: any;
}

export interface WardWorld {
  readonly origin: string;
  /** Where the server's clock stands. */
  readonly standAt: (instantMs: number) => void;
  /** As a source's request would; resolves when it is durable. */
  readonly send: (reports: readonly unknown[]) => Promise<void>;
  /** A call below /api/v1 as somebody; with a body it is a POST. */
  readonly call: (path: string, who: Identity | null, body?: unknown) => Promise<Called>;
  /** What stands in the audit of lists and answers, oldest first. */
  readonly audited: () => readonly Pick<AuditLine, 'action' | 'ward' | 'detail' | 'who'>[];
  readonly close: () => Promise<void>;
}

export const OWN = '19753';
export const OTHER = '19789';
export const chairOf = (ward: string): UserIdentity => ({
  kind: 'user',
  name: `chu-tich-${ward}`,
  role: 'ward_chair',
  ward,
  mustChangePassword: false,
  totp: 'none',
  guest: false,
});
export const OPERATOR: UserIdentity = { ...chairOf(OWN), name: 'truc-ban', role: 'operator', ward: null };
export const ADMIN: UserIdentity = { ...chairOf(OWN), name: 'quan-tri', role: 'admin', ward: null };
export const LEADER: UserIdentity = { ...chairOf(OWN), name: 'lanh-dao', role: 'leader', ward: null };
export const WALL: Identity = { kind: 'device', name: 'Tường 1', view: 'wall', ward: null };
export const TABLET: Identity = { kind: 'device', name: 'Máy tính bảng', view: 'ward', ward: OWN };

/** The whole server on a real file, port and sockets, in this process, with a clock that tests move. */
export async function createWardWorld(startMs: number, wish: { readonly pages?: boolean } = {}): Promise<WardWorld> {
  const folder = mkdtempSync(join(SCRATCH, 'ioc-ward-'));
  const clock = createSimulatedClock(startMs);
  const file = join(folder, 'ioc.db');
  const db = openWriter(file);
  createKey(db, { name: 'city', quota: null, at: startMs });
  db.close();
  const conditions = createConditions();
  const storage = createStorageWatch({ conditions, now: clock.now, log: pino({ level: 'silent' }) });
  const access = createAccess({
    store: openAccess(join(folder, 'access.db')),
    storage,
    serverKey: Buffer.alloc(32, 8),
    open: true,
    now: clock.now,
  });
  const http = createServer();
  const fail = (cause: Error): void => {
    throw cause;
  };
  const sockets = attachSockets({
    http,
    snapshot: () => engine.snapshot(),
    ready: () => true,
    loading: () => ({ simulated: false, day: null, of: null }),
    build: () => null,
    access,
    cookiesOf,
    isOwnPage: () => true,
  });
  const engine = await createEngine({
    file,
    clock,
    calendar: calendarFile,
    wardCodes,
    knownCodes,
    hashKey: Buffer.alloc(32, 7),
    simulated: false,
    conditions,
    storage,
    thresholds,
    silentAfterMs: 600_000,
    send: sockets.send,
    listeners: sockets.listeners,
    onRestart: fail,
    onDeath: fail,
  });
  engine.alerts.begin();
  const app = createApp({
    engine: () => engine,
    readable: () => engine,
    wards,
    mapText: () => JSON.stringify(loadMap(folder)),
    listeners: sockets.listeners,
    version: '0',
    access,
    trustProxy: false,
    ops: { walls: sockets.walls, order: sockets.order },
    onlineScreens: sockets.devices,
    onBug: fail,
    onStoreFailure: fail,
    addPages: (pages) => {
      if (wish.pages) addStaticFiles(pages, join(projectRoot(), 'dist', 'client'));
    },
  });
  const answer = getRequestListener(app.hono.fetch, { overrideGlobalObjects: false });
  http.on('request', (request, response) => void answer(request, response));
  const port = await new Promise<number>((resolve) => {
    http.listen(0, '127.0.0.1', () => {
      const address = http.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    call: async (path, who, body) => {
      const response = await fetch(`${origin}/api/v1${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          'Content-Type': 'application/json',
          Cookie: who === null || who.kind === 'anonymous' ? '' : admit(access, who),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const { status, headers } = response;
      return { status, headers, text, body: text === '' ? null : JSON.parse(text) };
    },
    standAt: clock.standAt,
    audited: () =>
      [...access.auditRows.list(Number.MAX_SAFE_INTEGER, 1000)]
        .reverse()
        .filter(({ action }) => action === 'list-opened' || action === 'note-answered')
        .map(({ action, ward, detail, who }) => ({ action, ward, detail, who })),
    send: async (reports) => {
      const bytes = Buffer.from(JSON.stringify(reports));
      const overQuota = () => Promise.resolve(null);
      const taken = await engine.take({ bytes, gzipped: false, kind: 'json', sourceId: 1, overQuota });
      if (!taken.ok) throw new Error('the batch was not taken');
      if (taken.answer.quarantined.length > 0) throw new Error(JSON.stringify(taken.answer.quarantined));
    },
    close: async () => {
      await sockets.close();
      await engine.close();
      access.close();
      http.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Lets somebody in as sign-in or pairing would, anew for each call: tests move the clock by days. Returns the cookie. */
function admit(access: Access, who: Exclude<Identity, { readonly kind: 'anonymous' }>): string {
  const now = access.now();
  if (who.kind === 'device') return `device=${access.holders.addDevice(who, now)}`;
  access.users.create({ ...who, passwordHash: 'none' }, now);
  const user = access.users.byName(who.name);
  if (!user) throw new Error(`no user ${who.name}`);
  access.users.change(user.id, { mustChangePassword: 0, totpSince: now });
  return `session=${access.openSession(user)}`;
}
