import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caller } from '../support/http';
import { ageSession, signedIn } from '../support/people';
import { command, makeDataDir, type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

const MINUTE_MS = 60_000;
const OWN = 'một mật khẩu đủ dài';

let server: RunningServer;
/** What it said when it was started first, without any user. */
let firstWords = '';
beforeAll(async () => {
  server = await startServer({ dataDir: makeDataDir(), env: { ACCESS: '' } });
  firstWords = server.output();
});
afterAll(() => server.dispose());

async function makeUser(name: string, role: string, ...options: string[]): Promise<string> {
  const made = await command('server/cli/users.ts', ['create', name, '--role', role, ...options], server.dataDir);
  expect(made.code, made.stderr).toBe(0);
  return made.stdout.trim();
}
const signIn = (name: string, password: string, totp?: string) =>
  caller(server).post('/session', { name, password, ...(totp !== undefined && { totp }) });
const identity = async (cookie: string) => (await caller(server, cookie).get('/session')).body.identity;

describe('passwords', () => {
  test('the printed one signs in, and the cookie says who it is; names are known however they are typed', async () => {
    const password = await makeUser('Lê Thử Nghiệm', 'leader');
    expect(password).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){3}$/);
    const answer = await signIn('  lê thử nghiệm'.normalize('NFD'), password);
    expect(answer.status).toBe(204);
    const [line] = answer.headers.getSetCookie();
    expect(line).toMatch(/^session=[\w-]{43}; /);
    expect(line).toContain('HttpOnly');
    expect(line).toContain('SameSite=Lax');
    expect(line).not.toContain('Secure');
    expect(await identity(answer.cookies[0] ?? '')).toMatchObject({
      kind: 'user',
      name: 'Lê Thử Nghiệm',
      role: 'leader',
      mustChangePassword: true,
      totp: 'none',
    });
    expect((await caller(server, answer.cookies[0]).get('/summary?from=2025-07-01&to=2025-07-01')).status).toBe(200);
  });

  test('wrong ones are refused alike, then the name is locked, also after a restart and for the right one', async () => {
    const password = await makeUser('khoá', 'leader');
    const wrong = await signIn('khoá', 'sai mật khẩu');
    const nobody = await signIn('không ai', 'sai mật khẩu');
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect(wrong.body).toEqual(nobody.body);
    for (let i = 0; i < 4; i++) await signIn('khoá', `sai ${i}`);
    const locked = await signIn('khoá', password);
    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(30);
    // The first lock lasts a minute: a busy machine may take longer to start again.
    const db = new Database(join(server.dataDir, 'access.db'));
    db.exec(`UPDATE failures SET locked_until = locked_until + ${10 * MINUTE_MS} WHERE locked_until > 0`);
    db.close();
    await server.kill('SIGKILL');
    server = await server.restart();
    expect((await signIn('khoá', password)).status).toBe(429);
  });

  test('changing it asks for the present one, refuses weak ones, and ends every other session', async () => {
    const first = await makeUser('Đổi Mật', 'leader');
    const [one, other] = [await signIn('Đổi Mật', first), await signIn('Đổi Mật', first)];
    const mine = caller(server, one.cookies[0]);
    expect((await mine.post('/session/password', { current: 'không phải', next: OWN })).status).toBe(403);
    for (const weak of ['ngắn', 'aaaaaaaaaaaaaaaa', 'xin chào đổi mật nhé', 'x'.repeat(201)]) {
      expect((await mine.post('/session/password', { current: first, next: weak })).status, weak).toBe(400);
    }
    const changed = await mine.post('/session/password', { current: first, next: OWN });
    expect(changed.status).toBe(204);
    expect(await identity(changed.cookies[0] ?? '')).toMatchObject({ mustChangePassword: false });
    expect(await identity(one.cookies[0] ?? '')).toEqual({ kind: 'anonymous' });
    expect(await identity(other.cookies[0] ?? '')).toEqual({ kind: 'anonymous' });
    expect((await signIn('Đổi Mật', first)).status).toBe(401);
    expect((await signIn('Đổi Mật', OWN.normalize('NFD'))).status).toBe(204);
  });

  test('commands reset, disable and enable; a ward chair needs a ward; a taken name is refused', async () => {
    await makeUser('Ông Chủ', 'ward_chair', '--ward', '19753');
    const run = (...args: string[]) => command('server/cli/users.ts', args, server.dataDir);
    expect((await run('create', 'ông chủ', '--role', 'leader')).code).toBe(2);
    expect((await run('create', 'x', '--role', 'ward_chair')).stderr).toContain('--ward 19753');
    expect((await run('create', 'x', '--role', 'boss')).code).toBe(2);
    const reset = (await run('reset', 'Ông Chủ')).stdout.trim();
    const session = await signIn('Ông Chủ', reset);
    expect(await identity(session.cookies[0] ?? '')).toMatchObject({ role: 'ward_chair', ward: '19753' });
    await run('disable', 'Ông Chủ');
    expect(await identity(session.cookies[0] ?? '')).toEqual({ kind: 'anonymous' });
    expect((await signIn('Ông Chủ', reset)).status).toBe(401);
    await run('enable', 'Ông Chủ');
    expect((await signIn('Ông Chủ', reset)).status).toBe(204);
    expect((await run('list')).stdout).toContain('Ông Chủ\tward_chair\t19753');
  });
});

describe('sessions', () => {
  test('fixation: whatever cookie came with a sign-in, the session is new and the old one is over', async () => {
    const password = await makeUser('cố định', 'leader');
    const planted = signedIn(server.dataDir, 'leader');
    const answer = await caller(server, planted.cookie).post('/session', { name: 'cố định', password });
    expect(answer.cookies[0]).not.toBe(planted.cookie);
    expect(await identity(planted.cookie)).toEqual({ kind: 'anonymous' });
    const made = await caller(server, 'session=chosen-by-somebody-else').post('/session', {
      name: 'cố định',
      password,
    });
    expect(made.cookies[0]).not.toContain('chosen');
  });

  test('tokens rotate; the old one serves what is under way, then no more; a lost answer locks nobody out', async () => {
    const person = signedIn(server.dataDir, 'leader');
    expect((await caller(server, person.cookie).get('/session')).cookies).toEqual([]);
    ageSession(server.dataDir, person, 16 * MINUTE_MS);
    const rotated = await caller(server, person.cookie).get('/session');
    const [fresh = ''] = rotated.cookies;
    expect(fresh).toMatch(/^session=/);
    expect(fresh).not.toBe(person.cookie);
    // The answer that carried the new one may have been lost: the old one gets another.
    expect(await identity(person.cookie)).toMatchObject({ kind: 'user' });
    ageSession(server.dataDir, person, 2 * MINUTE_MS);
    const [again = ''] = (await caller(server, person.cookie).get('/session')).cookies;
    expect(again).toMatch(/^session=/);
    expect(await identity(fresh)).toEqual({ kind: 'anonymous' });
    expect(await identity(again)).toMatchObject({ kind: 'user' });
    expect(await identity(person.cookie)).toMatchObject({ kind: 'user' });
    ageSession(server.dataDir, person, 2 * MINUTE_MS);
    expect(await identity(person.cookie)).toEqual({ kind: 'anonymous' });
    expect(await identity(again)).toMatchObject({ kind: 'user' });
  });

  test('unused for twelve hours it is over; signing out ends it, everywhere ends all', async () => {
    const idle = signedIn(server.dataDir, 'leader');
    expect(await identity(ageSession(server.dataDir, idle, 13 * 60 * MINUTE_MS))).toEqual({ kind: 'anonymous' });
    const password = await makeUser('ra khỏi', 'leader');
    const [one, two, three] = [
      await signIn('ra khỏi', password),
      await signIn('ra khỏi', password),
      await signIn('ra khỏi', password),
    ].map((answer) => answer.cookies[0] ?? '');
    const out = await caller(server, one).remove('/session');
    expect([out.status, out.cookies]).toEqual([204, ['session=']]);
    expect(await identity(one ?? '')).toEqual({ kind: 'anonymous' });
    expect(await identity(two ?? '')).toMatchObject({ kind: 'user' });
    await caller(server, two).post('/session/everywhere');
    expect(await identity(three ?? '')).toEqual({ kind: 'anonymous' });
  });

  test('forged and broken cookies are nobody', async () => {
    for (const forged of [
      'session=',
      'session=%00',
      `session=${'A'.repeat(43)}`,
      'session=../../etc',
      'device=1',
      '__proto__=1; session=x',
    ]) {
      expect(await identity(forged), forged).toEqual({ kind: 'anonymous' });
    }
  });
});

describe('second factor', () => {
  /** Of this moment's half minute and of the next: made at once, so that no half minute ends between them. */
  const codesOf = (secret: string): readonly [present: string, next: string] => {
    const now = performance.timeOrigin + performance.now();
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    return [totp.generate({ timestamp: now }), totp.generate({ timestamp: now + 30_000 })];
  };

  test('operators owe one; once set up a code is asked for, and is good once', async () => {
    const password = await makeUser('Trực Ban', 'operator');
    const first = (await signIn('Trực Ban', password)).cookies[0] ?? '';
    expect(await identity(first)).toMatchObject({ totp: 'due' });
    const setUp = (await caller(server, first).post('/session/totp')).body as { secret: string; uri: string };
    expect(setUp.uri).toContain('otpauth://totp/');
    expect((await caller(server, first).post('/session/totp/confirm', { code: '000000' })).status).toBe(400);
    const [code, next] = codesOf(setUp.secret);
    const confirmed = await caller(server, first).post('/session/totp/confirm', { code });
    expect(confirmed.status).toBe(204);
    expect(await identity(confirmed.cookies[0] ?? '')).toMatchObject({ totp: 'on' });
    expect((await caller(server, confirmed.cookies[0]).post('/session/totp')).status).toBe(409);

    const asked = await signIn('Trực Ban', password);
    expect([asked.status, asked.body.type]).toEqual([401, 'about:blank#totp']);
    const used = await signIn('Trực Ban', password, code);
    expect([used.status, used.body.type]).toEqual([401, 'about:blank#totp']);
    expect((await signIn('Trực Ban', password, next)).status).toBe(204);
    expect((await signIn('Trực Ban', password, next)).status).toBe(401);
    expect((await signIn('Trực Ban', 'sai mật khẩu', next)).body.type).toBe('about:blank');
    const stored = await command('server/cli/users.ts', ['list'], server.dataDir);
    expect(stored.stdout).not.toContain(setUp.secret);
  });
});

describe('the links of the demo', () => {
  test('sign an operator and a ward chair in, each once; without the demo there are none', async () => {
    const at = '2025-07-01T07:40:00+07:00';
    const demo = await startServer({ env: { DEMO: 'on', DEMO_AT: at, ACCESS: '' } });
    try {
      const tokenOf = (view: string) => new RegExp(`/${view}#link=(\\S+)`).exec(demo.output())?.[1] ?? '';
      await until(() => tokenOf('ops') !== '', 'the links are printed');
      const operator = await caller(demo).post('/session/link', { token: tokenOf('ops') });
      expect(operator.status).toBe(204);
      expect((await caller(demo, operator.cookies[0]).get('/ops')).status).toBe(200);
      expect((await caller(demo).post('/session/link', { token: tokenOf('ops') })).status).toBe(401);
      const chair = await caller(demo).post('/session/link', { token: tokenOf('ward/19753') });
      const { identity: who } = (await caller(demo, chair.cookies[0]).get('/session')).body;
      expect(who).toMatchObject({ role: 'ward_chair', ward: '19753', guest: true });
      expect((await caller(demo, chair.cookies[0]).get('/ops')).status).toBe(403);
      expect((await caller(demo).get('/summary?from=2025-07-01&to=2025-07-01')).status).toBe(200);
      expect(firstWords).not.toContain('#link=');
      expect(firstWords).toContain('npm run users -- create NAME --role admin');
    } finally {
      await demo.dispose();
    }
  });
});
