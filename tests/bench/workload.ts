import { readFileSync } from 'node:fs';
import { createRandom } from '../../server/demo/cityRandom';
import { formatInstant, HOUR_MS, MINUTE_MS } from '../../shared/localTime';

const codes = (
  JSON.parse(readFileSync(new URL('../../data/wards.json', import.meta.url), 'utf8')) as { code: string }[]
).map((ward) => ward.code);
const REPORTS_A_DOSSIER = 3;

/** The wall-clock time of this machine, for reports that must lie in the past. */
export function machineNow(): number {
  return Math.floor(performance.timeOrigin + performance.now());
}

/** `count` reports of dossiers that came in over `days` up to now, in order of business time: received, worked on, done. */
export function workload(count: number, days: number, seed: number): string[] {
  const random = createRandom(seed);
  const end = machineNow() - HOUR_MS;
  const start = end - days * 24 * HOUR_MS;
  const out: { at: number; text: string }[] = [];
  for (let n = 0; out.length < count; n++) {
    const received = start + ((end - start - 80 * HOUR_MS) * n * REPORTS_A_DOSSIER) / count + random.whole(0, HOUR_MS);
    const dossierNo = `H57.21-${seed}-${n}`;
    const wardCode = random.pick(codes);
    const due = received + random.whole(24, 240) * HOUR_MS;
    const say = (at: number, rest: object): void => {
      const whole = Math.floor(at / 1000) * 1000;
      out.push({ at: whole, text: JSON.stringify({ occurredAt: formatInstant(whole), dossierNo, wardCode, ...rest }) });
    };
    const channel = random.chance(0.8) ? 'online' : 'direct';
    say(received, {
      status: 2,
      channel,
      fieldCode: 'G15-TP04',
      procedureCode: '2.000908',
      receivedAt: formatInstant(received),
      dueAt: formatInstant(due),
    });
    say(received + random.whole(5, 50) * MINUTE_MS, { status: 4 });
    const finishedAt = received + random.whole(2, 70) * HOUR_MS;
    say(finishedAt, { status: 9, finishedAt: formatInstant(finishedAt), flags: { digitised: true } });
  }
  return out
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map((one) => one.text);
}

export function bodies(reports: readonly string[], size: number): string[] {
  const out: string[] = [];
  for (let i = 0; i < reports.length; i += size) out.push(`[${reports.slice(i, i + size).join(',')}]`);
  return out;
}

export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? Number.NaN;
}

export function spread(values: readonly number[]) {
  const round = (n: number) => Math.round(n * 10) / 10;
  return {
    p50: round(percentile(values, 50)),
    p95: round(percentile(values, 95)),
    p99: round(percentile(values, 99)),
    n: values.length,
  };
}
