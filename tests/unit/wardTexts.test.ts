import { describe, expect, test } from 'vitest';
import { CHANNELS_VI, LISTS_VI, SUSPICIONS_VI, WARD_VI } from '../../client/ui/words/viWard';
import { halfDayOf } from '../../client/views/ward/dueCard';
import { type RowContext, rowTexts } from '../../client/views/ward/rowTexts';
import calendarJson from '../../data/calendar.json';
import { type CalendarFile, createCalendar } from '../../shared/calendar';
import { minuteText } from '../../shared/formats';
import { parseInstant } from '../../shared/localTime';
import type { WardListRow } from '../../shared/wardLists';

const calendar = createCalendar(calendarJson as CalendarFile);
const at = (text: string): number => parseInstant(`${text}:00+07:00`) ?? Number.NaN;

describe('the card of what falls due comes as the offices open', () => {
  test.each([
    ['2026-11-23T07:29', null, null],
    ['2026-11-23T07:30', 'morning', '07:30'],
    ['2026-11-23T11:29', 'morning', '07:30'],
    ['2026-11-23T11:30', null, null],
    ['2026-11-23T13:00', 'afternoon', '13:00'],
    ['2026-07-14T13:00', null, null],
    ['2026-07-14T13:30', 'afternoon', '13:30'],
    ['2025-07-14T13:00', 'afternoon', '13:00'],
    ['2026-11-24T09:00', null, null],
    ['2026-08-22T09:00', 'morning', '07:30'],
    ['2026-08-23T09:00', null, null],
  ] as const)('%s: %s since %s', (instant, half, opens) => {
    const found = halfDayOf(calendar, at(instant));
    expect(found?.half ?? null).toBe(half);
    expect(found ? minuteText(found.opensAt) : null).toBe(opens);
  });

  test('each half day has a name of its own, so that a card once seen stays away for that half only', () => {
    const key = (instant: string) => halfDayOf(calendar, at(instant))?.key;
    expect(key('2026-11-23T08:00')).toBe(key('2026-11-23T10:00'));
    expect(new Set(['2026-11-23T08:00', '2026-11-23T14:00', '2026-11-25T08:00'].map(key)).size).toBe(3);
  });
});

describe('a line of a list', () => {
  const base = {
    hint: '0417',
    field: 'G10-NN05',
    channel: 'online',
    status: 4,
    submittedAt: '2026-11-19T16:00:00+07:00',
    receivedAt: '2026-11-20T08:00:00+07:00',
    dueAt: null,
    finishedAt: null,
    workingDaysLeft: null,
    workingMinutesLeft: null,
    since: null,
    suspicion: null,
  };
  const catalogue = { words: WARD_VI, lists: LISTS_VI, channels: CHANNELS_VI, suspicions: SUSPICIONS_VI };
  const context: RowContext = { catalogue, calendar, lang: 'vi', now: at('2026-11-23T10:42'), off: false };
  const texts = (list: Parameters<typeof rowTexts>[1], extra: Partial<WardListRow>, off = false) =>
    rowTexts({ ...base, ...extra }, list, { ...context, off });

  test('has the last four digits, the field, the channel and the day, and no more of the number', () => {
    expect(texts('due-soon', { dueAt: '2026-11-23T11:30:00+07:00' })).toEqual({
      hint: '…0417',
      field: 'Đất đai',
      under: 'trực tuyến, nhận 20/11',
      main: 'còn 48 phút',
      aside: 'hôm nay 11:30',
      late: false,
    });
  });

  test.each([
    ['within the day in working time, the lunch break left out', '2026-11-23T16:00:00+07:00', 0, 'còn 3 giờ 48 phút'],
    ['beyond a holiday in whole working days', '2026-11-25T16:30:00+07:00', 1, 'còn 1 ngày'],
    ['past since the list was read', '2026-11-23T10:00:00+07:00', 0, 'quá hạn hôm nay'],
  ] as const)('due soon: %s', (_rule, dueAt, workingDaysLeft, main) => {
    expect(texts('due-soon', { dueAt, workingDaysLeft }).main).toBe(main);
  });

  test.each([
    [-3, 'quá 3 ngày làm việc'],
    [0, 'quá hạn hôm nay'],
  ])('overdue by %i working days: %s', (workingDaysLeft, main) => {
    expect(texts('overdue', { dueAt: '2026-11-18T16:00:00+07:00', workingDaysLeft })).toMatchObject({
      main,
      aside: 'hẹn 18/11',
      late: true,
    });
  });

  test('without a connection nothing counts down: the due time stands alone', () => {
    expect(texts('due-soon', { dueAt: '2026-11-23T11:30:00+07:00' }, true)).toMatchObject({
      main: 'hôm nay 11:30',
      aside: '',
    });
    expect(texts('overdue', { dueAt: '2026-11-18T16:00:00+07:00', workingDaysLeft: -3 }, true).main).toBe('hẹn 18/11');
  });

  test('waiting for intake counts working hours since it was handed in, and is late from 8 on', () => {
    expect(texts('awaiting-intake', { status: 1, receivedAt: null })).toMatchObject({
      under: 'trực tuyến, nộp 19/11',
      main: 'đã chờ 12 giờ làm việc',
      late: true,
    });
    expect(texts('awaiting-intake', { receivedAt: null, submittedAt: '2026-11-23T07:30:00+07:00' }).late).toBe(false);
  });

  test('what waits for papers, for money, for its owner, and what is suspected, says so', () => {
    expect(texts('paused', { status: 5 }).main).toBe('chờ bổ sung giấy tờ');
    expect(texts('paused', { status: 6, dueAt: null }).aside).toBe('không có hạn');
    expect(texts('uncollected', { finishedAt: '2026-11-19T15:00:00+07:00' }).main).toBe('chưa trả 4 ngày');
    expect(texts('suspect', { suspicion: 'finished-at-receipt' }).main).toBe('xong ngay lúc tiếp nhận');
  });
});
