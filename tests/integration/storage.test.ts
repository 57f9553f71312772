import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerCondition, STORAGE_FAULTS } from '../../shared/conditions';
import { parseInstant } from '../../shared/localTime';
import { DISK_FAULTS, failingWrites } from '../support/diskFaults';
import { type Answer, caller } from '../support/http';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { pairedScreen, signedIn } from '../support/people';
import { openScreen } from '../support/screen';
import { command, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

const WARD = '19753';
/** The old server ended after a checkpoint, at most 15 s later. */
const TROUBLE_MS = 17_000;

const rows = ['', '| fault | done | ingest | reading | acknowledged | lost | recovered after |'];
beforeAll(dayWithRoom, DAY_HOOK_MS);
afterAll(() => console.log(rows.join('\n')));

/** Posts one report after the other, and remembers which were acknowledged. */
function startSource(server: RunningServer, key: string) {
  const acknowledged = new Set<string>();
  const statuses = new Set<string>();
  let running = true;
  const done = (async () => {
    for (let n = 0; running; n++) {
      // Another connection may be refused while the process is killed: that is no acknowledgement.
      const name = `s-${n}`;
      const answer = await post(server.origin, key, [simpleReport(name)]).catch(() => null);
      if (answer?.status === 200) acknowledged.add(name);
      if (answer) {
        const { type } = answer.body as unknown as { type?: string };
        statuses.add(answer.status === 200 ? '200' : `${answer.status} ${type} ${answer.headers.get('retry-after')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return {
    acknowledged,
    statuses,
    stop: async () => {
      running = false;
      await done;
    },
  };
}

const today = async ({ origin }: RunningServer) =>
  (await (await fetch(`${origin}/api/v1/snapshot`)).json()).windows.today.from as string;

/** Every reading of aggregates; what is not 200. */
async function readings(server: RunningServer, day: string): Promise<string[]> {
  const span = `from=${day}&to=${day}`;
  const spanned = [`summary?${span}`, `series?${span}&by=hour`, `fields?${span}`, `brief?${span}`];
  const files = [`export?${span}&format=csv`, `wards/${WARD}/notes?${span}`];
  const paths = ['snapshot', 'history', 'decisions', 'wards', 'map', ...spanned, ...files];
  const statuses = await Promise.all(
    paths.map(async (path) => `${path} ${(await fetch(`${server.origin}/api/v1/${path}`)).status}`),
  );
  return statuses.filter((line) => !line.endsWith(' 200'));
}

const isStorage = ({ kind }: ServerCondition) => kind === 'storage';
const reasonOf = ({ status, body }: Answer) => `${status} ${String(body.type ?? '').replace('about:blank#', '')}`;

async function troubleOf({ origin }: RunningServer): Promise<ServerCondition | undefined> {
  const answer = await fetch(`${origin}/readyz`);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { conditions: readonly ServerCondition[] }).conditions.find(isStorage);
}

const summaryOf = async ({ origin }: RunningServer, day: string) =>
  (await fetch(`${origin}/api/v1/summary?from=${day}&to=${day}`)).json();
const asOf = async (server: RunningServer, day: string) => (await summaryOf(server, day)).asOf as string;

// Side by side, each with a server of its own: what takes the time is that a trouble lasts.
test.concurrent.each(STORAGE_FAULTS)(
  'a disk that is %s: a state that the server outlives, and nothing is lost',
  async (name) => {
    const fault = DISK_FAULTS[name]();
    if (!fault) return void rows.push(`| ${name} | not possible on this machine | | | | | |`);
    const { dataDir } = fault;
    const key = makeKey(dataDir);
    let server = await startServer({ dataDir });
    try {
      const day = await today(server);
      const people = {
        operator: signedIn(dataDir, 'operator'),
        admin: signedIn(dataDir, 'admin'),
        chair: signedIn(dataDir, 'ward_chair', WARD),
        leaving: signedIn(dataDir, 'leader'),
        stolen: signedIn(dataDir, 'leader'),
      };
      const screen = pairedScreen(dataDir, 'wall', null, 'Tường mất cắp');
      const by = (who: keyof typeof people) => caller(server, people[who].cookie);
      const deviceId = async () => {
        const { body } = await by('operator').get('/ops/screens');
        return (body.devices as { id: number; name: string }[]).find(({ name }) => name === 'Tường mất cắp')?.id;
      };
      const device = await deviceId();
      const wall = await openScreen(server.origin);
      const source = startSource(server, key);
      await until(() => source.acknowledged.size >= 5, 'reports are taken');

      fault.impose(server.process.pid ?? 0);
      const imposedMs = performance.now();
      await until(async () => (await troubleOf(server)) !== undefined, 'the server says that it cannot write');
      expect(await troubleOf(server)).toMatchObject({ kind: 'storage', fault: fault.fault });
      await until(() => wall.board().conditions.some(isStorage), 'the wall is told');
      const metrics = await (await fetch(`${server.origin}/metrics`)).text();
      expect(metrics).toMatch(/^ioc_storage_trouble 1$/m);

      // What must be written first is refused with its reason.
      const list = await by('chair').get(`/wards/${WARD}/dossiers?list=overdue`);
      expect([reasonOf(list), list.body.detail]).toEqual([
        '503 audit',
        expect.stringContaining('Không ghi được nhật ký'),
      ]);
      expect(reasonOf(await by('operator').get(`/export?from=${day}&to=${day}&format=csv`))).toBe('503 audit');
      const signIn = { name: people.chair.name, password: 'x'.repeat(20) };
      expect(reasonOf(await caller(server).post('/session', signIn))).toBe('503 audit');
      const note = await by('chair').post(`/wards/${WARD}/notes`, { text: 'Mất điện' });
      expect(reasonOf(note)).toBe('503 storage');
      const { thresholds } = wall.board();
      const limits = { person: 'x', limits: thresholds };
      for (const [who, path, body] of [
        ['operator', '/ops/thresholds', limits],
        ['operator', '/ops/agencies', { agency: 'H57.21.03', ward: WARD }],
        ['admin', '/ops/keys', { name: 'another' }],
        ['admin', '/ops/users', { name: 'Another', role: 'leader' }],
        ['admin', `/ops/users/${encodeURIComponent(people.stolen.name)}/reset`, {}],
      ] as const) {
        expect(`${path} ${reasonOf(await by(who).post(path, body))}`).toBe(`${path} 503 storage`);
      }

      // Who is signed in stays so; who leaves, or is put out, is out at once.
      expect((await by('operator').get('/session')).body.identity).toMatchObject({ kind: 'user' });
      expect((await by('leaving').remove('/session')).status).toBe(204);
      const out = `/ops/users/${encodeURIComponent(people.stolen.name)}/sign-out`;
      expect((await by('admin').post(out)).status).toBe(204);
      expect((await by('operator').post(`/ops/devices/${device}/revoke`)).status).toBe(204);
      const goneNow = async () =>
        Promise.all(
          [people.leaving.cookie, people.stolen.cookie, screen.cookie].map(
            async (cookie) => ((await caller(server, cookie).get('/session')).body.identity as { kind: string }).kind,
          ),
        );
      expect(await goneNow()).toEqual(['anonymous', 'anonymous', 'anonymous']);

      // The alert about it rings, and can be acknowledged though that cannot be written yet.
      const ringing = () => wall.board().alerts.find(({ rule }) => rule === 'server-storage');
      await until(() => ringing()?.state === 'firing', 'the alert rings');
      const act = { kind: 'acknowledge', owner: 'x', reason: 'xem', returnAt: null };
      // 202 is "not written yet"; a full disk may have room for so little in the files that are there.
      const acted = (await by('operator').post(`/ops/alerts/${ringing()?.id}`, act)).status;
      expect(fault.fault === 'full' ? [202, 204] : [202]).toContain(acted);
      await until(() => ringing()?.state === 'acknowledged', 'every screen knows that somebody looks after it');
      const alertId = ringing()?.id;

      // It goes on so; figures are as of the last instant that was written down.
      const barrier = await asOf(server, day);
      const wrong: string[] = [];
      const beats = wall.beats.length;
      await until(async () => {
        wrong.push(...(await readings(server, day)));
        await new Promise((resolve) => setTimeout(resolve, 500));
        return performance.now() - imposedMs > TROUBLE_MS;
      }, 'the trouble lasts');
      expect(wrong).toEqual([]);
      await until(() => wall.beats.length - beats > 3, 'heartbeats go on');
      expect(await asOf(server, day)).toBe(barrier);
      expect(parseInstant(wall.beats.at(-1)?.now ?? '')).toBeGreaterThan(parseInstant(barrier) ?? 0);
      expect(server.process.exitCode).toBeNull();

      const before = source.acknowledged.size;
      fault.lift(server.process.pid ?? 0);
      const liftedMs = performance.now();
      await until(() => source.acknowledged.size > before, 'reports are taken again');
      const recoveredMs = Math.round(performance.now() - liftedMs);
      await until(async () => (await troubleOf(server)) === undefined, 'nothing is wrong any more');
      await until(
        async () => (await by('chair').get(`/wards/${WARD}/dossiers?list=overdue`)).status === 200,
        'lists open',
      );
      expect((await by('operator').get(`/export?from=${day}&to=${day}&format=csv`)).status).toBe(200);
      await source.stop();
      wall.close();
      expect([...source.statuses].sort()).toEqual(['200', '503 about:blank#storage 15']);
      // One line a change, not one a request.
      expect(server.output().match(/nothing can be written/g)).toHaveLength(2);

      // What waited in memory is written: it holds after the hardest end.
      await server.kill('SIGKILL');
      server = await server.restart();
      expect(await goneNow()).toEqual(['anonymous', 'anonymous', 'anonymous']);
      const { body: ops } = await by('operator').get('/ops');
      expect(ops.events).toContainEqual(
        expect.objectContaining({ alertId, state: 'acknowledged', person: people.operator.name }),
      );
      const { body: audit } = await by('operator').get('/audit');
      for (const action of ['signed-out', 'user-signed-out', 'device-revoked', 'list-opened', 'file-taken']) {
        expect(audit.rows).toContainEqual(expect.objectContaining({ action }));
      }
      const summary = await (await fetch(`${server.origin}/api/v1/summary?from=${day}&to=${day}`)).json();
      const lost = source.acknowledged.size - summary.city.received;
      expect(lost).toBe(0);
      expect((await command('server/cli/verify.ts', [], dataDir)).stdout).toContain('every figure agrees');
      rows.push(
        `| ${fault.fault} | ${fault.how} | 503 storage, Retry-After 15 | all 200, as of the barrier | ${source.acknowledged.size} | ${lost} | ${recoveredMs} ms |`,
      );
    } finally {
      if (server.process.exitCode === null) fault.lift(server.process.pid ?? 0);
      await server.kill('SIGKILL').catch(() => undefined);
      fault.dispose();
    }
  },
);

test.concurrent('the demo city waits while nothing can be written, and goes on by itself', async () => {
  const fault = failingWrites();
  if (!fault) return console.log('not possible here: a limit on a running process');
  const server = await startServer({ env: { DEMO: 'on', ACCESS: '' } });
  fault.dispose();
  const pid = server.process.pid ?? 0;
  try {
    const wall = await openScreen(server.origin);
    const received = () => wall.board().city.today.received;
    fault.impose(pid);
    const imposedMs = performance.now();
    await until(() => wall.board().conditions.some(isStorage), 'the wall is told');
    const then = received();
    // Its senders gave up, and the process with them, after 5 s.
    await until(() => performance.now() - imposedMs > 9000, 'the trouble lasts');
    expect(received()).toBe(then);
    expect(server.process.exitCode).toBeNull();
    fault.lift(pid);
    await until(() => !wall.board().conditions.some(isStorage), 'nothing is wrong any more');
    await until(() => received() > then, 'dossiers come in again');
    fault.impose(pid);
    await until(() => wall.board().conditions.some(isStorage), 'the wall is told again');
    wall.close();
    // Nor does the end wait for a disk.
    await server.kill();
    expect(server.process.exitCode).toBe(0);
  } finally {
    await server.dispose();
  }
});
