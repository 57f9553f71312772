import { createSecretKey } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO, type DemoReport, generateDemoCity } from '../../server/demo/generateCity';
import { parseReports } from '../../server/ingest/parseReports';
import { wards } from '../../server/reference';
import type { PeriodFigures } from '../../shared/summary';
import { bodyOf, countCity } from '../support/countCity';
import { at, calendarFile } from '../support/histories';

const city = (seed: number) => generateDemoCity({ seed, wards, calendar: calendarFile });

describe.each([20250714, 7])('the demo city of seed %i', (seed) => {
  let feed: readonly DemoReport[] = [];
  let evening: ReturnType<typeof countCity>;
  beforeAll(() => {
    feed = city(seed);
    evening = countCity(feed.filter((one) => one.arrivesAt <= DEMO.settlesAt));
  });
  const period = (from: string, to: string) => evening.period(at(from), at(to));
  const wardOf = (figures: ReadonlyMap<string, PeriodFigures>, name: string): PeriodFigures => {
    const found = figures.get(wards.find((ward) => ward.name === name)?.code ?? '');
    if (!found) throw new Error(`no figures of ${name}`);
    return found;
  };

  test('1–14/7: 17.710 received, 75,78 % of them online', () => {
    const { city } = period('1/7 00:00', '14/7 17:30');
    expect(city).toMatchObject({ received: 17_710, receivedOnline: 13_421, unbalanced: 0 });
  });

  test('14/7: 3.425 received, 3.254 online (95 %); Thuận Hóa 203/203', () => {
    const { city, wards: each } = period('14/7 00:00', '14/7 17:30');
    expect(city).toMatchObject({ received: 3425, receivedOnline: 3254 });
    expect(wardOf(each, 'Thuận Hóa')).toMatchObject({ received: 203, receivedOnline: 203 });
  });

  test('Phú Vang leads online with 491/493, Hương An on time (C) with 309/338, Phú Xuân received most', () => {
    const { wards: each } = period('1/7 00:00', '14/7 17:30');
    const leader = (value: (f: PeriodFigures) => number) =>
      wards.map((w) => ({ name: w.name, value: value(wardOf(each, w.name)) })).sort((a, b) => b.value - a.value);
    expect(leader((f) => f.onlineRate.value ?? 0)[0]).toEqual({ name: 'Phú Vang', value: 491 / 493 });
    expect(leader((f) => f.onTimeRate.C.value ?? 0)[0]).toEqual({ name: 'Hương An', value: 309 / 338 });
    expect(leader((f) => f.received)[0]).toEqual({ name: 'Phú Xuân', value: 1758 });
    const second = leader((f) => f.onTimeRate.C.value ?? 0)[1];
    expect(second?.value).toBeLessThan(309 / 338);
  });

  test('the figures of the evening still stand at the end of the day', () => {
    const night = countCity(feed).period(at('1/7 00:00'), at('15/7 00:00'));
    expect(night.city).toMatchObject({ received: 17_710, receivedOnline: 13_421 });
    expect(wardOf(night.wards, 'Hương An').onTimeRate.C).toMatchObject({ num: 309, den: 338 });
  });

  test('every ward is plausible by its population', () => {
    const { wards: each } = period('1/7 00:00', '14/7 17:30');
    for (const ward of wards) {
      const perThousand = (1000 * wardOf(each, ward.name).received) / ward.population;
      expect(wardOf(each, ward.name).received, ward.name).toBeGreaterThan(30);
      expect(perThousand, ward.name).toBeGreaterThan(8);
      expect(perThousand, ward.name).toBeLessThan(16);
    }
  });

  test('some wards need action, most are calm', () => {
    const { city, wards: each } = period('1/7 00:00', '14/7 17:30');
    const act = [...each.values()].filter((f) => {
      const { num, den } = f.onTimeRate.A;
      return (den >= 30 && num * 100 < den * 90) || f.pendingOverdue > 5 || f.overdueLong > 0;
    });
    expect(act.length).toBeGreaterThanOrEqual(3);
    expect(act.length).toBeLessThanOrEqual(5);
    expect(city.pendingOverdue).toBeGreaterThan(25);
    expect(city.pendingOverdue).toBeLessThan(70);
    expect(city.onTimeRate.A.value).toBeGreaterThan(0.97);
    expect(city.awaitingIntake).toBeGreaterThan(20);
  });

  test('all life cycles occur', () => {
    const { city } = period('1/7 00:00', '14/7 17:30');
    for (const key of [
      'rejected',
      'resolvedEarly',
      'resolvedOnTime',
      'resolvedLate',
      'paused',
      'stopped',
      'withdrawn',
      'extended',
      'carriedOver',
      'receivedPostal',
      'intakeOverdue',
      'overdueLong',
    ] as const) {
      expect(city[key], key).toBeGreaterThan(0);
    }
    expect(new Set(feed.map((one) => one.report.status))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  });

  test('every report is one that the door lets in, and none arrives before it happened', () => {
    const context = {
      key: createSecretKey(Buffer.alloc(32)),
      knownCodes: new Set(wards.map((ward) => ward.code)),
      now: DEMO.lapEndsAt,
    };
    for (let i = 0; i < feed.length; i += 10_000) {
      const parsed = parseReports(bodyOf(feed.slice(i, i + 10_000)), 'json', context);
      expect(parsed.ok && parsed.batch.refused).toEqual([]);
    }
    for (const { arrivesAt, report } of feed) expect(arrivesAt).toBeGreaterThanOrEqual(Date.parse(report.occurredAt));
  });
});

test('one seed is one city', () => {
  expect(city(3)).toEqual(city(3));
  expect(city(3)).not.toEqual(city(4));
});
