import { createRandom } from '../../server/demo/cityRandom';
import { formatInstant, HOUR_MS, MINUTE_MS, startOfDay } from '../../shared/localTime';
import { at } from './histories';

/** A report as a source sends it; values are valid, the history they tell is arbitrary. */
export type Sent = Record<string, unknown> & {
  occurredAt: string;
  dossierNo: string;
  wardCode: string;
  status: number;
};

const WARDS = ['19753', '19789', '20101', '00046'];
const START = at('26/6 00:00');
const DAYS = 24;

/**
 * A random history: few dossiers, many reports each, with ties, midnights, other offsets, corrections, nulls,
 * retractions and moves between wards. Repetitions come with the sending, not here.
 */
export function randomHistory(seed: number, count: number): Sent[] {
  const random = createRandom(seed);
  const instants = Array.from({ length: 12 }, () => startOfDay(Math.floor((START + 7 * HOUR_MS) / 86_400_000)));
  const someInstant = (): number => {
    const day = random.whole(0, DAYS);
    const edge = random.pick([0, 0, 1, -1, 7.5 * HOUR_MS, 11.5 * HOUR_MS, 13 * HOUR_MS, 17 * HOUR_MS]);
    const base = START + day * 86_400_000;
    if (random.chance(0.35)) return base + edge;
    if (random.chance(0.2)) return random.pick(instants);
    return base + random.whole(0, 86_399) * 1000 + (random.chance(0.3) ? random.whole(0, 999) : 0);
  };
  const text = (ms: number): string => {
    if (random.chance(0.7)) return formatInstant(ms);
    return random.chance(0.5) ? new Date(ms).toISOString() : withOffset(ms, random.pick([-300, 330, 540, 0]));
  };
  for (let i = 0; i < instants.length; i++) instants[i] = START + random.whole(0, DAYS * 24 * 60) * MINUTE_MS;
  const numbers = Array.from({ length: Math.max(3, Math.floor(count / 6)) }, (_, i) => `H57.21-2507-${seed}-${i}`);
  return Array.from({ length: count }, () => {
    const report: Sent = {
      occurredAt: text(someInstant()),
      dossierNo: random.pick(numbers),
      wardCode: random.chance(0.85) ? (WARDS[0] ?? '') : random.pick(WARDS),
      status: random.whole(1, 10),
    };
    const maybe = (field: string, value: () => unknown): void => {
      if (random.chance(0.4)) report[field] = random.chance(0.15) ? null : value();
    };
    maybe('channel', () => random.pick(['online', 'direct', 'postal', 'unknown']));
    for (const field of ['submittedAt', 'receivedAt', 'dueAt', 'finishedAt']) maybe(field, () => text(someInstant()));
    if (random.chance(0.5)) report.dueAt = text(someInstant());
    maybe('fieldCode', () => random.pick(['G15-TP04', 'G15-TP03']));
    if (random.chance(0.06)) report.retracted = random.pick([true, true, false, null]);
    return report;
  });
}

function withOffset(ms: number, minutes: number): string {
  const sign = minutes < 0 ? '-' : '+';
  const two = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, '0');
  return `${new Date(ms + minutes * 60_000).toISOString().slice(0, -1)}${sign}${two(minutes / 60)}:${two(minutes % 60)}`;
}
