import type { Page, Route, WebSocketRoute } from 'playwright-core';
import type { Identity, Role } from '../../shared/access';
import { formatInstant } from '../../shared/localTime';
import type { WardNote } from '../../shared/wardNotes';

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
const ago = (minutes: number) => formatInstant(nowMs() - minutes * 60_000);

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

/** Rooms that the server of this branch does not have yet. */
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
      server.send(message);
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

/** A city at work, for the operators' page. */
export function furnish(world: AccessWorld): void {
  const { answers } = world;
  const devices = [
    device(1, 'Trung tâm điều hành', 'wall', null, 9 * 1440, 0, true),
    device(2, 'Hành lang tầng 1', 'wall', null, 9 * 1440, 38, false),
    device(3, 'Máy tính bảng Thuận Hóa', 'ward', '19774', 4 * 1440, 0, true),
    device(4, 'Phòng họp cũ', 'wall', null, 30 * 1440, 6 * 1440, false, 5 * 1440),
  ];
  const pairings = [
    { code: 'K7M4QX', view: 'wall', ward: null, address: '10.20.3.41', createdAt: ago(1), expiresAt: ago(-9) },
    { code: 'W3HMNA', view: 'ward', ward: '19804', address: '10.20.7.12', createdAt: ago(4), expiresAt: ago(-6) },
  ];
  answers.set('GET /api/v1/ops/screens', () => ({ pairings, devices }));
  answers.set('POST /api/v1/ops/pairings', (body) => {
    const { code, name, view, ward } = body as { code: string; name: string; view: string; ward: string | null };
    const at = pairings.findIndex((one) => one.code === code);
    if (at === -1) return 404;
    pairings.splice(at, 1);
    devices.push(device(devices.length + 1, name, view, ward, 0, 0, true));
    return 204;
  });
  answers.set('POST /api/v1/ops/pairings/refuse', (body) => {
    const at = pairings.findIndex((one) => one.code === (body as { code: string }).code);
    pairings.splice(at, 1);
    return 204;
  });
  answers.set('POST /api/v1/ops/devices/2/revoke', () => {
    const found = devices.find(({ id }) => id === 2);
    if (found) Object.assign(found, { revokedAt: ago(0), online: false });
    return 204;
  });
  answers.set('GET /api/v1/sources', () => ({
    sources: [
      {
        name: 'dvcqg',
        title: 'Cổng Dịch vụ công quốc gia',
        state: 'live',
        lastReportAt: ago(0),
        reports: 184_212,
        quarantined: 12,
      },
      {
        name: 'hue-igate',
        title: 'Một cửa điện tử Huế',
        state: 'delayed',
        lastReportAt: ago(6),
        reports: 61_044,
        quarantined: 3,
      },
      {
        name: 'phu-vang-csv',
        title: 'Bảng kê Phú Vang',
        state: 'silent',
        lastReportAt: ago(55),
        reports: 493,
        quarantined: 0,
      },
      {
        name: 'buu-chinh',
        title: 'Bưu chính',
        state: 'off-hours',
        lastReportAt: ago(900),
        reports: 2210,
        quarantined: 0,
      },
    ],
  }));
  answers.set('GET /api/v1/quarantine', () => ({
    total: 15,
    rows: [
      { source: 'dvcqg', reason: 'unknown-ward', firstAt: ago(300), lastAt: ago(12), times: 9 },
      { source: 'dvcqg', reason: 'bad-field:channel', firstAt: ago(290), lastAt: ago(80), times: 3 },
      { source: 'hue-igate', reason: 'future', firstAt: ago(40), lastAt: ago(38), times: 2 },
      { source: 'hue-igate', reason: 'missing-field:status', firstAt: ago(20), lastAt: ago(20), times: 1 },
    ],
  }));
  answers.set('GET /api/v1/audit', (_body, route) => {
    const query = new URL(route.request().url()).searchParams;
    const before = Number(query.get('before') ?? AUDIT_LENGTH + 1);
    const length = Math.min(Number(query.get('limit')), before - 1);
    return { rows: Array.from({ length }, (_, i) => auditRow(before - 1 - i)) };
  });
  furnishAdmin(world);
}

function furnishAdmin({ answers }: AccessWorld): void {
  const users = [
    user('Lê Thị Hạnh', 'admin', null, { totp: true, sessions: 1, lastSignInAt: ago(30) }),
    user('Trực ban 1', 'operator', null, { totp: true, sessions: 2, lastSignInAt: ago(12) }),
    user('Trần Văn Nam', 'leader', null, { sessions: 1, lastSignInAt: ago(3000) }),
    user('Nguyễn Thị Lan', 'ward_chair', '19774', { mustChangePassword: true }),
    user('Phạm Quốc Bảo', 'operator', null, { disabledAt: ago(4000), lastSignInAt: ago(90_000) }),
  ];
  answers.set('GET /api/v1/ops/users', () => ({ users }));
  answers.set('POST /api/v1/ops/users', (body) => {
    const { name, role, ward } = body as { name: string; role: string; ward: string | null };
    if (users.some((one) => one.name === name)) return 409;
    users.push(user(name, role, ward, { mustChangePassword: true }));
    return { password: 'H7KM-2QXA-TTNB-84WD' };
  });
  const act = (name: string, what: string, run: () => Stubbed) =>
    answers.set(`POST /api/v1/ops/users/${encodeURIComponent(name)}/${what}`, run);
  act('Trần Văn Nam', 'reset', () => ({ password: 'ZK3M-9QXA-TTNB-84WD' }));
  act('Lê Thị Hạnh', 'disable', () => 409);
  act('Trần Văn Nam', 'disable', () => {
    Object.assign(users.find(({ name }) => name === 'Trần Văn Nam') ?? {}, { disabledAt: ago(0), sessions: 0 });
    return 204;
  });
  const keys = [
    { source: 'dvcqg', title: 'Cổng Dịch vụ công quốc gia', quota: null, createdAt: ago(40_000), revokedAt: null },
    { source: 'hue-igate', title: 'Một cửa điện tử Huế', quota: 6000, createdAt: ago(30_000), revokedAt: null },
    { source: 'thu-nghiem', title: 'thu-nghiem', quota: 60, createdAt: ago(50_000), revokedAt: ago(44_000) },
  ];
  answers.set('GET /api/v1/ops/keys', () => ({ keys }));
  answers.set('POST /api/v1/ops/keys', (body) => {
    const { name, title, quota } = body as { name: string; title: string | null; quota: number | null };
    keys.push({ source: name, title: title ?? name, quota, createdAt: ago(0), revokedAt: null });
    return { key: 'ioc_4mJq0Xk2u8yVn3RZpT7sWfLd' };
  });
}

function device(
  id: number,
  name: string,
  view: string,
  ward: string | null,
  made: number,
  seen: number,
  online: boolean,
  revoked: number | null = null,
) {
  return {
    id,
    name,
    view,
    ward,
    createdAt: ago(made),
    lastSeenAt: ago(seen),
    rotatedAt: ago(made / 3),
    revokedAt: revoked === null ? null : ago(revoked),
    online,
  };
}

function user(name: string, role: string, ward: string | null, more: object) {
  const base = {
    createdAt: ago(90_000),
    lastSignInAt: null,
    mustChangePassword: false,
    totp: false,
    disabledAt: null,
    sessions: 0,
  };
  return { name, role, ward, ...base, ...more };
}

const AUDIT_LENGTH = 130;
const AUDIT_KINDS = [
  { who: 'Trực ban 1', role: 'operator', action: 'pairing-confirmed', ward: null, detail: 'wall: Hành lang tầng 1' },
  { who: 'Nguyễn Thị Lan', role: 'ward_chair', action: 'list-opened', ward: '19774', detail: 'due-soon' },
  { who: '', role: '', action: 'sign-in-failed', ward: null, detail: 'wrong' },
  {
    who: 'Máy tính bảng Thuận Hóa',
    role: 'screen',
    action: 'refused',
    ward: '19804',
    detail: 'GET /api/v1/wards/:code/dossiers',
  },
  { who: 'Lê Thị Hạnh', role: 'admin', action: 'user-made', ward: '19774', detail: 'Nguyễn Thị Lan (ward_chair)' },
];

function auditRow(seq: number) {
  const kind = AUDIT_KINDS[seq % AUDIT_KINDS.length];
  return { seq, at: ago((AUDIT_LENGTH - seq) * 7), address: `10.20.3.${40 + (seq % 9)}`, ...kind };
}

export function wardNote(id: number, ward: string, text: string, answer: WardNote['answer'] = null): WardNote {
  const from = formatInstant(nowMs() - 60 * 60_000);
  return { id, ward, text, from, until: null, person: 'Nguyễn Thị Lan', recordedAt: from, answer };
}
