import { expect, test } from 'vitest';
import { builtInLimits } from '../../client/board/reference';
import { createPreview } from '../../server/db/preview';
import { formatInstant } from '../../shared/localTime';
import { at, calendar } from '../support/histories';
import { createLedgerWorld, TEST_WARDS } from '../support/ledgerWorld';

const WARD = '19753';

/** A dossier that is due at one instant and done at another, both in 2025. */
const late = (no: number, due: string, done: string) => [
  {
    dossierNo: `H57-${no}`,
    wardCode: WARD,
    status: 4,
    channel: 'online',
    occurredAt: formatInstant(at('20/6 08:00')),
    receivedAt: formatInstant(at('20/6 08:00')),
    dueAt: formatInstant(at(due)),
  },
  {
    dossierNo: `H57-${no}`,
    wardCode: WARD,
    status: 9,
    occurredAt: formatInstant(at(done)),
    finishedAt: formatInstant(at(done)),
  },
];

test('a rule tells exactly how often it would have rung in 30 days, and where, under the limits that it is asked for', () => {
  const world = createLedgerWorld();
  try {
    // Two are overdue at once twice: from 1/7 to 3/7 and from 8/7 to 9/7; in between it is one only.
    world.send(
      [
        ...late(1, '1/7 09:00', '3/7 10:00'),
        ...late(2, '1/7 15:00', '3/7 11:00'),
        ...late(3, '4/7 09:00', '8/7 16:00'),
        ...late(4, '8/7 10:00', '9/7 09:00'),
      ],
      at('14/7 08:00'),
    );
    const preview = createPreview(world.db, TEST_WARDS, calendar);
    const ask = (overdueAct: number) =>
      preview({
        rule: 'overdue-count',
        from: at('14/6 08:00'),
        to: at('14/7 08:00'),
        limits: { ...builtInLimits, overdueAct },
      });
    expect(ask(1)).toMatchObject({
      times: 2,
      rang: [
        { subject: WARD, at: '2025-07-01T15:15:00+07:00' },
        { subject: WARD, at: '2025-07-08T10:15:00+07:00' },
      ],
    });
    expect(ask(0).times).toBe(2);
    expect(ask(2).times).toBe(0);
    expect(preview({ ...ask(1), rule: 'source-silent', from: 0, to: 1, limits: builtInLimits }).times).toBeNull();
  } finally {
    world.close();
  }
});
