/**
 * No step may cost the square of a dossier's reports or flows: what four times as many cost is judged against what they
 * cost in the same run. A square costs sixteen times as much.
 */
import { expect, test } from 'vitest';
import { differenceOf } from '../../server/db/difference';
import { tickerLine } from '../../server/db/tickerLine';
import { type Flow, flows } from '../../shared/flows';
import { formatInstant, MINUTE_MS } from '../../shared/localTime';
import type { TimelineReport } from '../../shared/report';
import { dossierState, orderTimeline } from '../../shared/timeline';
import { at, calendar } from '../support/histories';
import { createLedgerWorld } from '../support/ledgerWorld';

const FEW = 250;
const MANY = 4 * FEW;
const START = at('1/7 07:00');

/** Histories that made some step walk the whole of them at each report. */
const HISTORIES: Readonly<Record<string, (i: number) => Pick<TimelineReport, 'status' | 'content'>>> = {
  'submitted again and again, and never said when': () => ({ status: 1, content: {} }),
  'paused and resumed': (i) => ({ status: i % 2 === 0 ? 4 : 5, content: {} }),
  'due ever later': (i) => ({ status: 4, content: { dueAt: START + i * MINUTE_MS } }),
  'submitted between the steps': (i) => ({ status: i % 3 === 0 ? 1 : 4, content: {} }),
  'completed again and again': () => ({ status: 9, content: {} }),
};

function timelineOf(say: (i: number) => Pick<TimelineReport, 'status' | 'content'>, count: number): TimelineReport[] {
  return Array.from({ length: count }, (_, i) => {
    const { status, content } = say(i);
    const contentText = JSON.stringify(content);
    return { occurredAt: START + i * MINUTE_MS, status, wardCode: '19753', content, contentText };
  });
}

/** How often the elements of a list are looked at meanwhile. */
function looksAt<T extends object>(list: readonly T[], run: (watched: readonly T[]) => void): number {
  let looks = 0;
  const watched = list.map(
    (one) =>
      new Proxy(one, {
        get: (target, name) => {
          looks++;
          return Reflect.get(target, name) as unknown;
        },
      }),
  );
  run(watched);
  return looks;
}

test.each(Object.entries(HISTORIES))(
  '%s: every step over a timeline walks it so many times, however long it is',
  (_name, say) => {
    const steps: Readonly<Record<string, (timeline: readonly TimelineReport[]) => unknown>> = {
      flows: (timeline) => flows(timeline, calendar),
      dossierState,
      orderTimeline,
      tickerLine: (timeline) => tickerLine(timeline.slice(-1), timeline, []),
    };
    for (const [name, step] of Object.entries(steps)) {
      const [few, many] = [FEW, MANY].map((count) => looksAt(timelineOf(say, count), step));
      expect((many ?? 0) / (few ?? 1), name).toBeLessThan(8);
    }
  },
);

test('the difference of two bags of flows looks at each flow so many times, however many there are', () => {
  const bag = (count: number, shift: number): Flow[] =>
    Array.from({ length: count }, (_, i) => ({
      wardCode: '19753',
      fieldCode: '',
      instant: START + shift + i * MINUTE_MS,
      counter: i % 8,
      n: 1,
    }));
  const [few, many] = [FEW, MANY].map((count) =>
    looksAt(bag(count, 0), (flowsBefore) => differenceOf(flowsBefore, bag(count, MINUTE_MS), [])),
  );
  expect((many ?? 0) / (few ?? 1)).toBeLessThan(8);
});

/** Least of some runs: what else the machine does only adds to it. */
function leastMs(times: number, run: () => void): number {
  const spent = Array.from({ length: times }, () => {
    const from = performance.now();
    run();
    return performance.now() - from;
  });
  return Math.min(...spent);
}

test('a whole dossier in one batch, one more report of it, and one that is refused cost no square of its reports', () => {
  const costs = [FEW, MANY].map((count) => {
    const world = createLedgerWorld({ reportsADossier: 10 * MANY });
    const report = (dossierNo: string, i: number) => ({
      occurredAt: formatInstant(START + i * MINUTE_MS),
      dossierNo,
      wardCode: '19753',
      status: i % 2 === 0 ? 1 : 5,
      dueAt: formatInstant(START + ((i * 7919) % 5000) * MINUTE_MS),
    });
    const now = at('30/7 08:00');
    let [dossier, next] = [0, count];
    const whole = leastMs(5, () => {
      dossier++;
      world.send(
        Array.from({ length: count }, (_, i) => report(`TEST-${dossier}`, i)),
        now,
      );
    });
    const more = leastMs(15, () => {
      const [answer] = world.send([report('TEST-1', next++)], now).answers;
      expect(answer?.accepted).toBe(1);
    });
    const full = createLedgerWorld({ reportsADossier: count });
    full.send(
      Array.from({ length: count }, (_, i) => report('TEST', i)),
      now,
    );
    const refused = leastMs(15, () => {
      const [answer] = full.send([report('TEST', next++)], now).answers;
      expect(answer?.quarantined).toEqual([{ index: 0, reason: 'too-many-reports' }]);
    });
    world.close();
    full.close();
    return { whole, more, refused };
  });
  const [few, many] = costs;
  for (const name of ['whole', 'more', 'refused'] as const) {
    expect((many?.[name] ?? 0) / (few?.[name] ?? 1), name).toBeLessThan(8);
  }
}, 60_000);
