import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatInstant } from '../../shared/localTime';
import { caller } from '../support/http';
import { signedIn } from '../support/people';
import { sendThroughEveryConnector } from '../support/plantedSamples';
import { openScreen, type TestScreen } from '../support/screen';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

const WARD = '19753';
let server: RunningServer;
let key = '';
let operator = '';
let admin = '';
const secrets: string[] = [];
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir, env: { ACCESS: '', LOG_LEVEL: 'trace' } });
  operator = signedIn(dataDir, 'operator').cookie;
  admin = signedIn(dataDir, 'admin').cookie;
  secrets.push(key, operator.slice('session='.length), admin.slice('session='.length));
});
afterAll(() => server.dispose());

describe('what must not be found anywhere', () => {
  const PLANTED = {
    name: 'NGUYỄN VĂN THỬ NGHIỆM',
    phone: '0000000000123',
    identity: '000000009876',
    mail: 'thu.nghiem@example.invalid',
    number: 'H57.XX.YY-250714-0007731',
    other: 'H57.XX.ZZ-250714-0004412',
    id: 'H57.XX.YY-250714-0007731/4',
  };
  const at = formatInstant(Math.floor(performance.timeOrigin + performance.now()) - 60_000);
  const full = (dossierNo: string) => ({
    id: PLANTED.id,
    occurredAt: at,
    dossierNo,
    wardCode: WARD,
    status: 4,
    receivedAt: at,
    ChuHoSo: PLANTED.name,
    SoDienThoai: PLANTED.phone,
    DinhDanhCHS: [{ SoDinhDanh: PLANTED.identity }],
    Email: PLANTED.mail,
    flags: { digitised: true, note: PLANTED.name },
  });
  let screen: TestScreen;
  const heard: string[] = [];

  const send = async (body: string, type: string, gzip = false) => {
    const answer = await fetch(`${server.origin}/api/v1/reports`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': type, ...(gzip && { 'Content-Encoding': 'gzip' }) },
      body: gzip ? gzipSync(body) : body,
    });
    heard.push(await answer.text());
    return answer.status;
  };

  test('planted names, numbers and addresses: in no table, file, log, frame, answer or export; no secret in any either', async () => {
    screen = await openScreen(server.origin, 'wall', operator);
    screen.socket.onAny((...args: unknown[]) => heard.push(JSON.stringify(args)));
    const one = full(PLANTED.number);
    expect(await send(JSON.stringify([one]), 'application/json')).toBe(200);
    expect(await send(JSON.stringify(full(PLANTED.other)).replace(/"id":"[^"]*",/, ''), 'application/x-ndjson')).toBe(
      200,
    );
    // Refused ones too: with a wrong channel, a wrong ward, as no JSON at all.
    const wrong = [
      { ...one, id: 'a', channel: PLANTED.name },
      { ...one, id: 'b', wardCode: PLANTED.phone.slice(0, 5) },
    ];
    expect(await send(JSON.stringify(wrong), 'application/json', true)).toBe(200);
    expect(await send(`{"ChuHoSo": "${PLANTED.name}", ${PLANTED.number}\n`, 'application/x-ndjson')).toBe(200);
    expect(await send(`["${PLANTED.name}"`, 'application/json')).toBe(400);
    await until(() => screen.frames.some((frame) => frame.wards.some((ward) => ward.code === WARD)), 'the frame came');

    await sendThroughEveryConnector(server, key, PLANTED, heard);

    const password = (
      await command('server/cli/users.ts', ['create', 'Người Thử', '--role', 'leader'], server.dataDir)
    ).stdout.trim();
    const session = await caller(server).post('/session', { name: 'Người Thử', password });
    secrets.push(password, session.cookies[0]?.slice('session='.length) ?? '');
    await caller(server).post('/session', { name: password, password: 'gõ nhầm ô' });
    await caller(server, session.cookies[0]).get(`/audit?token=${password.slice(0, 4)}`);
    const made = await caller(server, admin).post('/ops/keys', { name: 'nguon-2' });
    secrets.push(String(made.body.key));
    for (const path of [
      '/snapshot',
      '/summary?from=2025-07-14&to=2026-12-31',
      '/quarantine',
      '/ops/agencies',
      '/sources',
      '/audit',
      '/history',
      '/ops',
      '/ops/screens',
      '/export?format=csv&from=2025-07-14&to=2026-12-31',
      '/brief?from=2025-07-14&to=2026-12-31',
      `/wards/${WARD}/dossiers?list=due-soon`,
    ]) {
      const answer = await fetch(`${server.origin}/api/v1${path}`, { headers: { Cookie: operator } });
      heard.push(await answer.text());
    }
    const { hint } = { hint: PLANTED.number.slice(-4) };
    for (const one of heard.filter((text) => text.startsWith('["frame"') || text.startsWith('["ticker"'))) {
      expect(one).not.toContain(hint);
    }
    screen.close();

    const backup = await command('server/cli/backup.ts', [join(server.dataDir, 'backups')], server.dataDir);
    expect(backup.code, backup.stderr).toBe(0);
    const places = new Map<string, Buffer>([
      ['what was answered and sent', Buffer.from(heard.join('\n'))],
      ['the log on the console', Buffer.from(server.output())],
      ['the backup', gunzipSync(readFileSync(backup.stdout.trim()))],
      ...filesBelow(server.dataDir),
    ]);
    const hidden = [...Object.values(PLANTED), ...Object.values(PLANTED).map((text) => text.normalize('NFD'))];
    const found = (texts: readonly string[], except: (place: string) => boolean = () => false) =>
      [...places].flatMap(([place, bytes]) =>
        except(place)
          ? []
          : texts.flatMap((text) => (text !== '' && bytes.includes(text) ? [`${text} in ${place}`] : [])),
      );
    expect(found(hidden)).toEqual([]);
    // A key that was just made is answered once, to who made it, and stands nowhere else.
    expect(found(secrets)).toEqual([]);
    const unsalted = hidden.map((text) => createHash('sha256').update(text).digest());
    for (const [place, bytes] of places) for (const hash of unsalted) expect(bytes.includes(hash), place).toBe(false);
    // The test itself can fail: what is allowed to be there is found by the same search.
    expect(found([WARD]).length).toBeGreaterThan(0);
    expect(found(['Người Thử'])).toContain('Người Thử in the backup');
  });
});

function filesBelow(folder: string): (readonly [string, Buffer])[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const file = join(folder, name);
    return statSync(file).isFile() ? [[name, readFileSync(file)] as const] : [];
  });
}
