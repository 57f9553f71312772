import { expect, test } from 'vitest';
import { saveAgencies } from '../../server/db/agencyBook';
import { createRandom } from '../../server/demo/cityRandom';
import { formatInstant, HOUR_MS, MINUTE_MS } from '../../shared/localTime';
import { dossiers, portalTime, steps } from '../support/dvcqg';
import { at } from '../support/histories';
import { createLedgerWorld, type LedgerWorld } from '../support/ledgerWorld';

const SEEDS = 60;
const START = at('1/7 07:00');
const AGENCIES: readonly (readonly [agency: string, ward: string])[] = [
  ['H57.01', '19753'],
  ['H57.02.03', '19789'],
  ['H57.XX.YY', '20101'],
];

type Random = ReturnType<typeof createRandom>;
interface Told {
  readonly canonical: Record<string, unknown>;
  readonly portal: ReturnType<typeof dossiers> | ReturnType<typeof steps>;
}

/** A life of one dossier, each happening told in both shapes; the canonical one is written out by the test's own rules. */
function life(random: Random, number: string, wardCode: string): Told[] {
  const told: Told[] = [];
  const submitted = START + random.whole(0, 9 * 24 * 60) * MINUTE_MS;
  const received = submitted + random.whole(0, 300) * MINUTE_MS;
  const due = random.chance(0.85) ? received + random.whole(1, 200) * HOUR_MS : null;
  const channel = random.pick([
    ['1', 'direct'],
    ['2', 'online'],
    ['3', 'postal'],
    ['', null],
  ] as const);
  const text = (ms: number) => formatInstant(ms);
  const whole = (status: number, occurredAt: number, canonical: object, portal: object): void => {
    told.push({
      canonical: {
        occurredAt: text(occurredAt),
        dossierNo: number,
        wardCode,
        status,
        fieldCode: 'G15-TP04',
        ...(channel[1] && { channel: channel[1] }),
        submittedAt: text(submitted),
        receivedAt: text(received),
        ...(due !== null && { dueAt: text(due) }),
        ...canonical,
      },
      portal: dossiers(
        [
          {
            MaHoSo: number,
            MaLinhVuc: 'G15-TP04',
            KenhThucHien: channel[0],
            TrangThaiHoSo: String(status),
            NgayNopHoSo: portalTime(submitted),
            NgayTiepNhan: portalTime(received),
            NgayHenTra: due === null ? '' : portalTime(due),
            ...portal,
          },
        ],
        { isUpdating: random.pick(['True', 'False']) },
      ),
    });
  };
  const step = (status: number, occurredAt: number, note = 'Ghi chú'): void => {
    const TrangThai = note === 'Ghi chú' ? String(status) : '9';
    told.push({
      canonical: { occurredAt: text(occurredAt), dossierNo: number, wardCode, status },
      portal: steps([{ MaHoSo: number, ThoiDiemXuLy: portalTime(occurredAt), TrangThai, NoiDungXuLy: note }]),
    });
  };
  if (random.chance(0.06)) {
    const rejected = received + random.whole(0, 90) * MINUTE_MS;
    whole(3, rejected, {}, { NgayTuChoi: portalTime(rejected) });
    return told;
  }
  whole(2, received, {}, {});
  let now = received;
  const later = (): number => {
    now += random.whole(1, 40 * 60) * MINUTE_MS;
    return now;
  };
  for (let n = random.whole(0, 4); n > 0; n--) {
    const status = random.pick([4, 4, 5, 6]);
    if (status === 5 && random.chance(0.5)) step(5, later(), 'Cán bộ trả hồ sơ bổ sung');
    else step(status, later());
  }
  const end = random.pick([9, 9, 9, 10, 7, 8, 0]);
  if (end === 7 || end === 8) step(end, later());
  if (end === 9 || end === 10) {
    const finished = later();
    whole(9, finished, { finishedAt: text(finished) }, { NgayKetThucXuLy: portalTime(finished) });
    if (end === 10) {
      const returned = later();
      const canonical = { finishedAt: text(finished), returnedAt: text(returned) };
      whole(10, returned, canonical, { NgayKetThucXuLy: portalTime(finished), NgayTra: portalTime(returned) });
    }
  }
  return told;
}

function figures(world: LedgerWorld, recordedUpTo: number): string {
  const spans = [
    [at('1/7 00:00'), at('15/7 00:00')],
    [at('4/7 00:00'), at('5/7 00:00')],
    [at('6/7 09:30'), at('20/7 16:00')],
  ] as const;
  return JSON.stringify(spans.map(([start, end]) => world.periods.summary({ start, end, recordedUpTo })));
}

test(`the same lives told in the canonical shape and in the portal's, in any order, count the same (${SEEDS} seeds)`, () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = createRandom(seed);
    const all = Array.from({ length: random.whole(3, 25) }, (_, i) => {
      const [agency, ward] = random.pick(AGENCIES);
      return life(random, `${agency}-250714-${seed}${i}`, ward);
    }).flat();
    const now = at('25/7 08:00');
    const worlds = { canonical: createLedgerWorld(), portal: createLedgerWorld() };
    try {
      const late = random.chance(0.5);
      const changes = AGENCIES.map(([agency, ward]) => ({ agency, ward }));
      if (!late) saveAgencies(worlds.portal.db, changes, now);
      let recordedAt = 0;
      for (const one of all) recordedAt = worlds.canonical.send([one.canonical], now).recordedAt;
      for (const one of random.shuffle([...all, ...all.filter(() => random.chance(0.2))])) {
        recordedAt = Math.max(recordedAt, worlds.portal.send(one.portal, now, 1, 'dvcqg').recordedAt);
      }
      if (late) {
        // Nobody had mapped them: all of it waited, and is counted now, in parts.
        expect(worlds.portal.db.prepare('SELECT count(*) FROM reports').pluck().get()).toBe(0);
        saveAgencies(worlds.portal.db, changes, now);
        for (let part = worlds.portal.ledger.replay(now, 7); part; part = worlds.portal.ledger.replay(now, 7)) {
          recordedAt = Math.max(recordedAt, part.recordedAt);
        }
      }
      const expected = figures(worlds.canonical, recordedAt);
      expect(figures(worlds.portal, recordedAt), `seed ${seed}, ${late ? 'replayed' : 'at once'}`).toBe(expected);
      expect(expected).toMatch(/"received":[1-9]/);
    } finally {
      worlds.canonical.close();
      worlds.portal.close();
    }
  }
}, 120_000);
