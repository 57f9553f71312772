import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCESS_RULES, type AccessRule } from '../../server/http/accessRules';
import type { Permission } from '../../shared/access';
import { parseInstant } from '../../shared/localTime';
import { ageSession, endSession, pairedScreen, revokeScreen, signedIn } from '../support/people';
import { openScreen } from '../support/screen';
import { makeDataDir, type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

const WARD = '19753';
const OTHER = '19804';

/** Who may what, written out anew: the product's own rule is what is under test. */
const EXPECTED: Readonly<Record<string, ReadonlySet<Permission>>> = {
  anonymous: new Set(['public']),
  revoked: new Set(['public']),
  expired: new Set(['public']),
  'revoked screen': new Set(['public']),
  wall: new Set(['public', 'aggregates']),
  tablet: new Set(['public', 'aggregates', 'own-ward', 'ward-note']),
  'tablet of another ward': new Set(['public', 'aggregates']),
  'ward chair': new Set(['public', 'aggregates', 'signed-in', 'own-ward', 'ward-note']),
  'chair of another ward': new Set(['public', 'aggregates', 'signed-in']),
  leader: new Set(['public', 'aggregates', 'signed-in', 'speak']),
  operator: new Set(['public', 'aggregates', 'signed-in', 'own-ward', 'speak', 'operate']),
  admin: new Set(['public', 'aggregates', 'signed-in', 'operate', 'administer']),
};
type Who = keyof typeof EXPECTED;

let closed: RunningServer;
let open: RunningServer;
beforeAll(async () => {
  closed = await startServer({ dataDir: makeDataDir(), env: { ACCESS: '' } });
  open = await startServer({ dataDir: makeDataDir(), env: { ACCESS: 'open' } });
});
afterAll(() => Promise.all([closed.dispose(), open.dispose()]));

/** A cookie of that kind of person, new each time. */
function cookieOf(who: Who, { dataDir }: RunningServer): string {
  switch (who) {
    case 'anonymous':
      return '';
    case 'revoked':
      return endSession(dataDir, signedIn(dataDir, 'operator'));
    case 'expired':
      return ageSession(dataDir, signedIn(dataDir, 'operator'), 8 * 86_400_000);
    case 'revoked screen':
      return revokeScreen(dataDir, pairedScreen(dataDir, 'wall'));
    case 'wall':
      return pairedScreen(dataDir, 'wall').cookie;
    case 'tablet':
      return pairedScreen(dataDir, 'ward', WARD).cookie;
    case 'tablet of another ward':
      return pairedScreen(dataDir, 'ward', OTHER).cookie;
    case 'ward chair':
      return signedIn(dataDir, 'ward_chair', WARD).cookie;
    case 'chair of another ward':
      return signedIn(dataDir, 'ward_chair', OTHER).cookie;
    case 'leader':
    case 'operator':
    case 'admin':
      return signedIn(dataDir, who).cookie;
    default:
      throw new Error(`nobody is called ${who}`);
  }
}

async function statusOf(server: RunningServer, rule: AccessRule, cookie: string): Promise<number> {
  const path = rule.path.replace(':code', WARD).replace(':name', 'nobody').replace(':act', 'reset').replace(':id', '0');
  const answer = await fetch(`${server.origin}${path}`, {
    method: rule.method,
    headers: { Cookie: cookie, 'Content-Type': 'application/json' },
    ...(rule.method === 'POST' && { body: '{}' }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

const calls = ACCESS_RULES.filter(({ may }) => may !== 'ingest');

describe.each(Object.keys(EXPECTED))('%s', (who) => {
  test('may call exactly what is for them, with sign-in and without', async () => {
    const wrong: string[] = [];
    for (const [server, isOpen] of [
      [closed, false],
      [open, true],
    ] as const) {
      let cookie = cookieOf(who, server);
      for (const rule of calls) {
        const isAllowed = EXPECTED[who]?.has(rule.may) || (isOpen && rule.may === 'aggregates');
        const status = await statusOf(server, rule, cookie);
        // Some that change something end the session they come with.
        if (rule.method !== 'GET' && isAllowed) cookie = cookieOf(who, server);
        const isKnown = !['anonymous', 'revoked', 'expired', 'revoked screen'].includes(who);
        const isRefused = status === 401 || status === 403;
        if (isRefused === Boolean(isAllowed)) wrong.push(`${rule.method} ${rule.path}: ${status}`);
        if (!isAllowed && status !== (isKnown ? 403 : 401)) wrong.push(`${rule.method} ${rule.path}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('may join exactly the views that are for them', async () => {
    for (const [server, isOpen] of [
      [closed, false],
      [open, true],
    ] as const) {
      const screen = await openScreen(server.origin, 'wall', cookieOf(who, server));
      for (const view of ['wall', 'present', 'ward', 'ops', 'remote']) {
        const may = view === 'ops' ? 'operate' : 'aggregates';
        const isAllowed = view !== 'remote' && (EXPECTED[who]?.has(may) || (isOpen && may === 'aggregates'));
        const answer = await screen.join(view);
        expect(answer.ok ? 'ok' : answer.reason, `${view}, ${isOpen ? 'open' : 'signed-in'}`).toBe(
          isAllowed ? 'ok' : 'forbidden',
        );
      }
      screen.close();
    }
  });
});

describe('losing access', () => {
  test('a revoked screen is cut off at once, and comes back to nothing', async () => {
    const { dataDir, origin } = closed;
    const wall = pairedScreen(dataDir, 'wall', null, 'Tường sảnh');
    const screen = await openScreen(origin, 'wall', wall.cookie);
    expect((await screen.join('wall')).ok).toBe(true);
    const { cookie } = signedIn(dataDir, 'operator');
    const ops = (path: string, body?: unknown) =>
      fetch(`${origin}/api/v1/ops${path}`, {
        headers: { Cookie: cookie, 'Content-Type': 'application/json' },
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      });
    const { devices } = (await (await ops('/screens')).json()) as {
      devices: { id: number; name: string; online: boolean }[];
    };
    const listed = devices.find((one) => one.name === 'Tường sảnh');
    expect(listed).toMatchObject({ online: true });
    expect((await ops(`/devices/${listed?.id}/revoke`, {})).status).toBe(204);
    await until(() => !screen.socket.connected || screen.socket.recovered, 'its link is cut');
    await until(() => screen.socket.connected, 'it connects again');
    expect(await screen.join('wall')).toEqual({ ok: false, reason: 'forbidden' });
    // By the server's own clock: a busy machine hears late what was said before.
    const { devices: ended } = (await (await ops('/screens')).json()) as {
      devices: { id: number; revokedAt: string }[];
    };
    const revokedAt = parseInstant(ended.find(({ id }) => id === listed?.id)?.revokedAt ?? '') ?? 0;
    expect(screen.beats.filter((beat) => (parseInstant(beat.now) ?? 0) > revokedAt)).toEqual([]);
    expect((await ops(`/devices/${listed?.id}/revoke`, {})).status).toBe(404);
    screen.close();
  });

  test('a user who is disabled by the command loses the open socket too', async () => {
    const { dataDir, origin } = closed;
    const leader = signedIn(dataDir, 'leader');
    const screen = await openScreen(origin, 'present', leader.cookie);
    let cuts = 0;
    screen.socket.on('disconnect', () => cuts++);
    endSession(dataDir, leader);
    await until(() => cuts > 0, 'the server notices what another process wrote');
    screen.close();
  });

  test('what was refused stands in the audit, with who asked and what for', async () => {
    const { dataDir, origin } = closed;
    const chair = signedIn(dataDir, 'ward_chair', OTHER, 'Chủ tịch thử nghiệm');
    const asked = await fetch(`${origin}/api/v1/audit`, { headers: { Cookie: chair.cookie } });
    expect(asked.status).toBe(403);
    const { cookie } = signedIn(dataDir, 'operator');
    const audit = await fetch(`${origin}/api/v1/audit?limit=50`, { headers: { Cookie: cookie } });
    const { rows } = (await audit.json()) as { rows: { who: string; action: string; detail: string }[] };
    expect(rows.find((row) => row.who === chair.name)).toMatchObject({
      action: 'refused',
      role: 'ward_chair',
      address: '127.0.0.1',
      detail: 'GET /api/v1/audit',
    });
  });
});
