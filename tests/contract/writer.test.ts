import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { lookThrough } from '../../server/calendar/lookThrough';
import { ALL_DOSSIERS, readChangeState } from '../../server/db/calendarBook';
import type { CalendarTask } from '../../server/db/calendarTasks';
import { recount } from '../../server/db/recount';
import { StoreFailure, startWriter, type Writer } from '../../server/db/writer';
import { calendarFile } from '../support/histories';
import { SCRATCH } from '../support/scratch';
import { createWorkWorld } from '../support/workWorld';

const NOW = 1_752_454_800_000;
const report = (number: number) => ({
  occurredAt: '2025-07-14T07:00:00+07:00',
  dossierNo: `D-${number}`,
  wardCode: '19753',
  status: 2,
});

let ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  ends = [];
});

function openWorld() {
  const world = createWorkWorld();
  ends.push(world.close);
  return world;
}

async function openWriterThread(): Promise<Writer> {
  const folder = mkdtempSync(join(SCRATCH, 'ioc-writer-'));
  const writer = await startWriter({
    file: join(folder, 'ioc.db'),
    calendar: calendarFile,
    onGroup: () => 1,
    onDeath: (cause) => {
      throw cause;
    },
    onStorage: () => undefined,
    onCheckpoints: () => undefined,
  });
  ends.push(async () => {
    await writer.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return writer;
}

test('a batch that cannot be stored costs no other of its commit: each is then tried alone', () => {
  const world = openWorld();
  const accept = (id: number, batch = world.batch([report(id)])) =>
    ({ kind: 'accept', id, sourceId: 1, now: NOW, batch }) as const;
  // A refusal without its reason is a bug further up, and the log does not take it.
  const refused = [{ index: 1, reason: null as unknown as string, bodyHash: Buffer.alloc(16) }];
  const broken = { ...world.batch([report(3)]), refused };
  const said = world.send(accept(1), accept(2), accept(3, broken), accept(4));
  expect(said.map((one) => ('ids' in one ? `${one.kind} ${one.ids}` : one.kind))).toEqual([
    'group 1',
    'group 2',
    'failed 3',
    'group 4',
  ]);
  expect(said[2]).toMatchObject({ fault: null });
  expect(world.db().prepare('SELECT count(*) FROM reports').pluck().get()).toBe(3);
});

test('a full file (max_page_count) fails what came together once, and everything after it at once, until a probe gets through', () => {
  const world = openWorld();
  const many = (from: number) => world.batch(Array.from({ length: 400 }, (_, i) => report(from + i)));
  const accept = (id: number) => ({ kind: 'accept', id, sourceId: 1, now: NOW + id, batch: many(id * 1000) }) as const;
  const kinds = (...ids: readonly number[]) =>
    world.send(...ids.map(accept)).map((one) => ('ids' in one ? `${one.kind} ${one.ids}` : JSON.stringify(one)));
  expect(kinds(1)).toEqual(['group 1']);
  world.letGrow(false);
  expect(kinds(2, 3)).toEqual(['{"kind":"storage","fault":"full"}', 'failed 2,3']);
  const note = { recordedAt: NOW, ward: '19753', noteId: null, person: 'x' } as const;
  const text = 'x'.repeat(4000);
  const said = { kind: 'note', text, from: null } as const;
  expect(world.send({ kind: 'note', id: 5, row: { ...note, said } })).toMatchObject([{ kind: 'failed', ids: [5] }]);
  // A reading is answered, as of what was written down.
  const seal = { kind: 'seal', aheadMs: 1000 } as const;
  expect(world.send({ ...seal, id: 6, instant: NOW + 60_000 })).toEqual([
    { kind: 'sealed', ids: [6], instant: NOW + 1 },
  ]);
  world.letGrow(true);
  expect(kinds(7)).toEqual(['failed 7']);
  expect(world.send({ kind: 'probe', id: 8 })).toEqual([
    { kind: 'storage', fault: null },
    { kind: 'answer', id: 8, answer: true },
  ]);
  expect(kinds(9)).toEqual(['group 9']);
  expect(world.db().prepare('SELECT count(*) FROM reports').pluck().get()).toBe(800);
});

test('a calendar that a full disk stops is told why at every step, changes nothing meanwhile, and is in force when there is room', () => {
  const world = openWorld();
  const asked = (id: number) => ({ ...report(id), status: 1, dueAt: '2025-07-15T16:30:00+07:00' });
  const batch = (from: number) => world.batch(Array.from({ length: 600 }, (_, i) => asked(from + i)));
  world.send({ kind: 'accept', id: 1, sourceId: 1, now: NOW, batch: batch(0) });
  const holiday = { from: '2025-07-14', to: '2025-07-14', name: 'Nghỉ' };
  const file = { ...calendarFile, off: [...calendarFile.off, holiday] };
  const record = { do: 'record', person: 'x', file, request: null } as const;
  const run = (task: CalendarTask) =>
    world
      .send({ kind: 'calendar', id: 2, now: NOW, task })
      .flatMap((one) => (one.kind === 'failed' ? [one.fault] : one.kind === 'answer' ? [one.answer] : []));
  const state = () => readChangeState(world.db());
  const differing = () => recount(world.db(), () => undefined).entries.length;

  expect(run(record)).toEqual([true]);
  world.letGrow(false);
  expect(run({ do: 'step' })).toEqual(['full']);
  expect(run({ do: 'step' }), 'asked again').toEqual(['full']);
  expect(state()).toMatchObject({ upTo: 0, inForce: { id: 2 } });
  world.letGrow(true);
  world.send({ kind: 'probe', id: 3 });
  // What comes in the middle is counted under the calendar of its dossier.
  world.send({ kind: 'accept', id: 4, sourceId: 1, now: NOW + 1, batch: batch(300) });
  for (let steps = 0; steps < 10 && state()?.upTo !== ALL_DOSSIERS; steps++) run({ do: 'step' });
  expect(state()?.upTo).toBe(ALL_DOSSIERS);
  expect(differing()).toBe(0);
  expect(world.db().prepare('SELECT count(*) FROM calendar_steps WHERE version = 2').pluck().get()).toBe(2);
});

test('a thread that ends by an error of SQLite says which, and what of', async () => {
  const folder = mkdtempSync(join(SCRATCH, 'ioc-writer-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'empty.db');
  new Database(file).exec('PRAGMA journal_mode = WAL').close();
  const cause = await lookThrough({ file, calendar: calendarFile }).answer.then(
    () => null,
    (why: unknown) => why,
  );
  expect(cause).toBeInstanceOf(Error);
  expect(cause).toMatchObject({ message: expect.stringContaining('a log without a calendar') });
  const { answer } = lookThrough({ file: join(folder, 'none.db'), calendar: null });
  await expect(answer).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN', message: expect.stringMatching(/open/) });
});

test('no call is left waiting when the writer closes: each is answered, or told that nothing was done', async () => {
  const writer = await openWriterThread();
  const told = { recordedAt: NOW, ward: '19753', noteId: null, person: 'x' } as const;
  const say = () => writer.note({ ...told, said: { kind: 'note', text: 'x', from: null } });
  const never = writer.expect(writer.nextId(), 5);
  const before = [writer.seal(NOW, 1000), say(), writer.mapAgencies(NOW, [])];
  const closed = writer.close();
  const after = [writer.seal(NOW, 1000), say(), writer.canWrite(), writer.expect(writer.nextId(), 1)];
  const outcomes = await Promise.allSettled([...before, never, ...after]);
  await closed;
  expect(outcomes.map(({ status }) => status)).toEqual([
    ...['fulfilled', 'fulfilled', 'fulfilled', 'rejected'],
    ...['rejected', 'rejected', 'fulfilled', 'rejected'],
  ]);
  for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(StoreFailure);
  expect(writer.backlog()).toBe(0);
  await expect(say()).rejects.toBeInstanceOf(StoreFailure);
});
