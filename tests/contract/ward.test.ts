import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answers } from '../../server/http/answers';
import type { Identity } from '../../shared/access';
import { formatInstant } from '../../shared/localTime';
import type { Snapshot } from '../../shared/protocol';
import type { LatenessAnswer, WardListAnswer } from '../../shared/wardLists';
import { at } from '../support/histories';
import {
  ADMIN,
  chairOf,
  createWardWorld,
  LEADER,
  OPERATOR,
  OTHER,
  OWN,
  TABLET,
  WALL,
  type WardWorld,
} from '../support/wardWorld';

/** A Thursday morning; the day before was a working day, and so is the next. */
const NOW = at('10/7 10:00');

let world: WardWorld;
beforeAll(async () => {
  world = await createWardWorld(NOW);
  await world.send(dossiers());
});
afterAll(() => world.close());

/** Of each kind some, in the own ward; one in another. */
function dossiers(): readonly unknown[] {
  const say = (no: string, occurredAt: string, status: number, more: object = {}) => ({
    dossierNo: `H57.21.03-250710-${no}`,
    occurredAt: formatInstant(at(occurredAt)),
    wardCode: OWN,
    status,
    ...more,
  });
  const dates = (received: string, due: string) => ({
    receivedAt: formatInstant(at(received)),
    dueAt: formatInstant(at(due)),
    fieldCode: 'G15-TP04',
    channel: 'online',
  });
  return [
    say('1001', '7/7 09:00', 2, { ...dates('7/7 09:00', '10/7 11:00'), procedureCode: '2.000908' }),
    say('1002', '7/7 09:00', 4, dates('7/7 09:00', '11/7 16:00')),
    say('1003', '7/7 09:00', 4, dates('7/7 09:00', '14/7 08:00')),
    say('2001', '4/7 09:00', 4, { ...dates('1/7 09:00', '9/7 10:00'), procedureCode: '2.000908' }),
    say('2002', '26/6 09:00', 4, { ...dates('2/6 09:00', '12/6 10:00'), procedureCode: '1.004772' }),
    say('3001', '10/7 07:35', 1, { submittedAt: formatInstant(at('9/7 20:00')), channel: 'online' }),
    say('3002', '10/7 08:00', 1, { channel: 'online' }),
    say('4001', '8/7 09:00', 5, dates('2/7 09:00', '20/7 10:00')),
    say('5001', '9/7 15:00', 9, { ...dates('7/7 09:00', '11/7 10:00'), finishedAt: formatInstant(at('9/7 15:00')) }),
    say('5002', '9/7 16:00', 9, dates('3/7 09:00', '8/7 10:00')),
    say('5003', '9/7 14:00', 9, { ...dates('9/7 14:00', '11/7 10:00'), finishedAt: formatInstant(at('9/7 14:00')) }),
    say('6001', '9/7 15:00', 9, { ...dates('7/7 09:00', '11/7 10:00'), finishedAt: formatInstant(at('9/7 15:00')) }),
    say('6001', '10/7 08:30', 10),
    say('6002', '9/7 15:00', 9, { ...dates('7/7 09:00', '11/7 10:00'), returnedAt: formatInstant(at('9/7 16:00')) }),
    { ...say('9999', '1/7 09:00', 4, dates('1/7 09:00', '9/7 10:00')), wardCode: OTHER },
  ];
}

const call: WardWorld['call'] = (path, who, body) => world.call(path, who, body);
const list = async (name: string, who: Identity = chairOf(OWN)): Promise<WardListAnswer> =>
  (await call(`/wards/${OWN}/dossiers?list=${name}`, who)).body;
const hints = async (name: string) => (await list(name)).rows.map((row) => row.hint);

describe('lists of the own ward', () => {
  test('each list holds its dossiers in its order, and answers its description', async () => {
    expect(await hints('due-soon')).toEqual(['1001', '1002']);
    expect(await hints('overdue')).toEqual(['2002', '2001']);
    expect(await hints('awaiting-intake')).toEqual(['3001', '3002']);
    expect(await hints('paused')).toEqual(['4001']);
    expect(await hints('uncollected')).toEqual(['5003', '5001', '5002']);
    expect((await list('suspect')).rows.map(({ hint, suspicion }) => [hint, suspicion])).toEqual([
      ['2002', 'long-untouched'],
      ['5003', 'finished-at-receipt'],
      ['5002', 'finished-unsaid'],
    ]);
    for (const name of ['due-soon', 'overdue', 'awaiting-intake', 'paused', 'uncollected', 'suspect']) {
      answers.wardList.parse(await list(name));
    }
  });

  test('a row says when and how long, in working time: due today, a day overdue, 19 working days overdue', async () => {
    const [first] = (await list('due-soon')).rows;
    expect(first).toMatchObject({
      dueAt: formatInstant(at('10/7 11:00')),
      workingDaysLeft: 0,
      workingMinutesLeft: 60,
      field: 'G15-TP04',
      channel: 'online',
      suspicion: null,
    });
    const [longest, last] = (await list('overdue')).rows;
    expect(longest).toMatchObject({ workingDaysLeft: -20, workingMinutesLeft: 0 });
    expect(last).toMatchObject({ workingDaysLeft: -1 });
    const awaiting = (await list('awaiting-intake')).rows.map((row) => row.submittedAt);
    expect(awaiting).toEqual([formatInstant(at('9/7 20:00')), formatInstant(at('10/7 08:00'))]);
  });

  test('the totals are the stands of the board at the same instant', async () => {
    const board: Snapshot = (await call('/snapshot', null)).body;
    const stands = board.wards.find((ward) => ward.code === OWN)?.stands;
    expect(stands).toMatchObject({ pendingOverdue: 2, awaitingIntake: 2, paused: 1, overdueLong: 1, dueSoon: 1 });
    expect((await list('overdue')).total).toBe(stands?.pendingOverdue);
    expect((await list('awaiting-intake')).total).toBe(stands?.awaitingIntake);
    expect((await list('paused')).total).toBe(stands?.paused);
    const { rows, asOf } = await list('due-soon');
    expect(rows.filter((row) => (row.workingMinutesLeft ?? 0) < 240)).toHaveLength(stands?.dueSoon ?? -1);
    expect(asOf).toBe(board.asOf);
  });

  test('time alone moves dossiers from list to list', async () => {
    world.standAt(at('10/7 11:00') + 1);
    expect(await hints('overdue')).toEqual(['2002', '2001', '1001']);
    expect(await hints('due-soon')).toEqual(['1002']);
    world.standAt(at('11/7 07:30'));
    expect(await hints('due-soon')).toEqual(['1002', '1003']);
  });

  test('of a dossier only the last four digits are told, and only what the description names', async () => {
    for (const name of ['due-soon', 'overdue', 'uncollected', 'suspect']) {
      const { text } = await call(`/wards/${OWN}/dossiers?list=${name}`, chairOf(OWN));
      expect(text).not.toMatch(/H57|250710|2\.000908/);
      expect(text).not.toContain('9999');
    }
    const { headers } = await call(`/wards/${OWN}/dossiers?list=overdue`, chairOf(OWN));
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('limit cuts the rows and not the total; what is no list, no ward, no limit is refused', async () => {
    const one: WardListAnswer = (await call(`/wards/${OWN}/dossiers?list=overdue&limit=1`, chairOf(OWN))).body;
    expect(one.rows).toHaveLength(1);
    expect(one.total).toBeGreaterThan(1);
    for (const query of ['', '?list=everything', '?list=overdue&limit=0', '?list=overdue&limit=501']) {
      expect((await call(`/wards/${OWN}/dossiers${query}`, chairOf(OWN))).status, query).toBe(400);
    }
    expect((await call('/wards/99999/dossiers?list=overdue', OPERATOR)).status).toBe(404);
  });

  test('each opening is written down with who, which list and which ward; a refused one opens nothing', async () => {
    const before = world.audited().length;
    await list('paused');
    await list('overdue', OPERATOR);
    await call(`/wards/${OTHER}/dossiers?list=overdue`, chairOf(OWN));
    expect(world.audited().slice(before)).toEqual([
      { action: 'list-opened', ward: OWN, detail: 'paused', who: chairOf(OWN).name },
      { action: 'list-opened', ward: OWN, detail: 'overdue', who: OPERATOR.name },
    ]);
  });
});

test('where lateness arises: by field and by procedure, of the period’s resolved and of what stands overdue at its end', async () => {
  world.standAt(at('11/7 07:30'));
  const { body } = await call(`/wards/${OWN}/lateness?from=2025-07-01&to=2025-07-11`, chairOf(OWN));
  const lateness: LatenessAnswer = answers.lateness.parse(body);
  expect(lateness.fields).toEqual([{ field: 'G15-TP04', resolved: 5, late: 1, overdue: 3 }]);
  expect(lateness.procedures).toEqual([
    { procedure: '2.000908', field: 'G15-TP04', resolved: 0, late: 0, overdue: 2 },
    { procedure: '', field: 'G15-TP04', resolved: 5, late: 1, overdue: 0 },
    { procedure: '1.004772', field: 'G15-TP04', resolved: 0, late: 0, overdue: 1 },
  ]);
  const summary = (await call('/summary?from=2025-07-01&to=2025-07-11', null)).body;
  const figures = summary.wards.find((ward: { code: string }) => ward.code === OWN);
  expect(figures).toMatchObject({ resolvedLate: 1, pendingOverdue: 3 });
  expect((await call(`/wards/${OWN}/lateness?from=2025-07-11&to=2025-07-01`, chairOf(OWN))).status).toBe(400);
});

test('who may: the lists are for the ward itself and for operators, a note is for the ward, an answer for the centre', async () => {
  const everybody = { nobody: null, chair: chairOf(OWN), other: chairOf(OTHER), TABLET, WALL, LEADER, OPERATOR, ADMIN };
  const allowed: Readonly<Record<string, readonly string[]>> = {
    [`GET /wards/${OWN}/dossiers?list=overdue`]: ['chair', 'TABLET', 'OPERATOR'],
    [`GET /wards/${OWN}/lateness?from=2025-07-01&to=2025-07-10`]: ['chair', 'TABLET', 'OPERATOR'],
    [`GET /wards/${OWN}/notes?from=2025-07-01&to=2025-07-10`]: Object.keys(everybody),
    [`POST /wards/${OWN}/notes`]: ['chair', 'TABLET'],
    [`POST /wards/${OWN}/notes/999/end`]: ['chair', 'TABLET'],
    'POST /ops/notes/999/answer': ['OPERATOR', 'ADMIN'],
  };
  for (const [route, names] of Object.entries(allowed)) {
    const [method, path = ''] = route.split(' ');
    for (const [name, who] of Object.entries(everybody)) {
      // An empty text: those who may are told so, and nothing is said.
      const { status, text } = await call(path, who, method === 'POST' ? { text: '' } : undefined);
      expect(status === 403 || status === 401, `${route} as ${name}: ${status}`).toBe(!names.includes(name));
      if (status === 403) expect(text, `${route} as ${name}`).not.toMatch(/2001|2002|G15/);
    }
  }
});
