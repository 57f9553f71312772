import { describe, expect, test } from 'vitest';
import { at, figures, report } from '../support/histories';

const due = (text: string) => ({ dueAt: at(text) });

describe('D1 a dossier is its number; per field the latest report that supplied it', () => {
  test('D1 order of arrival and repetition change nothing', () => {
    const reports = [
      report('1/7 09:00', 2, { channel: 'online', ...due('3/7 09:00') }),
      report('2/7 09:00', 4),
      report('2/7 10:00', 9, { finishedAt: at('2/7 10:00') }),
    ];
    const once = figures(reports, '1/7 00:00', '5/7 00:00');
    expect(figures([...reports].reverse().concat(reports), '1/7 00:00', '5/7 00:00')).toEqual(once);
    expect(once).toMatchObject({ received: 1, receivedOnline: 1, resolvedEarly: 1, unbalanced: 0 });
  });

  test('D1 at one instant the higher status is the later one', () => {
    const f = figures([report('1/7 09:00', 9), report('1/7 09:00', 4)], '1/7 00:00', '2/7 00:00');
    expect(f).toMatchObject({ resolvedOnTime: 1, resolvedNoDue: 1 });
  });

  test('D1 retracted removes the dossier from every count; null takes the retraction back', () => {
    const reports = [report('1/7 09:00', 2), report('2/7 09:00', 4, { retracted: true })];
    expect(figures(reports, '1/7 00:00', '5/7 00:00')).toMatchObject({ received: 0, pendingInTime: 0 });
    const back = [...reports, report('3/7 09:00', 4, { retracted: null })];
    expect(figures(back, '1/7 00:00', '5/7 00:00')).toMatchObject({ received: 1, pendingInTime: 1 });
  });

  test('D1 a report about an older state that arrives late moves no newer state', () => {
    const reports = [report('2/7 09:00', 9), report('1/7 09:00', 2, { channel: 'postal' })];
    expect(figures(reports, '2/7 00:00', '3/7 00:00')).toMatchObject({
      received: 0,
      resolvedOnTime: 1,
      carriedOver: 1,
    });
  });
});

describe('D2 received', () => {
  test('D2 statuses 1 and 3 are not received', () => {
    for (const status of [1, 3]) {
      const f = figures([report('1/7 09:00', status, { receivedAt: at('1/7 08:00') })], '1/7 00:00', '2/7 00:00');
      expect(f.received).toBe(0);
    }
  });

  test('D2 without receivedAt, or after null, the earliest report other than 1 and 3', () => {
    const reports = [
      report('1/7 09:00', 1),
      report('2/7 09:00', 2, { receivedAt: at('1/7 10:00') }),
      report('3/7 09:00', 4),
    ];
    expect(figures(reports, '1/7 00:00', '2/7 00:00').received).toBe(1);
    const back = [...reports, report('4/7 09:00', 4, { receivedAt: null })];
    expect(figures(back, '1/7 00:00', '2/7 00:00').received).toBe(0);
    expect(figures(back, '2/7 00:00', '3/7 00:00').received).toBe(1);
  });

  test('D2 channel null is unknown', () => {
    const f = figures([report('1/7 09:00', 2, { channel: null })], '1/7 00:00', '2/7 00:00');
    expect(f).toMatchObject({ received: 1, receivedUnknown: 1 });
  });

  test('D2 midnight belongs to the day that begins', () => {
    const reports = [report('2/7 00:00', 2)];
    expect(figures(reports, '1/7 00:00', '2/7 00:00').received).toBe(0);
    expect(figures(reports, '2/7 00:00', '3/7 00:00').received).toBe(1);
  });
});

describe('D3 resolved', () => {
  const finish = (finishedAt: string | null, dueAt: string | null) =>
    figures(
      [
        report('1/7 09:00', 2),
        report('4/7 09:00', 9, {
          finishedAt: finishedAt === null ? null : at(finishedAt),
          dueAt: dueAt === null ? null : at(dueAt),
        }),
      ],
      '1/7 00:00',
      '10/7 00:00',
    );
  test('D3 early is an earlier day, on time is up to the very instant, late is after it', () => {
    expect(finish('3/7 17:00', '4/7 08:00')).toMatchObject({ resolvedEarly: 1, resolvedOnTime: 0, resolvedLate: 0 });
    expect(finish('4/7 08:00', '4/7 08:00')).toMatchObject({ resolvedEarly: 0, resolvedOnTime: 1, resolvedLate: 0 });
    expect(finish('4/7 08:00:00.001', '4/7 08:00')).toMatchObject({ resolvedOnTime: 0, resolvedLate: 1 });
  });

  test('D3 no due date is on time and counted as such', () => {
    expect(finish('4/7 08:00', null)).toMatchObject({ resolvedOnTime: 1, resolvedNoDue: 1, unbalanced: 0 });
  });

  test('D3 without finishedAt the earliest 9, else the earliest 10', () => {
    const nine = [report('1/7 09:00', 2), report('2/7 09:00', 9), report('3/7 09:00', 9), report('4/7 09:00', 10)];
    expect(figures(nine, '2/7 00:00', '3/7 00:00').resolvedOnTime).toBe(1);
    const ten = [report('1/7 09:00', 2), report('4/7 09:00', 10), report('5/7 09:00', 10)];
    expect(figures(ten, '4/7 00:00', '5/7 00:00').resolvedOnTime).toBe(1);
  });
});

describe('D4 open: pending, paused, overdue, awaiting intake', () => {
  test('D4 overdue begins by time alone, strictly after the due instant', () => {
    const reports = [report('1/7 09:00', 2, due('3/7 09:00'))];
    expect(figures(reports, '1/7 00:00', '3/7 09:00')).toMatchObject({ pendingInTime: 1, pendingOverdue: 0 });
    expect(figures(reports, '1/7 00:00', '3/7 09:00:00.001')).toMatchObject({ pendingInTime: 0, pendingOverdue: 1 });
  });

  test('D4 a paused dossier is neither in time nor overdue', () => {
    const reports = [report('1/7 09:00', 2, due('2/7 09:00')), report('1/7 10:00', 5), report('4/7 09:00', 4)];
    expect(figures(reports, '1/7 00:00', '3/7 00:00')).toMatchObject({ paused: 1, pendingOverdue: 0 });
    expect(figures(reports, '1/7 00:00', '5/7 00:00')).toMatchObject({ paused: 0, pendingOverdue: 1 });
  });

  test('D4 the due date in force at t counts, before its first supply the first ever', () => {
    const reports = [
      report('1/7 09:00', 2),
      report('3/7 09:00', 4, due('2/7 09:00')),
      report('4/7 09:00', 4, due('9/7 09:00')),
    ];
    expect(figures(reports, '1/7 00:00', '2/7 12:00').pendingOverdue).toBe(1);
    expect(figures(reports, '1/7 00:00', '4/7 09:00').pendingOverdue).toBe(1);
    expect(figures(reports, '1/7 00:00', '4/7 10:00').pendingInTime).toBe(1);
  });

  test('D4 a closing before the receiving is put at the receiving', () => {
    const reports = [report('3/7 09:00', 9, { receivedAt: at('3/7 08:00'), finishedAt: at('1/7 08:00') })];
    const f = figures(reports, '3/7 00:00', '4/7 00:00');
    expect(f).toMatchObject({ received: 1, resolvedOnTime: 1, unbalanced: 0 });
  });

  test('D4 withdrawn and stopped close at the earliest report of their last unbroken run', () => {
    const reports = [
      report('1/7 09:00', 2),
      report('2/7 09:00', 8),
      report('3/7 09:00', 4),
      report('4/7 09:00', 8),
      report('5/7 09:00', 8),
    ];
    expect(figures(reports, '4/7 00:00', '5/7 00:00')).toMatchObject({ stopped: 1, unbalanced: 0 });
    expect(figures(reports, '2/7 00:00', '3/7 00:00')).toMatchObject({ stopped: 0, pendingInTime: 1 });
  });

  test('D4 awaiting intake, overdue after 8 working hours', () => {
    const reports = [report('11/7 15:00', 1, { submittedAt: at('11/7 15:00') }), report('15/7 10:00', 2)];
    expect(figures(reports, '1/7 00:00', '14/7 15:00')).toMatchObject({ awaitingIntake: 1, intakeOverdue: 0 });
    expect(figures(reports, '1/7 00:00', '14/7 15:00:01')).toMatchObject({ awaitingIntake: 1, intakeOverdue: 1 });
    expect(figures(reports, '1/7 00:00', '16/7 00:00')).toMatchObject({ awaitingIntake: 0, intakeOverdue: 0 });
  });

  test('D4 overdue by more than 10 working days', () => {
    const reports = [report('1/7 09:00', 2, due('1/7 10:00'))];
    expect(figures(reports, '1/7 00:00', '15/7 10:00').overdueLong).toBe(0);
    expect(figures(reports, '1/7 00:00', '15/7 10:00:01')).toMatchObject({ overdueLong: 1, pendingOverdue: 1 });
  });
});

describe('D5 closed otherwise, rejected, extended', () => {
  test('D5 rejected at the earliest report of its last unbroken run of 3', () => {
    const reports = [report('1/7 09:00', 3), report('2/7 09:00', 1), report('3/7 09:00', 3), report('4/7 09:00', 3)];
    expect(figures(reports, '3/7 00:00', '4/7 00:00')).toMatchObject({ rejected: 1, received: 0 });
    expect(figures(reports, '1/7 00:00', '2/7 00:00').rejected).toBe(0);
  });

  test('D5 extended: later than the one in force just before; from or to null is none', () => {
    const reports = [
      report('1/7 09:00', 2, due('2/7 09:00')),
      report('1/7 10:00', 4, due('4/7 09:00')),
      report('1/7 11:00', 4, due('3/7 09:00')),
      report('1/7 12:00', 4, { dueAt: null }),
      report('1/7 13:00', 4, due('9/7 09:00')),
    ];
    expect(figures(reports, '1/7 00:00', '2/7 00:00').extended).toBe(1);
  });
});

describe('D6 and D7', () => {
  test('D6 nothing to divide is null, never 0', () => {
    const f = figures([], '1/7 00:00', '2/7 00:00');
    expect(f.onlineRate).toEqual({ num: 0, den: 0, value: null });
    expect(f.onTimeRate.B.value).toBeNull();
  });

  test('D6 the three on-time rates of one dossier in time', () => {
    const f = figures([report('1/7 09:00', 2, { channel: 'online', ...due('3/7 09:00') })], '1/7 00:00', '2/7 00:00');
    expect(f.onTimeRate).toEqual({
      A: { num: 0, den: 0, value: null },
      B: { num: 1, den: 1, value: 1 },
      C: { num: 0, den: 1, value: 0 },
    });
    expect(f.onlineRate).toEqual({ num: 1, den: 1, value: 1 });
  });
});
