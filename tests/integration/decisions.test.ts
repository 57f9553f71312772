import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answers } from '../../server/http/answers';
import type { Decision } from '../../shared/decisions';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { signedIn } from '../support/people';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';

const WARD = '19804';
let server: RunningServer;
let key = '';
let leader = '';
let sent = 0;
beforeAll(async () => {
  await dayWithRoom();
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  leader = signedIn(dataDir, 'leader', null, 'Thư ký').cookie;
  await send(4);
  await send(6, { channel: 'direct' });
}, DAY_HOOK_MS);
afterAll(() => server.dispose());

const send = async (count: number, more: Record<string, unknown> = {}): Promise<void> => {
  const reports = Array.from({ length: count }, () => ({
    ...simpleReport(`decided-${++sent}`, { wardCode: WARD, ...more }),
  }));
  expect((await post(server.origin, key, reports)).status).toBe(200);
};
const list = async (query = ''): Promise<{ readonly asOf: string; readonly decisions: readonly Decision[] }> =>
  answers.decisions.parse(await (await fetch(`${server.origin}/api/v1/decisions${query}`)).json());
const say = (path: string, body: unknown) =>
  fetch(`${server.origin}/api/v1/decisions${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: leader },
    body: JSON.stringify(body),
  });
const today = async () => (await list()).asOf.slice(0, 10);
const decision = async (pin: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => {
  const day = await today();
  return {
    text: 'Bố trí thêm người hướng dẫn nộp trực tuyến',
    owner: 'Chủ tịch phường Hương An',
    due: day,
    person: 'Thư ký',
    pin: { from: day, to: day, period: 'today', ward: WARD, figure: 'onlineRate', ...pin },
    ...more,
  };
};

describe('a decision', () => {
  test('keeps the figure it was about as it was seen, and says what became of it, with both denominators', async () => {
    const answer = await say('', await decision());
    expect(answer.status).toBe(201);
    const { id } = await answer.json();
    const taken = (await list()).decisions.find((one) => one.id === id);
    expect(taken).toMatchObject({ owner: 'Chủ tịch phường Hương An', person: 'Thư ký', followUps: [] });
    expect(taken?.seen).toMatchObject({ num: 4, den: 10 });

    await send(8);
    const later = (await list()).decisions.find((one) => one.id === id);
    expect(later?.seen, 'what was seen then stands still').toEqual(taken?.seen);
    expect(later?.became).toMatchObject({ num: 12, den: 18 });
  });

  test('is followed up, then closed with a sentence; nothing is said of a closed one', async () => {
    const { id } = await (await say('', await decision({ figure: 'received', ward: null }))).json();
    expect((await say(`/${id}/follow`, { text: 'Đã phân công', person: 'Thư ký' })).status).toBe(204);
    const open = await list();
    expect((await say(`/${id}/close`, { text: 'Xong', person: 'Chánh Văn phòng' })).status).toBe(204);
    const found = (await list()).decisions.find((one) => one.id === id);
    expect(found?.followUps.map(({ text, closes, person }) => [text, closes, person])).toEqual([
      ['Đã phân công', false, 'Thư ký'],
      // Who signed in is who speaks, whatever name is sent.
      ['Xong', true, 'Thư ký'],
    ]);
    expect((await say(`/${id}/close`, { text: 'Nữa', person: 'Thư ký' })).status).toBe(409);
    // Looked at as of the instant before, it is not closed yet: the list keeps its past like every figure.
    const before = await list(`?at=${encodeURIComponent(open.asOf)}`);
    expect(before.decisions.find((one) => one.id === id)?.followUps.length).toBe(1);
    expect(before).toEqual(open);
  });

  test('what cannot be kept is refused with the field at fault, and writes nothing', async () => {
    const count = (await list()).decisions.length;
    const refused = async (body: unknown, field: string) => {
      const answer = await say('', body);
      expect([answer.status, (await answer.json()).detail]).toEqual([400, expect.stringContaining(field)]);
    };
    await refused(await decision({}, { text: ' ' }), 'text');
    await refused(await decision({}, { due: '2020-01-01' }), 'due');
    await refused(await decision({ ward: '99999' }), 'ward');
    await refused(await decision({ figure: 'mood' }), 'figure');
    await refused(await decision({ from: '2031-01-01', to: '2031-01-31' }), 'ahead');
    await refused(await decision({ at: '2031-01-01T00:00:00+07:00' }), 'ahead');
    await refused(undefined, 'shape');
    expect((await say('/9999/close', { text: 'Không có', person: 'Thư ký' })).status).toBe(404);
    expect((await list()).decisions.length).toBe(count);
  });

  test('survives a kill; its table takes no change and no deletion', async () => {
    const { id } = await (await say('', await decision({ figure: 'pendingOverdue' }))).json();
    await server.kill('SIGKILL');
    const db = new Database(join(server.dataDir, 'ioc.db'));
    expect(() => db.prepare("UPDATE decisions SET person = 'x'").run()).toThrow(/append-only/);
    expect(() => db.prepare('DELETE FROM decisions').run()).toThrow(/append-only/);
    db.close();
    server = await server.restart();
    expect((await list()).decisions[0]?.id).toBe(id);
  });
});
