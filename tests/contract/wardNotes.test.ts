import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answers } from '../../server/http/answers';
import type { Identity } from '../../shared/access';
import { formatInstant, HOUR_MS } from '../../shared/localTime';
import type { Snapshot } from '../../shared/protocol';
import type { WardNote } from '../../shared/wardNotes';
import { at } from '../support/histories';
import { openScreen } from '../support/screen';
import { until } from '../support/until';
import { chairOf, createWardWorld, OPERATOR, OTHER, OWN, TABLET, type WardWorld } from '../support/wardWorld';

let world: WardWorld;
beforeAll(async () => {
  world = await createWardWorld(at('11/7 07:30'));
});
afterAll(() => world.close());

const call: WardWorld['call'] = (path, who, body) => world.call(path, who, body);

test('a tablet’s room: fewer frames than the wall under a storm, the same figures in the end, no event line', async () => {
  const [wall, tablet] = await Promise.all([openScreen(world.origin), openScreen(world.origin, 'ward')]);
  for (let i = 0; i < 20; i++) {
    const reports = Array.from({ length: 5 }, (_, k) => ({
      dossierNo: `H57.21.03-250711-${i * 5 + k}`,
      occurredAt: formatInstant(at('11/7 07:20')),
      wardCode: k % 2 ? OWN : OTHER,
      status: 2,
    }));
    await world.send(reports);
    await until(() => wall.board().wards.some((ward) => ward.today.received >= i), 'the wall follows');
  }
  const { rev, wards } = (await call('/snapshot', null)).body as Snapshot;
  await until(() => wall.place().rev >= rev && tablet.place().rev >= rev, 'both have it all');
  expect(tablet.board().wards).toEqual(wards);
  expect(tablet.frames.length).toBeLessThan(wall.frames.length);
  for (const [i, frame] of tablet.frames.entries()) {
    if (i > 0) expect(frame.fromRev).toBe(tablet.frames[i - 1]?.rev);
  }
  await until(() => wall.tickers.length > 0 && tablet.beats.length > 1, 'a second has gone by');
  expect(tablet.tickers).toEqual([]);
  wall.close();
  tablet.close();
});

describe('notes', () => {
  const say = (text: string, from: string | null = null, who: Identity = chairOf(OWN)) =>
    call(`/wards/${OWN}/notes`, who, { text, from });

  test('a note is on every screen at once, is answered, ends, and is kept for the period that it speaks for', async () => {
    world.standAt(at('11/7 09:30'));
    const screen = await openScreen(world.origin);
    const from = formatInstant(at('11/7 09:00'));
    const { status, body } = await say('  Mất điện từ 9:00 ', from, TABLET);
    expect(status).toBe(201);
    const shown = () => screen.board().notes.find((note) => note.id === body.id);
    await until(() => shown() !== undefined, 'the note is on the board');
    expect(shown()).toEqual({
      id: body.id,
      ward: OWN,
      text: 'Mất điện từ 9:00',
      from,
      until: null,
      recordedAt: formatInstant(at('11/7 09:30')),
      answer: null,
    } satisfies WardNote);

    expect((await call(`/ops/notes/${body.id}/answer`, OPERATOR, { text: 'Đã báo Điện lực' })).status).toBe(204);
    await until(() => shown()?.answer?.text === 'Đã báo Điện lực', 'the answer is on the board');
    expect(world.audited().at(-1)).toMatchObject({ action: 'note-answered', ward: OWN, detail: String(body.id) });
    world.standAt(at('11/7 11:00'));
    expect((await call(`/wards/${OTHER}/notes/${body.id}/end`, chairOf(OTHER), {})).status).toBe(404);
    expect((await call(`/wards/${OWN}/notes/${body.id}/end`, chairOf(OWN), {})).status).toBe(204);
    expect((await call(`/wards/${OWN}/notes/${body.id}/end`, chairOf(OWN), {})).status).toBe(409);
    await until(() => shown()?.until === formatInstant(at('11/7 11:00')), 'its end is on the board');

    const told = async (day: string) => (await call(`/wards/${OWN}/notes?from=${day}&to=${day}`, null)).body.notes;
    expect(answers.notes.parse({ notes: await told('2025-07-11') }).notes).toEqual([shown()]);
    expect(await told('2025-07-10')).toEqual([]);
    world.standAt(at('12/7 08:00'));
    await until(() => shown() === undefined, 'on the next day it is over');
    screen.close();
  });

  test('one that still holds stays over midnight, and lapses after seven days', async () => {
    const { body } = await say('Đường vào trụ sở ngập');
    const onBoard = async () =>
      ((await call('/snapshot', null)).body as Snapshot).notes.some((note) => note.id === body.id);
    await until(onBoard, 'it is there');
    world.standAt(at('15/7 08:00'));
    await until(onBoard, 'it still holds');
    world.standAt(at('19/7 08:01'));
    await until(async () => !(await onBoard()), 'nobody ended it');
    const notes: WardNote[] = (await call(`/wards/${OWN}/notes?from=2025-07-14&to=2025-07-14`, null)).body.notes;
    expect(notes).toMatchObject([{ id: body.id, until: formatInstant(at('12/7 08:00') + 7 * 24 * HOUR_MS) }]);
  });

  test('numbers of persons, line breaks, long texts, and a reason of another week are refused with a sentence that quotes nothing', async () => {
    const bad = ['', ' ', 'gọi 0912 345 678', 'H57.21.03-250710-0012', 'a\nb', 'x'.repeat(141)];
    for (const text of bad) {
      const { status, body } = await say(text);
      expect(status, text).toBe(400);
      if (text.trim() !== '') expect(body.detail).not.toContain(text);
    }
    expect((await say('mất điện', formatInstant(at('1/7 09:00')))).status).toBe(400);
    expect((await say('mất điện', formatInstant(at('20/7 09:00')))).status).toBe(400);
    expect((await say('mất điện', 'chín giờ')).status).toBe(400);
    expect((await call(`/wards/${OWN}/notes`, chairOf(OWN), [7])).status).toBe(400);
    expect((await call(`/ops/notes/1/answer`, OPERATOR, { text: 'gọi 0912345678' })).status).toBe(400);
  });

  test('a ward says at most twenty a day; the next day it may again', async () => {
    const codes: number[] = [];
    for (let i = 0; i < 21; i++) codes.push((await say(`Ghi chú ${i}`)).status);
    expect(codes).toEqual([...Array(20).fill(201), 429]);
    expect((await call(`/wards/${OTHER}/notes`, chairOf(OTHER), { text: 'Khác', from: null })).status).toBe(201);
    world.standAt(at('21/7 08:00'));
    expect((await say('Ngày mới')).status).toBe(201);
  });
});
