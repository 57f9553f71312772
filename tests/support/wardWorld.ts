import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { createSimulatedClock } from '../../server/clock';
import { openWriter } from '../../server/db/open';
import { createKey } from '../../server/db/sourceBook';
import { createEngine } from '../../server/engine';
import { createApp } from '../../server/http/app';
import { problem } from '../../server/http/problem';
import { addStaticFiles } from '../../server/http/staticFiles';
import type { AuditEntry, Guard } from '../../server/http/wardRoutes';
import { loadMap } from '../../server/map/mapAssets';
import { projectRoot } from '../../server/paths';
import { attachSockets } from '../../server/realtime/sockets';
import { calendarFile, knownCodes, thresholds, wardCodes, wards } from '../../server/reference';
import { ANONYMOUS, type Identity, isAllowed } from '../../shared/access';

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
  readonly audited: readonly (AuditEntry & { readonly who: Identity })[];
  readonly close: () => Promise<void>;
}

/** Whoever calls says who they are in this header; only tests wire it up. */
const AS = 'X-Test-Identity';

export const OWN = '19753';
export const OTHER = '19789';
export const chairOf = (ward: string): Identity => ({
  kind: 'user',
  name: `chu-tich-${ward}`,
  role: 'ward_chair',
  ward,
  mustChangePassword: false,
  totp: 'none',
});
export const OPERATOR: Identity = { ...chairOf(OWN), name: 'truc-ban', role: 'operator', ward: null } as Identity;
export const ADMIN: Identity = { ...chairOf(OWN), name: 'quan-tri', role: 'admin', ward: null } as Identity;
export const LEADER: Identity = { ...chairOf(OWN), name: 'lanh-dao', role: 'leader', ward: null } as Identity;
export const WALL: Identity = { kind: 'device', name: 'Tường 1', view: 'wall', ward: null };
export const TABLET: Identity = { kind: 'device', name: 'Máy tính bảng', view: 'ward', ward: OWN };

/** The whole server on a real file, port and sockets, in this process, with a clock that tests move and faked sign-in. */
export async function createWardWorld(startMs: number, wish: { readonly pages?: boolean } = {}): Promise<WardWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-ward-'));
  const clock = createSimulatedClock(startMs);
  const file = join(folder, 'ioc.db');
  const db = openWriter(file);
  createKey(db, { name: 'city', quota: null, at: startMs });
  db.close();
  const http = createServer();
  const fail = (cause: Error): void => {
    throw cause;
  };
  const sockets = attachSockets({
    http,
    snapshot: () => engine.snapshot(),
    ready: () => true,
    build: () => null,
    openViews: new Set(['wall', 'present', 'ward']),
  });
  const engine = await createEngine({
    file,
    clock,
    calendar: calendarFile,
    wardCodes,
    knownCodes,
    hashKey: Buffer.alloc(32, 7),
    simulated: false,
    thresholds,
    silentAfterMs: 600_000,
    send: sockets.send,
    listeners: sockets.listeners,
    onDeath: fail,
  });
  engine.alerts.begin();
  const audited: (AuditEntry & { who: Identity })[] = [];
  const guard: Guard =
    (may, ward): MiddlewareHandler =>
    async (c, next) => {
      const who = JSON.parse(c.req.header(AS) ?? JSON.stringify(ANONYMOUS)) as Identity;
      c.set('identity', who);
      const code = ward === null ? null : (c.req.param('code') ?? null);
      return isAllowed({ who, may, ward: code, open: true }) ? next() : problem(c, 403, 'Not yours.');
    };
  const app = createApp({
    engine: () => engine,
    readable: () => engine,
    wards,
    mapText: () => JSON.stringify(loadMap(folder)),
    listeners: sockets.listeners,
    version: '0',
    ops: { token: 'unused', walls: sockets.walls, order: sockets.order },
    wardAccess: { guard, audit: (c, entry) => void audited.push({ ...entry, who: c.get('identity') }) },
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
        headers: { 'Content-Type': 'application/json', ...(who && { [AS]: headerOf(who) }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const { status, headers } = response;
      return { status, headers, text, body: text === '' ? null : JSON.parse(text) };
    },
    standAt: clock.standAt,
    audited,
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
      http.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Headers are Latin letters: the rest is escaped, as JSON allows. */
function headerOf(who: Identity): string {
  return JSON.stringify(who).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
