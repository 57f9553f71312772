import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALL_DOSSIERS, listCalendars, readChangeState } from '../../server/db/calendarBook';
import { openReader, openWriter } from '../../server/db/open';
import { readCheck } from '../../server/db/recount';
import { type CalendarFile, createCalendar } from '../../shared/calendar';
import type { Snapshot } from '../../shared/protocol';
import { calendarFile } from '../support/histories';
import { caller } from '../support/http';
import { makeOlder, sendBeside } from '../support/olderLog';
import { signedIn } from '../support/people';
import { openScreen } from '../support/screen';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post } from '../support/source';
import { until } from '../support/until';

/** Friday 11/7/2025 off: what was handed in on Thursday at 15:00 has until Monday 15:00 instead of Friday 15:00. */
const FRIDAY_OFF: CalendarFile = {
  ...calendarFile,
  off: [...calendarFile.off, { from: '2025-07-11', to: '2025-07-11', name: 'Nghỉ bão' }],
  coversTo: '2026-12-31',
};
const WARD = '19753';

const submitted = (number: number) => ({
  occurredAt: '2025-07-10T15:00:00+07:00',
  dossierNo: `H57.21.03-250710-${number}`,
  wardCode: WARD,
  status: 1,
});
const received = (number: number) => ({ ...submitted(number), occurredAt: '2025-07-14T10:00:00+07:00', status: 2 });
const many = <T>(count: number, make: (number: number) => T, from = 0): T[] =>
  Array.from({ length: count }, (_, i) => make(10_000 + from + i));

/** How many wait for intake longer than they should, at the end of that Friday. */
async function overdueOnFriday(server: RunningServer, known = ''): Promise<number> {
  const path = `/api/v1/summary?from=2025-07-11&to=2025-07-11${known}`;
  const { city } = (await (await fetch(`${server.origin}${path}`)).json()) as { city: { intakeOverdue: number } };
  return city.intakeOverdue;
}

async function snapshotOf(server: RunningServer): Promise<Snapshot> {
  return (await (await fetch(`${server.origin}/api/v1/snapshot`)).json()) as Snapshot;
}

const present = () => Math.floor(performance.timeOrigin + performance.now());
const instant = () => encodeURIComponent(new Date(present()).toISOString());

function writeCalendar(dataDir: string, file: CalendarFile): string {
  const path = join(dataDir, 'lich.json');
  writeFileSync(path, JSON.stringify(file));
  return path;
}

test('a calendar recorded beside a running server holds at once on every screen; what was read before stays', async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  const server = await startServer({ dataDir });
  const screen = await openScreen(server.origin);
  try {
    expect((await snapshotOf(server)).calendar).toEqual({ version: 1, file: calendarFile });
    await post(server.origin, key, many(30, submitted));
    await post(server.origin, key, many(30, received));
    expect(await overdueOnFriday(server)).toBe(30);
    const before = instant();
    const path = writeCalendar(dataDir, FRIDAY_OFF);
    const check = await command('server/cli/calendar.ts', ['check', path], dataDir);
    expect(check.stdout).toMatch(/1 day\(s\) differ, 2025-07-11[\s\S]*30 dossier\(s\)/);
    const unsure = await command('server/cli/calendar.ts', ['record', path], dataDir);
    expect(unsure).toMatchObject({ code: 2 });
    expect(await overdueOnFriday(server)).toBe(30);
    const done = await command('server/cli/calendar.ts', ['record', path, '--yes'], dataDir);
    expect(done.code, done.stderr).toBe(0);
    expect(await overdueOnFriday(server)).toBe(0);
    expect(await overdueOnFriday(server, `&at=${before}`), 'as of before').toBe(30);
    await until(() => screen.frames.some((frame) => frame.calendar?.version === 2), 'every screen is told');
    expect((await snapshotOf(server)).calendar).toEqual({ version: 2, file: FRIDAY_OFF });
    // Who changes one of them afterwards finds the same, and nothing twice.
    await post(server.origin, key, [{ ...received(10_000), occurredAt: '2025-07-14T16:00:00+07:00', status: 4 }]);
    expect(await overdueOnFriday(server)).toBe(0);
    const verified = await command('server/cli/verify.ts', [], dataDir);
    expect(verified.stdout).toContain('every figure agrees');
    const ops = caller(server, signedIn(dataDir, 'operator').cookie);
    const { rows } = (await ops.get('/audit?limit=20')).body as { rows: { action: string; detail: string }[] };
    expect(rows.find(({ action }) => action === 'calendar-recorded')).toMatchObject({ detail: '2026-12-31' });
    expect((await command('server/cli/calendar.ts', ['show'], dataDir)).stdout).toMatch(/In force: version 2/);
  } finally {
    screen.close();
    await server.dispose();
  }
});

test('operators see what a calendar would change, record it by name, and are told what is wrong with one', async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  const server = await startServer({ dataDir });
  try {
    const ops = caller(server, signedIn(dataDir, 'operator', null, 'Trực ban 7').cookie);
    await post(server.origin, key, many(5, submitted));
    const look = await ops.post('/ops/calendar/preview', { calendar: FRIDAY_OFF });
    expect(look.body).toEqual({
      problems: [],
      change: { days: 1, first: '2025-07-11', last: '2025-07-11', dossiers: 5, lastDay: '2026-12-31' },
    });
    const wrong = { ...FRIDAY_OFF, on: ['0905123456'], weekend: [8] };
    const told = await ops.post('/ops/calendar/preview', { calendar: wrong });
    expect(told.body.problems).toEqual([
      { where: 'weekend.0', what: 'shape' },
      { where: 'on.0', what: 'date' },
    ]);
    const refused = await ops.post('/ops/calendar', { calendar: wrong, person: 'x' });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).not.toContain('0905123456');
    expect((await ops.post('/ops/calendar', { calendar: FRIDAY_OFF, person: 'x' })).status).toBe(204);
    expect((await ops.get('/ops/calendar')).body).toMatchObject({
      version: 2,
      person: 'Trực ban 7',
      lastDay: '2026-12-31',
      saysLastDay: true,
      file: FRIDAY_OFF,
    });
    await until(async () => (await overdueOnFriday(server)) === 0, 'it is carried over');
    const chair = caller(server, signedIn(dataDir, 'ward_chair', WARD).cookie);
    expect((await chair.post('/ops/calendar', { calendar: FRIDAY_OFF, person: 'x' })).status).toBe(403);
  } finally {
    await server.dispose();
  }
});

test('I3 SIGKILL in the middle of a change: it goes on after the start, and every figure agrees', async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  let server = await startServer({ dataDir });
  const reader = openReader(join(dataDir, 'ioc.db'));
  const reached = () => readChangeState(reader)?.upTo ?? 0;
  try {
    const count = 5000;
    await post(server.origin, key, many(count, submitted));
    expect(await overdueOnFriday(server)).toBe(count);
    const ops = caller(server, signedIn(dataDir, 'operator').cookie);
    expect((await ops.post('/ops/calendar', { calendar: FRIDAY_OFF, person: 'x' })).status).toBe(204);
    await until(() => reached() > 0, 'some dossiers are carried over');
    // Both kinds are reported of meanwhile: the first is carried over already, the last is not.
    await post(server.origin, key, [received(10_000), received(10_000 + count - 1)]);
    await server.kill('SIGKILL');
    expect(reached(), 'killed in the middle').toBeLessThan(ALL_DOSSIERS);
    const verifiedMidway = await command('server/cli/verify.ts', [], dataDir);
    expect(verifiedMidway.stdout).toContain('every figure agrees');
    server = await server.restart();
    await until(() => reached() === ALL_DOSSIERS, 'it is carried on to the end');
    expect(await overdueOnFriday(server)).toBe(0);
    const verified = await command('server/cli/verify.ts', [], dataDir);
    expect(verified.stdout).toContain('every figure agrees');
  } finally {
    reader.close();
    await server.dispose();
  }
}, 300_000);

test('an older log that an edited calendar falsified is found out at its first start, named, and mended beside the server', async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  let server = await startServer({ dataDir });
  const ops = () => caller(server, signedIn(dataDir, 'operator').cookie);
  const differs = async () =>
    (await snapshotOf(server)).conditions.find(({ kind }) => kind === 'calendar-differs') ?? null;
  try {
    await post(server.origin, key, many(30, submitted));
    await server.kill();
    // As it was: the file is edited, and what comes next is computed from what it says by then.
    const edited = createCalendar(FRIDAY_OFF);
    sendBeside(dataDir, () => edited, many(15, received), { now: present() });
    makeOlder(dataDir);
    server = await server.restart();
    await until(async () => (await differs()) !== null, 'the log is compared');
    expect(await differs()).toEqual({ kind: 'calendar-differs', dossiers: 15 });
    expect((await ops().get('/ops/calendar')).body).toMatchObject({ version: 1, recordedAt: null, differs: 15 });
    expect((await command('server/cli/calendar.ts', ['check'], dataDir)).code).toBe(1);
    await server.kill('SIGKILL');
    server = await server.restart();
    expect(await differs(), 'known after a start').toMatchObject({ dossiers: 15 });
    const before = instant();
    const untrue = await overdueOnFriday(server);
    const mended = await command('server/cli/recount.ts', [], dataDir);
    expect(mended.code, mended.stderr).toBe(0);
    expect(mended.stdout).toContain('of about 15 dossiers');
    await until(async () => (await differs()) === null, 'nothing differs any more');
    expect(await overdueOnFriday(server)).toBe(30);
    expect(await overdueOnFriday(server, `&at=${before}`), 'read before').toBe(untrue);
    const verified = await command('server/cli/verify.ts', [], dataDir);
    expect(verified.stdout, verified.stderr).toContain('every figure agrees');
    expect((await command('server/cli/recount.ts', [], dataDir)).stdout).toContain('nothing to mend');
    expect((await command('server/cli/calendar.ts', ['check'], dataDir)).code).toBe(0);
  } finally {
    await server.dispose();
  }
});

test('without a server the commands do it themselves; a killed one is carried on by the next', async () => {
  const dataDir = makeDataDir();
  const key = makeKey(dataDir);
  const server = await startServer({ dataDir });
  try {
    await post(server.origin, key, many(40, submitted));
    await server.kill();
    const path = writeCalendar(dataDir, FRIDAY_OFF);
    const done = await command('server/cli/calendar.ts', ['record', path, '--yes'], dataDir);
    expect(done.code, done.stderr).toBe(0);
    const db = openWriter(join(dataDir, 'ioc.db'));
    expect(readChangeState(db)).toMatchObject({ inForce: { id: 2, person: 'npm run calendar' }, upTo: ALL_DOSSIERS });
    expect(listCalendars(db, 9)).toHaveLength(2);
    db.close();
    sendBeside(dataDir, () => createCalendar(calendarFile), many(10, received), { now: present() });
    const differing = await command('server/cli/calendar.ts', ['check'], dataDir);
    expect(differing).toMatchObject({ code: 1 });
    expect(differing.stdout).toContain('npm run recount');
    expect((await command('server/cli/recount.ts', [], dataDir)).code).toBe(0);
    const after = openReader(join(dataDir, 'ioc.db'));
    expect(readCheck(after)).toEqual({ due: false, dossiers: 0 });
    after.close();
    expect((await command('server/cli/verify.ts', [], dataDir)).stdout).toContain('every figure agrees');
    writeFileSync(path, '{"weekend": "0905123456"}');
    const wrong = await command('server/cli/calendar.ts', ['record', path, '--yes'], dataDir);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('weekend is missing or of the wrong kind.');
    expect(wrong.stderr).not.toContain('0905123456');
  } finally {
    await server.dispose();
  }
});
