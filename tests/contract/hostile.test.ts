/** Every call and every message, as they are declared, against bodies that are made to break something. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUSY } from '../../server/busy';
import { ACCESS_RULES, type AccessRule } from '../../server/http/accessRules';
import { MAX_DEPTH } from '../../server/jsonDepth';
import { formatDay } from '../../shared/localTime';
import {
  bodySchema,
  clientMessages,
  hostileBodies,
  queryNames,
  type RawAnswer,
  sampleOf,
  sendRaw,
  wrongTyped,
} from '../support/hostile';
import { caller } from '../support/http';
import { signedIn } from '../support/people';
import { openScreen } from '../support/screen';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

/** Where the good reports are counted; nothing hostile names it. */
const GOOD_WARD = '20101';
const WARD = '19753';
const LARGE_BYTES = 8 * 1024;

let server: RunningServer;
let key = '';
let good = 0;
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir, env: { ACCESS: '' } });
});
afterAll(() => server.dispose());

/** Somebody who may make the call, so that it is reached past the guard. */
function headersFor({ may }: AccessRule): Record<string, string> {
  switch (may) {
    case 'ingest':
      return { Authorization: `Bearer ${key}` };
    case 'public':
      return {};
    case 'administer':
      return { Cookie: signedIn(server.dataDir, 'admin').cookie };
    case 'ward-note':
      return { Cookie: signedIn(server.dataDir, 'ward_chair', WARD).cookie };
    default:
      return { Cookie: signedIn(server.dataDir, 'operator').cookie };
  }
}

const pathOf = ({ path }: AccessRule) =>
  path.replace(':code', WARD).replace(':name', 'nobody').replace(':act', 'reset').replace(':id', '0');

/** No answer at all is one to a request that was broken off; every other must be no fault of the server. */
function expectBorne({ status, text }: RawAnswer, what: string, mayBreak = false): void {
  if (status === 503) {
    const type = (JSON.parse(text) as { type: string }).type;
    expect(Object.keys(BUSY), what).toContain(type.replace('about:blank#', ''));
    return;
  }
  if (status === 0) expect(mayBreak, `${what}: no answer`).toBe(true);
  else expect(status, `${what}: ${text.slice(0, 200)}`).toBeLessThan(500);
}

/** Every part of the way of a report lives: taken here, taken by the parsing thread, written, read and counted. */
async function expectAlive(what: string): Promise<void> {
  expect(server.process.exitCode, `${what}\n${server.output()}`).toBeNull();
  const one = simpleReport(`good-${++good}`, { wardCode: GOOD_WARD });
  const other = simpleReport(`good-${++good}`, { wardCode: GOOD_WARD });
  const small = await post(server.origin, key, [one]);
  expect(small.body, what).toMatchObject({ accepted: 1 });
  const zipped = await post(server.origin, key, gzipSync(JSON.stringify([other])), { 'Content-Encoding': 'gzip' });
  expect(zipped.body, what).toMatchObject({ accepted: 1 });
  const metrics = await (await fetch(`${server.origin}/metrics`)).text();
  expect(metrics, what).toContain('\nioc_parser_restarts 0\n');
}

describe.each(ACCESS_RULES.map((rule) => [`${rule.method} ${rule.path}`, rule] as const))('%s', (name, rule) => {
  test('bears deep, huge, wrong-typed and cut-off bodies', async () => {
    const url = `${server.origin}${pathOf(rule)}`;
    const schema = bodySchema(rule.method, rule.path);
    const sample = schema && sampleOf(schema);
    const ends = rule.method === 'DELETE' || rule.path.endsWith('/everywhere');
    let own = headersFor(rule);
    for (const body of hostileBodies(sample)) {
      if (ends) own = headersFor(rule);
      const answer = await sendRaw(url, rule.method, body, own);
      // A large one that is refused before it is read may meet a closed connection.
      expectBorne(answer, `${name}, ${body.what}`, body.missing !== undefined || body.bytes.length > LARGE_BYTES);
      if (/levels/.test(body.what) && rule.may !== 'ingest' && schema) {
        expect([400, 413, 429], `${name}, ${body.what}: ${answer.status}`).toContain(answer.status);
      }
    }
    if (schema) {
      for (const wrong of wrongTyped(sample)) {
        const bytes = JSON.stringify(wrong);
        const answer = await sendRaw(url, rule.method, { what: '', bytes }, own);
        expectBorne(answer, `${name}, ${bytes.slice(0, 200)}`);
      }
    }
    await expectAlive(name);
  }, 120_000);

  test('bears any query and path', async () => {
    const own = headersFor(rule);
    const values = [
      '',
      '[',
      '['.repeat(2000),
      'x'.repeat(6000),
      'NaN',
      '-1',
      '1e999',
      '\u0000',
      '__proto__',
      '2025-13-99',
    ];
    const queries = queryNames(rule.method, rule.path).flatMap((query) =>
      values.map((value) => `?from=2025-07-01&to=2025-07-02&${query}=${encodeURIComponent(value)}`),
    );
    const paths = rule.path.includes(':')
      ? values.slice(1).map((value) => rule.path.replace(/:\w+/g, encodeURIComponent(value)))
      : [];
    for (const place of [...queries.map((query) => pathOf(rule) + query), ...paths]) {
      const answer = await sendRaw(`${server.origin}${place}`, rule.method, { what: '', bytes: '' }, own);
      expectBorne(answer, `${name}, ${place.slice(0, 120)}`);
    }
    await expectAlive(name);
  }, 120_000);
});

describe('sockets', () => {
  const messages = clientMessages();
  const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;
  const lives = async (what: string): Promise<void> => {
    const screen = await openScreen(server.origin, 'wall', signedIn(server.dataDir, 'operator').cookie);
    expect(screen.board().epoch, what).not.toBe('');
    await until(() => screen.beats.length > 0, 'a heartbeat');
    screen.close();
    await expectAlive(what);
  };

  test('the list of messages is read', () => {
    expect(messages).toEqual(expect.arrayContaining(['join', 'status', 'remote', 'presented', 'steer']));
  });

  test.each(messages)(
    '%s: deep is answered {ok: false} and goes no further; anything else is borne',
    async (name) => {
      const { socket, close } = await openScreen(server.origin, 'wall', signedIn(server.dataDir, 'operator').cookie);
      const emit = socket.emit.bind(socket) as (name: string, ...sent: readonly unknown[]) => void;
      const wish = { view: 'wall', protocol: 1 };
      for (const deep of [nested(MAX_DEPTH + 1), nested(1500), { ...wish, unknown: nested(MAX_DEPTH) }]) {
        const answer = await new Promise((resolve) => emit(name, deep, resolve));
        expect(answer, name).toMatchObject({ ok: false });
        emit(name, deep);
        emit(name);
      }
      for (const wrong of wrongTyped({ ...wish, key: 'x', kind: 'dot', at: [1, 2], screen: 'x', title: 'x' })) {
        emit(name, wrong);
        emit(name, wrong, () => undefined);
        emit(name, () => undefined, wrong);
      }
      emit(name, Buffer.alloc(100), () => undefined);
      emit(name, { view: Buffer.alloc(10) });
      // In order: when this one is answered, all of the above was borne.
      const last = await new Promise((resolve) => emit('join', { ...wish, unknown: nested(MAX_DEPTH - 1) }, resolve));
      expect(last).toMatchObject({ ok: expect.any(Boolean) as boolean });
      close();
      await lives(name);
    },
    60_000,
  );

  test.each([
    ['cut off', '2["join",{"view":'],
    ['of no known kind', '9'],
    ['attachments that never come', '5999999999-["status",{"_placeholder":true,"num":0}]'],
    ['names that the server keeps to itself', '2["disconnect"]'],
    ['a name that the platform treats apart', '2["error",{}]'],
    ['a name that is an object', '2[{"toString":1}]'],
    ['huge', `2["status","${'x'.repeat(5000)}"]`],
    ['deep beyond the size of a message', `2["status",${'['.repeat(60_000)}`],
    ['plain noise', '\u0000\u0001{}'],
  ])('a raw message: %s', async (what, text) => {
    const { socket, close } = await openScreen(server.origin, 'wall', signedIn(server.dataDir, 'operator').cookie);
    socket.io.engine.write(text);
    // Answered by whoever comes next: a link that the server closes comes back by itself.
    await lives(what);
    close();
  });
});

test('all that was good was counted, and nothing else where it was counted', async () => {
  const today = formatDay(Math.floor((Date.now() + 7 * 3_600_000) / 86_400_000));
  const { body } = await caller(server, signedIn(server.dataDir, 'operator').cookie).get(
    `/summary?from=2025-01-01&to=${today}`,
  );
  const wards = body.wards as { code: string; received: number }[];
  expect(wards.find(({ code }) => code === GOOD_WARD)?.received).toBe(good);
  expect(server.output()).not.toContain('"level":60');
  expect(server.output()).not.toContain('"level":50');
});
