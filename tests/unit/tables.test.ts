import { describe, expect, test } from 'vitest';
import { agencyOf } from '../../server/ingest/agencyCode';
import { statedAt } from '../../server/ingest/statedAt';
import { instantOf } from '../../server/ingest/tables/cells';
import { findHeadings } from '../../server/ingest/tables/headings';
import { OFFSET_MS } from '../../shared/localTime';
import { at } from '../support/histories';

describe('dates in cells are local times of Việt Nam', () => {
  const local = at('14/7 08:31');
  const serial = 45_852 + (8 * 60 + 31) / 1440;
  test.each([
    ['14/07/2025 08:31', local],
    ['14/7/2025 8:31:05', local + 5000],
    ['14-07-2025 08:31', local],
    ['14.07.2025 08:31', local],
    ['08:31 14/07/2025', local],
    ['08:31:05, 14/07/2025', local + 5000],
    ['2025-07-14 08:31', local],
    ['2025-07-14T08:31:00.000', local],
    ['2025-07-14T08:31:00+07:00', local],
    ['2025-07-14T01:31:00Z', local],
    ['20250714083100', local],
    ['14/07/2025', at('14/7 00:00')],
    [serial, local],
    [new Date(local + OFFSET_MS), local],
    ['07/14/2025', null],
    ['31/02/2025', null],
    ['14/07/25', null],
    ['14/07/2025 24:00', null],
    [12, null],
    ['hôm qua', null],
    [true, null],
  ])('%s', (cell, expected) => expect(instantOf(cell, false)).toBe(expected));

  test('a last day without a time is its end, with a time that time', () => {
    expect(instantOf('17/07/2025', true)).toBe(at('17/7 23:59:59'));
    expect(instantOf(45_855, true)).toBe(at('17/7 23:59:59'));
    expect(instantOf('17/07/2025 16:00', true)).toBe(at('17/7 16:00'));
  });
});

describe('headings', () => {
  const rows = (...cells: readonly string[]) => [{ cells: ['BÁO CÁO'] }, { cells }];
  test('are found without marks, case and signs, below a title', () => {
    const found = findHeadings(rows('STT', 'MA HO SO', 'Ngày hẹn trả'.normalize('NFD'), 'trạng_thái', 'Đơn vị'), {});
    expect(found.ok && [...found.places, found.skip, found.ignored]).toEqual([
      ['dossierNo', 1],
      ['dueAt', 2],
      ['status', 3],
      ['unit', 4],
      2,
      1,
    ]);
  });

  test('two columns of one meaning are refused, unless one of them is the code', () => {
    expect(findHeadings(rows('Mã hồ sơ', 'Trạng thái', 'Tình trạng'), {}).ok).toBe(false);
    const found = findHeadings(rows('Mã hồ sơ', 'Trạng thái', 'Đơn vị', 'Mã đơn vị'), {});
    expect(found.ok && found.places.get('unit')).toBe(3);
  });
});

test('an agency is what stands before the first "-", and only what has the shape of one', () => {
  const cases = ['H57.21.03-250714-0012', 'h57-1', 'H57.XX.YY', '0905123456-1', 'NGUYEN VAN A-1', 'H57.TRAN-1'];
  expect(cases.map(agencyOf)).toEqual(['H57.21.03', 'H57', 'H57.XX.YY', null, null, null]);
});

test('a record is dated by what can have brought its state about, never ahead while anything is past', () => {
  const now = at('14/7 12:00');
  const received = { submittedAt: at('14/7 08:00'), receivedAt: at('14/7 08:30') };
  expect(statedAt(4, { ...received, finishedAt: at('14/7 10:00') }, now)).toBe(received.receivedAt);
  expect(statedAt(9, { ...received, finishedAt: at('14/7 10:00') }, now)).toBe(at('14/7 10:00'));
  expect(statedAt(9, { ...received, finishedAt: at('15/7 10:00') }, now)).toBe(received.receivedAt);
  expect(statedAt(2, { receivedAt: at('15/7 10:00') }, now)).toBe(at('15/7 10:00'));
  expect(statedAt(9, received, now)).toBeNull();
  expect(statedAt(4, {}, now)).toBeNull();
});
