import type { Browser, BrowserContextOptions, Page, Route, WebSocketRoute } from 'playwright-core';
import type { Identity, Role } from '../../shared/access';
import { formatInstant } from '../../shared/localTime';
import type { WardNote } from '../../shared/wardNotes';
import { PATIENCE_MS } from './browser';

/**
 * The server's side of access as the client was agreed to meet it, for tests of pages alone: answers are held here and
 * can be changed while a page is open. What the server really does is tested with the server.
 */
export interface AccessWorld {
  identity: Identity;
  hasUsers: boolean;
  simulated: boolean;
  /** Whether the line lets this browser in. */
  admits: () => boolean;
  readonly accounts: Map<
    string,
    { readonly password: string; readonly totp: string | null; readonly identity: Identity }
  >;
  /** Seconds that the next sign-ins are told to wait; 0: none. */
  lockedSeconds: number;
  pairing: 'waiting' | 'refused' | Identity;
  pairingSeconds: number;
  notes: WardNote[];
  /** Every call that changes something: METHOD path body. */
  readonly said: string[];
  /** Answers by "METHOD path"; what is not here is 404. */
  readonly answers: Map<string, (body: unknown, route: Route) => unknown>;
}

/** A number is a status without a body. */
export type Stubbed = number | object;

const ANONYMOUS: Identity = { kind: 'anonymous' };
export const CODES = ['K7M4QX', 'W3HMNA', 'P9TZ2B'];
export const nowMs = () => Math.floor(performance.timeOrigin + performance.now());

export function person(name: string, role: Role, more: Partial<Extract<Identity, { kind: 'user' }>> = {}): Identity {
  const base = { kind: 'user', name, role, ward: null, mustChangePassword: false, totp: 'none', guest: false } as const;
  return { ...base, ...more };
}

export function createWorld(more: Partial<AccessWorld> = {}): AccessWorld {
  return {
    identity: ANONYMOUS,
    hasUsers: true,
    simulated: false,
    admits: () => true,
    accounts: new Map(),
    lockedSeconds: 0,
    pairing: 'waiting',
    pairingSeconds: 600,
    notes: [],
    said: [],
    answers: new Map(),
    ...more,
  };
}

/** Opens a page of that world. */
export async function visit(browser: Browser, url: string, world: AccessWorld, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const logs: string[] = [];
  page.on('console', (message) => logs.push(message.text()));
  const line = await stubAccess(page, world);
  await page.goto(url);
  return { page, line, logs, leave: () => context.close() };
}

/** Puts the stubs between a page and its server; before the page goes anywhere. */
export async function stubAccess(page: Page, world: AccessWorld): Promise<StubbedLine> {
  let codes = 0;
  const session = () => ({
    identity: world.identity,
    access: 'signed-in',
    hasUsers: world.hasUsers,
    simulated: world.simulated,
  });
  const own: Record<string, (body: never, route: Route) => Stubbed | { status: number; type?: string; wait?: number }> =
    {
      'GET /api/v1/session': session,
      'POST /api/v1/session': ({ name, password, totp }: { name: string; password: string; totp?: string }) => {
        if (world.lockedSeconds > 0) return { status: 429, wait: world.lockedSeconds };
        const account = world.accounts.get(name);
        if (account?.password !== password) return { status: 401 };
        if (account.totp !== null && account.totp !== totp) return { status: 401, type: 'about:blank#totp' };
        world.identity = account.identity;
        return 204;
      },
      'DELETE /api/v1/session': () => {
        world.identity = ANONYMOUS;
        return 204;
      },
      'POST /api/v1/session/everywhere': () => {
        world.identity = ANONYMOUS;
        return 204;
      },
      'POST /api/v1/pairings': () => {
        const code = CODES[codes++ % CODES.length];
        return { code, secret: `secret-${codes}`, expiresInSeconds: world.pairingSeconds };
      },
      'POST /api/v1/pairings/claim': () => {
        if (world.pairing === 'waiting') return { status: 202 };
        if (world.pairing === 'refused') {
          world.pairing = 'waiting';
          return { status: 410 };
        }
        world.identity = world.pairing;
        return { identity: world.pairing };
      },
    };
  await page.route(
    (url) => url.pathname.startsWith('/api/v1/'),
    async (route) => {
      const request = route.request();
      const method = request.method();
      const { pathname } = new URL(request.url());
      const name = `${method} ${pathname}`;
      const body: unknown = request.postData() ? request.postDataJSON() : null;
      if (method !== 'GET' && !pathname.endsWith('/claim')) world.said.push(`${name} ${JSON.stringify(body)}`);
      const stub = world.answers.get(name) ?? own[name];
      if (!stub) return STUBBED_ROOMS.some((room) => pathname.startsWith(room)) ? fulfil(route, 404) : route.fallback();
      await fulfil(route, (stub as (body: unknown, route: Route) => unknown)(body, route) as Stubbed);
    },
  );
  return stubLine(page, world);
}

/** Rooms whose answers the stubs give: what they do not know there is not there. */
const STUBBED_ROOMS = [
  '/api/v1/session',
  '/api/v1/pairings',
  '/api/v1/ops/',
  '/api/v1/sources',
  '/api/v1/quarantine',
  '/api/v1/audit',
];

async function fulfil(route: Route, answer: Stubbed): Promise<void> {
  const headers: Record<string, string> = { date: `${dateHeader()}` };
  if (typeof answer === 'number') {
    if (answer < 400) return route.fulfill({ status: answer, headers });
    return fulfil(route, { status: answer });
  }
  if (!('status' in answer) || typeof answer.status !== 'number') return route.fulfill({ json: answer, headers });
  const { status, type = 'about:blank', wait } = answer as { status: number; type?: string; wait?: number };
  if (wait !== undefined) headers['retry-after'] = String(wait);
  const problem = { type, title: 'Problem', status, detail: 'Said by a stub.' };
  if (status < 400) return route.fulfill({ status, headers, json: { state: 'waiting' } });
  await route.fulfill({ status, headers, contentType: 'application/problem+json', body: JSON.stringify(problem) });
}

const dateHeader = () => new Date(nowMs()).toUTCString();

export interface StubbedLine {
  /** Cuts every open line, as the server does when access ended. */
  readonly cut: () => void;
  /** How often the page asked to join. */
  readonly joins: () => number;
}

/** Lets the real line through, but turns joins away where the world says so, and carries the world's notes. */
async function stubLine(page: Page, world: AccessWorld): Promise<StubbedLine> {
  const open = new Set<WebSocketRoute>();
  let joins = 0;
  await page.routeWebSocket(/socket\.io/, (line) => {
    const server = line.connectToServer();
    open.add(line);
    let isAdmitted = false;
    line.onMessage((message) => {
      const join = /^42(\d+)\["join"/.exec(String(message));
      if (join) joins++;
      isAdmitted = join ? world.admits() : isAdmitted;
      if (join && !isAdmitted) return line.send(`43${join[1]}[{"ok":false,"reason":"forbidden"}]`);
      // The server behind the stubs knows nobody: as an operator's page nobody may join it, as a wall anybody may.
      server.send(join ? String(message).replace('"view":"ops"', '"view":"wall"') : message);
    });
    server.onMessage((message) => {
      const text = String(message);
      const isOfBoard = /^42\["(frame|heartbeat|ticker|reload)"/.test(text);
      if (isOfBoard && !isAdmitted) return;
      line.send(world.notes.length > 0 && /^43\d+\[\{"ok":true/.test(text) ? withNotes(text, world.notes) : message);
    });
    line.onClose(() => open.delete(line));
  });
  return {
    joins: () => joins,
    cut: () => {
      // "41": the server ends this socket.
      for (const line of open) line.send('41');
    },
  };
}

function withNotes(text: string, notes: readonly WardNote[]): string {
  const [, head = '', body = ''] = /^(43\d+)(.*)$/s.exec(text) ?? [];
  const [answer] = JSON.parse(body) as [{ snapshot: object }];
  return `${head}${JSON.stringify([{ ...answer, snapshot: { ...answer.snapshot, notes } }])}`;
}

export function wardNote(id: number, ward: string, text: string, answer: WardNote['answer'] = null): WardNote {
  const from = formatInstant(nowMs() - 60 * 60_000);
  return { id, ward, text, from, until: null, recordedAt: from, answer };
}
