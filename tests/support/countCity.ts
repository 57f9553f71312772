import { createSecretKey } from 'node:crypto';
import { batchLines } from '../../server/db/batchLines';
import type { DemoReport } from '../../server/demo/generateCity';
import { parseReports } from '../../server/ingest/parseReports';
import { COUNTER_SLOTS } from '../../shared/counters';
import { type Flow, flows } from '../../shared/flows';
import type { TimelineReport } from '../../shared/report';
import { addPrefix, type PeriodFigures, periodFigures } from '../../shared/summary';
import { orderTimeline } from '../../shared/timeline';
import { calendar } from './histories';

/** Counts a feed in memory, dossier by dossier: no database, no tallies. */
export function countCity(feed: readonly DemoReport[]): {
  readonly period: (
    from: number,
    to: number,
  ) => {
    readonly city: PeriodFigures;
    readonly wards: ReadonlyMap<string, PeriodFigures>;
  };
} {
  const bags = [...timelinesOf(feed).values()].map((reports) => flows(orderTimeline(reports), calendar));
  const prefix = (instant: number) => prefixOf(bags, instant);
  return {
    period: (from, to) => {
      const [a, b] = [prefix(from), prefix(to)];
      const none = new Array<number>(COUNTER_SLOTS).fill(0);
      const total = (table: ReadonlyMap<string, number[]>) => {
        const sum = [...none];
        for (const sums of table.values()) addPrefix(sum, sums);
        return sum;
      };
      return {
        city: periodFigures(total(a), total(b)),
        wards: new Map([...b].map(([code, sums]) => [code, periodFigures(a.get(code) ?? none, sums)])),
      };
    },
  };
}

export function bodyOf(feed: readonly DemoReport[]): string {
  return JSON.stringify(feed.map((one) => one.report));
}

function timelinesOf(feed: readonly DemoReport[]): Map<string, TimelineReport[]> {
  const key = createSecretKey(Buffer.alloc(32));
  const knownCodes = new Set(feed.map((one) => String(one.report.wardCode)));
  const out = new Map<string, TimelineReport[]>();
  for (let i = 0; i < feed.length; i += 10_000) {
    const parsed = parseReports(bodyOf(feed.slice(i, i + 10_000)), 'json', {
      key,
      knownCodes,
      now: Number.POSITIVE_INFINITY,
    });
    if (!parsed.ok) throw new Error(parsed.fault.detail);
    for (const line of batchLines(parsed.batch, 1)) {
      const dossier = Buffer.from(line.key).toString('hex');
      const reports = out.get(dossier) ?? [];
      out.set(dossier, reports);
      reports.push(line.report);
    }
  }
  return out;
}

function prefixOf(bags: readonly (readonly Flow[])[], instant: number): Map<string, number[]> {
  const table = new Map<string, number[]>();
  for (const bag of bags) {
    for (const { wardCode, counter, n, instant: at } of bag) {
      if (at >= instant) continue;
      const sums = table.get(wardCode) ?? new Array<number>(COUNTER_SLOTS).fill(0);
      table.set(wardCode, sums);
      sums[counter] = (sums[counter] ?? 0) + n;
    }
  }
  return table;
}
