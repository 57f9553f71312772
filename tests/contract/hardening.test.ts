import { request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demandRules } from '../../server/http/accessGuard';
import { caller } from '../support/http';
import { signedIn } from '../support/people';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';

let server: RunningServer;
let key = '';
let operator = '';
let admin = '';
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir, env: { ACCESS: '' } });
  operator = signedIn(dataDir, 'operator').cookie;
  admin = signedIn(dataDir, 'admin').cookie;
});
afterAll(() => server.dispose());

/** node's own client sends what it is told to: any path, any header. */
function raw(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path, method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    call.on('error', reject);
    call.end();
  });
}

describe('pages of other sites', () => {
  test('cannot change anything with the cookies of their visitor', async () => {
    const ops = caller(server, operator);
    const body = { code: 'AAAAAA', name: 'x', view: 'wall' };
    for (const headers of [
      { Origin: 'https://elsewhere.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ] as Record<string, string>[]) {
      expect((await ops.post('/ops/pairings', body, headers)).status, JSON.stringify(headers)).toBe(403);
      expect((await caller(server).post('/session', { name: 'x', password: 'y' }, headers)).status).toBe(403);
    }
    expect((await ops.post('/ops/pairings', body, { Origin: server.origin })).status).toBe(404);
  });

  test('cannot open a socket, frame a page, or read what an answer allows others', async () => {
    const socket = io(server.origin, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { Origin: 'https://elsewhere.example', Cookie: operator },
    });
    const refused = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(false));
      socket.once('connect_error', () => resolve(true));
    });
    socket.disconnect();
    expect(refused).toBe(true);
    const page = await fetch(`${server.origin}/wall`);
    const policy = page.headers.get('content-security-policy') ?? '';
    for (const part of [
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toContain('unsafe');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
    expect(await page.text()).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
    const api = await fetch(`${server.origin}/api/v1/session`, { headers: { Origin: 'https://elsewhere.example' } });
    expect(api.headers.get('access-control-allow-origin')).toBeNull();
    expect(api.headers.get('cache-control')).toBe('no-store');
  });
});

describe('requests made to break something', () => {
  test('path traversal reads no file outside the pages', async () => {
    const secretsOfFiles = /"dependencies"|root:x:|SQLite format/;
    for (const path of [
      '/../package.json',
      '/..%2fpackage.json',
      '/assets/..%2f..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/..\\..\\package.json',
      '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
      '/assets//etc/passwd',
      '/.env',
      '/assets/%00',
      '/%c0%ae%c0%ae/package.json',
    ]) {
      const { status, text } = await raw(path);
      expect(text, path).not.toMatch(secretsOfFiles);
      expect(status === 200 ? text.includes('<div id="root">') : status >= 400, `${path}: ${status}`).toBe(true);
    }
  });

  test('oversized headers, bodies and addresses are refused, and the server lives', async () => {
    expect((await raw('/api/v1/session', { 'X-Long': 'a'.repeat(40_000) })).status).toBe(431);
    expect((await raw(`/api/v1/summary?from=${'9'.repeat(40_000)}`)).status).toBe(431);
    const ops = caller(server, operator);
    expect((await ops.post('/session', JSON.stringify({ name: 'a'.repeat(20_000), password: 'x' }))).status).toBe(413);
    expect((await ops.post('/ops/thresholds', JSON.stringify({ person: 'a'.repeat(100_000) }))).status).toBe(413);
    const chunked = await raw('/api/v1/session', { 'Transfer-Encoding': 'chunked' }, 'POST');
    expect(chunked.status).toBe(411);
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
  });

  test('a gzip bomb is refused before it fills the memory', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20), { level: 9 });
    expect(bomb.byteLength).toBeLessThan(1024 * 1024);
    const answer = await fetch(`${server.origin}/api/v1/reports`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
      body: bomb,
    });
    expect(answer.status).toBe(413);
    const nested = gzipSync(gzipSync(Buffer.alloc(1024)));
    const twice = await fetch(`${server.origin}/api/v1/reports`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
      body: nested,
    });
    expect(twice.status).toBe(400);
  });

  test('prototype pollution changes nothing', async () => {
    const ops = caller(server, admin);
    for (const body of [
      '{"__proto__":{"role":"admin","isAdmin":true},"name":"a","password":"b"}',
      '{"constructor":{"prototype":{"kind":"user"}},"name":"a","password":"b"}',
    ]) {
      expect([401, 429]).toContain((await ops.post('/session', body)).status);
    }
    expect((await ops.post('/ops/users/__proto__/reset')).status).toBe(404);
    expect((await ops.post('/ops/users/nobody/__proto__')).status).toBe(404);
    expect((await ops.post('/ops/users/nobody/constructor')).status).toBe(404);
    expect((await caller(server).get('/session')).body.identity).toEqual({ kind: 'anonymous' });
    expect((await caller(server).get('/audit')).status).toBe(401);
  });

  test('strings that make careless patterns run for ever are answered like any other', async () => {
    const ops = caller(server, operator);
    const evil = ['a'.repeat(115), `${'a '.repeat(50)}!`, `${'1'.repeat(110)}x`, '\u0301'.repeat(100)];
    for (const name of evil) {
      await ops.post('/ops/pairings', { code: name.slice(0, 20), name, view: 'wall' });
      await ops.get(`/summary?from=${encodeURIComponent(name)}&to=2025-07-01`);
      await ops.get(`/audit?limit=${encodeURIComponent(name)}`);
      await caller(server, admin).post('/ops/users', { name, role: 'leader' });
      await raw('/api/v1/session', { Cookie: `session=${encodeURIComponent(name)}; ${'=;'.repeat(200)}` });
      await raw('/api/v1/session', { 'X-Forwarded-For': encodeURIComponent(name), Origin: encodeURIComponent(name) });
    }
    // Catastrophic patterns take minutes, and a test has one: this bounds the kind, not the speed.
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
  });

  test('half a request and plain noise do not stop the server', async () => {
    const { hostname, port } = new URL(server.origin);
    for (const noise of [
      '\x16\x03\x01\x02\x00',
      'GET / HTTP/9.9\r\n\r\n',
      'POST /api/v1/session HTTP/1.1\r\nContent-Length: -1\r\n\r\n',
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), hostname, () => socket.end(noise));
        socket.on('close', () => resolve()).on('error', () => resolve());
        socket.resume();
      });
    }
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
  });
});

test('an idle connection outlives those that a proxy keeps: it is never closed under a request', async () => {
  const answer = await fetch(`${server.origin}/healthz`);
  await answer.text();
  expect(Number(/timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(60);
});

test('a route that nobody wrote a rule for stops the server at its start', () => {
  const app = new Hono();
  app.get('/api/v1/summary', (c) => c.text(''));
  expect(() => demandRules(app)).not.toThrow();
  app.post('/api/v1/new-thing', (c) => c.text(''));
  expect(() => demandRules(app)).toThrow('POST /api/v1/new-thing');
});
