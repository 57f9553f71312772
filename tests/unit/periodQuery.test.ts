import { expect, test } from 'vitest';
import { readPeriod } from '../../server/http/periodQuery';
import { DAY_MS, parseInstant } from '../../shared/localTime';

const at = (text: string) => parseInstant(text) ?? Number.NaN;
const TODAY = { from: '2025-07-15', to: '2025-07-15' };
const MIDNIGHT = at('2025-07-15T00:00:00+07:00');
/** The last that was written down before the disk was full. */
const BARRIER = at('2025-07-14T23:10:00+07:00');

test('a day that began while nothing could be recorded is empty so far, as of what is known', () => {
  const read = readPeriod(TODAY, BARRIER, at('2025-07-15T08:00:00+07:00'));
  expect(read).toEqual({
    ok: true,
    query: { ...TODAY, start: MIDNIGHT, end: MIDNIGHT, fullEnd: MIDNIGHT + DAY_MS, recordedUpTo: BARRIER },
  });
});

test('a day that has not begun lies ahead, and so does one after the instant asked for', () => {
  const ahead = { ok: false, detail: '"from" lies ahead.' };
  expect(readPeriod(TODAY, BARRIER, MIDNIGHT - 1)).toEqual(ahead);
  expect(readPeriod(TODAY, BARRIER)).toEqual(ahead);
  const asked = { ...TODAY, at: '2025-07-14T12:00:00+07:00' };
  expect(readPeriod(asked, BARRIER, MIDNIGHT + 1)).toEqual(ahead);
});
