import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCESS_RULES } from '../../server/http/accessRules';
import { answers } from '../../server/http/answers';
import { dayOf, formatDay, parseInstant } from '../../shared/localTime';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';

let server: RunningServer;
let key = '';
beforeAll(async () => {
  await dayWithRoom();
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  await post(server.origin, key, [simpleReport('r1'), simpleReport('r2', { wardCode: '00046' })]);
}, DAY_HOOK_MS);
afterAll(() => server.dispose());

const get = async (path: string) => {
  const response = await fetch(`${server.origin}${path}`);
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.json() };
};
const today = async () => formatDay(dayOf(parseInstant((await get('/api/v1/snapshot')).body.now) ?? 0));

describe('every documented answer keeps its description', () => {
  test('openapi.json names every call, and the answers fit their schemas', async () => {
    const { body } = await get('/api/v1/openapi.json');
    const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const undescribed = new Set(['/metrics', '/api/v1/openapi.json']);
    const callable = ACCESS_RULES.filter(({ path }) => !undescribed.has(path)).map(
      ({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(described.sort()).toEqual(callable.sort());
    const day = await today();
    const calls = {
      health: '/healthz',
      ready: '/readyz',
      wards: '/api/v1/wards',
      snapshot: '/api/v1/snapshot',
      history: '/api/v1/history',
      summary: `/api/v1/summary?from=${day}&to=${day}`,
      brief: `/api/v1/brief?from=${day}&to=${day}`,
      decisions: '/api/v1/decisions',
      fields: `/api/v1/fields?from=${day}&to=${day}`,
      series: `/api/v1/series?from=${day}&to=${day}&by=hour`,
      notes: `/api/v1/wards/19753/notes?from=${day}&to=${day}`,
    } as const;
    for (const [name, path] of Object.entries(calls)) {
      const { status, body: answer } = await get(path);
      expect(status, path).toBe(200);
      answers[name as keyof typeof calls].parse(answer);
    }
  });

  test('40 wards: 21 phường and 19 xã, NFC, neighbours mutual', async () => {
    const { body } = await get('/api/v1/wards');
    const kinds = body.map((ward: { kind: string }) => ward.kind);
    expect([
      kinds.filter((k: string) => k === 'phường').length,
      kinds.filter((k: string) => k === 'xã').length,
    ]).toEqual([21, 19]);
    for (const { code, name, neighbours } of body) {
      expect(name).toBe(name.normalize('NFC'));
      for (const other of neighbours) {
        expect(body.find((ward: { code: string }) => ward.code === other).neighbours).toContain(code);
      }
    }
  });
});

describe('summary and series', () => {
  test('D8 the city level stands beside the city, never inside', async () => {
    const day = await today();
    const { body } = await get(`/api/v1/summary?from=${day}&to=${day}`);
    expect(body.city.received).toBe(1);
    expect(body.cityLevel.received).toBe(1);
    expect(body.wards).toHaveLength(40);
  });

  test('a figure read with `at` never changes again, and a + that came as a space is read as meant', async () => {
    const day = await today();
    const first = await get(`/api/v1/summary?from=${day}&to=${day}`);
    const at = first.body.asOf;
    const then = await get(`/api/v1/summary?from=${day}&to=${day}&at=${encodeURIComponent(at)}`);
    expect(then.body).toEqual(first.body);
    await post(server.origin, key, [
      simpleReport('later', { occurredAt: '2026-01-01T00:00:00Z', wardCode: '19789' }),
      simpleReport('r3'),
    ]);
    expect((await get(`/api/v1/summary?from=${day}&to=${day}&at=${at}`)).body).toEqual(first.body);
    expect((await get(`/api/v1/summary?from=${day}&to=${day}`)).body.city.received).toBe(2);
  });

  test('series lists every bucket and adds up to the summary', async () => {
    const day = await today();
    const { body: summary } = await get(`/api/v1/summary?from=${day}&to=${day}`);
    for (const [by, count] of [
      ['hour', 24],
      ['day', 1],
    ] as const) {
      const { body } = await get(`/api/v1/series?from=${day}&to=${day}&by=${by}`);
      expect(body.buckets).toHaveLength(count);
      const sum = body.buckets.reduce((total: number, bucket: { received: number }) => total + bucket.received, 0);
      expect(sum).toBe(summary.city.received);
      expect(body.buckets.at(-1).pendingInTime).toBe(summary.city.pendingInTime);
    }
  });

  test.each([
    'from=2025-07-14&to=2025-07-01',
    'from=2199-01-01&to=2199-01-02',
    'from=2025-07-32&to=2025-08-01',
    'to=2025-07-14',
    'from=2025-07-01&to=2025-07-14&at=2199-01-01T00:00:00Z',
    'from=2025-07-01&to=2025-07-14&at=yesterday',
    'from=2025-07-10&to=2025-07-14&until=2025-07-01T00:00:00%2B07:00',
  ])('summary?%s is 400 with problem details', async (query) => {
    const { status, type, body } = await get(`/api/v1/summary?${query}`);
    expect([status, type]).toEqual([400, 'application/problem+json']);
    expect(body.detail.length).toBeGreaterThan(10);
  });

  test('an unknown call is 404 with problem details', async () => {
    expect(await get('/api/v1/nothing')).toMatchObject({ status: 404, type: 'application/problem+json' });
  });
});

test('metrics are Prometheus text and name no dossier', async () => {
  const text = await (await fetch(`${server.origin}/metrics`)).text();
  expect(text).toMatch(/ioc_reports_total\{source="test",outcome="accepted"\} [1-9]/);
  expect(text).not.toContain('H57');
});
