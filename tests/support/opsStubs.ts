import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Role } from '../../shared/access';
import { formatInstant } from '../../shared/localTime';
import { type AccessWorld, createWorld, nowMs, person, type Stubbed, stubAccess } from './accessStubs';
import { PATIENCE_MS } from './browser';

const ago = (minutes: number) => formatInstant(nowMs() - minutes * 60_000);

interface Wish {
  readonly path?: string;
  readonly options?: BrowserContextOptions;
  readonly more?: Partial<AccessWorld>;
}

/** The operators' page of a city at work, as somebody with that role sees it. */
export async function openConsole(
  browser: Browser,
  origin: string,
  role: Role,
  { path = '/ops', options = {}, more = {} }: Wish = {},
): Promise<{ readonly page: Page; readonly world: AccessWorld; readonly leave: () => Promise<void> }> {
  const world = createWorld({ identity: person('Lê Thị Hạnh', role, { totp: 'on' }), ...more });
  furnish(world);
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await stubAccess(page, world);
  await page.goto(`${origin}${path}`);
  await page.waitForSelector('[data-device]');
  return { page, world, leave: () => context.close() };
}

/** The last thing that the page asked to be done. */
export function lastSaid(world: AccessWorld): string {
  return world.said.at(-1) ?? '';
}

/** A city at work, for the operators' page. */
export function furnish(world: AccessWorld): void {
  const { answers } = world;
  const devices = [
    device(1, 'Trung tâm điều hành', 'wall', null, 9 * 1440, 0, true),
    device(2, 'Hành lang tầng 1', 'wall', null, 9 * 1440, 38, false),
    device(3, 'Máy tính bảng Thuận Hóa', 'ward', '19789', 4 * 1440, 0, true),
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
  const agencies = [{ agency: 'H57.21.03', ward: null as string | null, waiting: 12, changedAt: null }];
  answers.set('GET /api/v1/ops/agencies', () => ({ agencies }));
  answers.set('POST /api/v1/ops/agencies', (body) => {
    Object.assign(agencies[0] ?? {}, body, { waiting: 0 });
    return 204;
  });
  answers.set('GET /api/v1/sources', () => ({
    sources: [
      {
        name: 'dvcqg',
        title: 'Cổng Dịch vụ công quốc gia',
        state: 'live',
        lastReportAt: ago(0),
        quarantined: 12,
      },
      {
        name: 'hue-igate',
        title: 'Một cửa điện tử Huế',
        state: 'delayed',
        lastReportAt: ago(6),
        quarantined: 3,
      },
      {
        name: 'phu-vang-csv',
        title: 'Bảng kê Phú Vang',
        state: 'silent',
        lastReportAt: ago(55),
        quarantined: 0,
      },
      {
        name: 'buu-chinh',
        title: 'Bưu chính',
        state: 'off-hours',
        lastReportAt: ago(900),
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
    beyond: [{ source: 'hue-igate', reason: 'too-many-reports', firstAt: ago(200), lastAt: ago(1), times: 98_412 }],
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
    user('Nguyễn Thị Lan', 'ward_chair', '19789', { mustChangePassword: true }),
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
  { who: 'Nguyễn Thị Lan', role: 'ward_chair', action: 'list-opened', ward: '19789', detail: 'due-soon' },
  { who: '', role: '', action: 'sign-in-failed', ward: null, detail: 'wrong' },
  {
    who: 'Máy tính bảng Thuận Hóa',
    role: 'screen',
    action: 'refused',
    ward: '19804',
    detail: 'GET /api/v1/wards/:code/dossiers',
  },
  { who: 'Lê Thị Hạnh', role: 'admin', action: 'user-made', ward: '19789', detail: 'Nguyễn Thị Lan (ward_chair)' },
];

function auditRow(seq: number) {
  const kind = AUDIT_KINDS[seq % AUDIT_KINDS.length];
  return { seq, at: ago((AUDIT_LENGTH - seq) * 7), address: `10.20.3.${40 + (seq % 9)}`, ...kind };
}
