import { expect, test } from 'vitest';
import { builtInLimits } from '../../client/board/reference';
import { limitsAt } from '../../server/alerts/alertWatch';
import type { ThresholdVersion } from '../../server/db/alertBook';
import { at } from '../support/histories';

/** As the book lists them: the last recorded first. */
const version = (validFrom: string, recordedAt: string, overdueAct: number): ThresholdVersion => ({
  validFrom,
  recordedAt: at(recordedAt),
  person: 'Trưởng ca',
  limits: { ...builtInLimits, validFrom, overdueAct },
});
const inForce = (versions: readonly ThresholdVersion[], now: string) =>
  limitsAt(versions, builtInLimits, at(now)).overdueAct;

test('a version is in force from 00:00 of its day in Asia/Ho_Chi_Minh, the built-in limits before', () => {
  const versions = [version('2025-07-15', '14/7 16:00', 9)];
  expect(inForce(versions, '14/7 23:59:59.999')).toBe(builtInLimits.overdueAct);
  expect(inForce(versions, '15/7 00:00')).toBe(9);
});

test('what is planned for a later day comes into force then, although today’s limits were moved in between', () => {
  const versions = [version('2025-07-14', '14/7 17:00', 7), version('2025-08-01', '10/7 09:00', 9)];
  expect(inForce(versions, '31/7 23:59')).toBe(7);
  expect(inForce(versions, '1/8 00:00')).toBe(9);
});

test('of two versions of one day the last recorded holds', () => {
  const versions = [version('2025-07-14', '14/7 17:00', 7), version('2025-07-14', '14/7 16:00', 8)];
  expect(inForce(versions, '14/7 18:00')).toBe(7);
});
