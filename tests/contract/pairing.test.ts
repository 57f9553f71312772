import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caller } from '../support/http';
import { ageScreen, signedIn } from '../support/people';
import { openScreen } from '../support/screen';
import { makeDataDir, type RunningServer, startServer } from '../support/server';

const DAY_MS = 86_400_000;

let server: RunningServer;
let operator = '';
beforeAll(async () => {
  server = await startServer({ dataDir: makeDataDir(), env: { ACCESS: '', TRUST_PROXY: 'true' } });
  operator = signedIn(server.dataDir, 'operator', null, 'Trực ban').cookie;
});
afterAll(() => server.dispose());

/** Each test comes from an address of its own, so that limits of one do not touch the next. */
let addresses = 0;
const from = () => ({ 'X-Forwarded-For': `203.0.113.${++addresses}` });
const ask = async (view: 'wall' | 'ward', headers = from(), ward: string | null = null) =>
  (await caller(server).post('/pairings', { view, ward }, headers)).body as { code: string; secret: string };
const claim = (secret: string, headers = from()) => caller(server).post('/pairings/claim', { secret }, headers);
const ops = () => caller(server, operator);

describe('a screen that nobody types on', () => {
  test('shows a code, waits, and is let in once an operator confirms it; the code is good once', async () => {
    const { code, secret } = await ask('wall');
    expect(code).toMatch(/^[A-Z2-9]{6}$/);
    expect((await claim(secret)).status).toBe(202);
    const { pairings } = (await ops().get('/ops/screens')).body as { pairings: Record<string, unknown>[] };
    expect(pairings.find((one) => one.code === code)).toMatchObject({ view: 'wall', ward: null });
    expect(JSON.stringify(pairings)).not.toContain(secret);
    const typed = `${code.slice(0, 3)} ${code.slice(3)}`.toLowerCase();
    const device = { code: typed, name: 'Tường sảnh', view: 'wall', ward: null };
    expect((await ops().post('/ops/pairings', device)).status).toBe(204);
    expect((await ops().post('/ops/pairings', device)).status).toBe(404);
    const claimed = await claim(secret);
    expect([claimed.status, claimed.body.identity]).toEqual([
      200,
      { kind: 'device', name: 'Tường sảnh', view: 'wall', ward: null },
    ]);
    expect(claimed.headers.getSetCookie().at(-1)).toMatch(/^device=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly/);
    expect((await claim(secret)).status).toBe(410);
    const screen = await openScreen(server.origin, 'wall', claimed.cookies.at(-1));
    expect((await screen.join('wall')).ok).toBe(true);
    screen.close();
  });

  test('thirty days and several rotations of its key later it still shows figures', async () => {
    const { code, secret } = await ask('ward', from(), '19753');
    await ops().post('/ops/pairings', { code, name: 'Máy bảng Phú Xuân', view: 'ward', ward: '19753' });
    let cookie = (await claim(secret)).cookies.at(-1) ?? '';
    const keys = new Set([cookie]);
    for (let day = 0; day < 30; day++) {
      ageScreen(server.dataDir, 'Máy bảng Phú Xuân', DAY_MS);
      const answer = await caller(server, cookie).get('/snapshot');
      expect(answer.status, `day ${day}`).toBe(200);
      cookie = answer.cookies.find((one) => one.startsWith('device=')) ?? cookie;
      keys.add(cookie);
    }
    expect(keys.size).toBe(5);
    const screen = await openScreen(server.origin, 'ward', cookie);
    expect((await screen.join('ward')).ok).toBe(true);
    screen.close();
  });

  test('an operator turns it away, or the wrong ward: it gets nothing', async () => {
    const { code, secret } = await ask('wall');
    expect((await ops().post('/ops/pairings/refuse', { code })).status).toBe(204);
    expect((await claim(secret)).status).toBe(410);
    const tablet = await ask('ward');
    const device = { code: tablet.code, name: 'x', view: 'ward' };
    for (const ward of [null, '00046', '99999']) {
      expect((await ops().post('/ops/pairings', { ...device, ward })).status, String(ward)).toBe(400);
    }
    expect((await claim(tablet.secret)).status).toBe(202);
  });

  test('guessing codes is stopped; knowing a code claims nothing', async () => {
    const { code } = await ask('wall');
    expect((await claim(code)).status).toBe(410);
    const guesser = caller(server, signedIn(server.dataDir, 'operator').cookie);
    const guess = (i: number) =>
      guesser.post('/ops/pairings', { code: `AAAA${i}2`, name: 'x', view: 'wall', ward: null });
    const statuses = [];
    for (let i = 0; i < 12; i++) statuses.push((await guess(i)).status);
    expect(statuses).toEqual([...Array(10).fill(404), 429, 429]);
    // The lock is the guesser's own.
    expect((await ops().post('/ops/pairings/refuse', { code })).status).toBe(204);
  });

  test('one address cannot fill the list of waiting screens', async () => {
    const headers = from();
    const statuses = [];
    for (let i = 0; i < 14; i++)
      statuses.push((await caller(server).post('/pairings', { view: 'wall' }, headers)).status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(10);
    expect(statuses.at(-1)).toBe(429);
  });
});

test('behind TLS the cookies are for TLS only', async () => {
  const { code, secret } = await ask('wall');
  await ops().post('/ops/pairings', { code, name: 'TLS', view: 'wall', ward: null });
  const claimed = await claim(secret, { ...from(), 'X-Forwarded-Proto': 'https' } as never);
  expect(claimed.headers.getSetCookie().at(-1)).toContain('Secure');
});
