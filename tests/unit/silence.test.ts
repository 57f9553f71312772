import { describe, expect, test } from 'vitest';
import { createSourceWatch } from '../../server/realtime/sourceWatch';
import { parseInstant } from '../../shared/localTime';
import { calendar } from '../support/histories';

const MINUTE_MS = 60_000;
const SILENT_AFTER_MS = 10 * MINUTE_MS;
const instant = (text: string): number => {
  const at = parseInstant(`${text}:00+07:00`);
  if (at === null) throw new Error(text);
  return at;
};
const SOURCES = [
  { id: 1, name: 'city', title: 'Hồ sơ thành phố' },
  { id: 2, name: 'portal', title: 'Cổng quốc gia' },
];
const watch = (lastAt: string) =>
  createSourceWatch({
    sources: () => SOURCES,
    coverage: [
      { sourceId: 1, wardCode: '19753', lastReportAt: instant(lastAt) },
      { sourceId: 1, wardCode: '19789', lastReportAt: instant(lastAt) },
      { sourceId: 2, wardCode: '19789', lastReportAt: instant(lastAt) },
    ],
    calendar,
    isKnown: () => true,
    silentAfterMs: (source) => (source === 'portal' ? 6 : 1) * SILENT_AFTER_MS,
  });
const stateAt = (lastAt: string, now: string) =>
  watch(lastAt)
    .states(instant(now))
    .map((source) => source.state);

describe('a source is silent in working hours only', () => {
  test.each([
    ['an ordinary Monday', '2026-11-23T09:00', '2026-11-23T09:11', 'silent'],
    ['the same, a minute earlier', '2026-11-23T09:00', '2026-11-23T09:10', 'delayed'],
    ['over lunch no time passes', '2026-11-23T11:25', '2026-11-23T13:05', 'delayed'],
    ['at night', '2026-11-23T16:55', '2026-11-23T22:00', 'off-hours'],
    ['the next morning', '2026-11-20T16:55', '2026-11-23T07:36', 'silent'],
    ['24/11, Ngày Văn hóa Việt Nam', '2026-11-23T16:00', '2026-11-24T10:00', 'off-hours'],
    ['an ordinary Saturday', '2026-11-20T16:00', '2026-11-21T10:00', 'off-hours'],
    ['a Saturday that is worked to make up', '2026-08-22T08:00', '2026-08-22T10:00', 'silent'],
  ])('%s', (_what, lastAt, now, expected) => {
    expect(stateAt(lastAt, now)[0]).toBe(expected);
  });
});

test('each source has its own patience', () => {
  const states = watch('2026-11-23T09:00').states(instant('2026-11-23T09:30'));
  expect(states.map((source) => source.state)).toEqual(['silent', 'delayed']);
});

test('a silent source takes with it only the wards that nobody else speaks for', () => {
  const silence = watch('2026-11-23T09:00');
  silence.reported(2, ['19789'], instant('2026-11-23T09:30'));
  silence.heard(2, instant('2026-11-23T09:30'));
  const [city, portal] = silence.states(instant('2026-11-23T09:30'));
  expect(city).toMatchObject({ state: 'silent', wards: ['19753'] });
  expect(portal).toMatchObject({ state: 'live', wards: [] });
});
