import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Engine } from '../engine';
import type { DoorAnswer } from '../ingest/door';

export interface Metrics {
  readonly ingested: (source: string, outcome: DoorAnswer, ms: number) => void;
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

interface MetricsParts {
  readonly engine: () => Engine | null;
  readonly listeners: () => number;
}

/** Prometheus metrics. Labels name sources and reasons, never a dossier. */
export function createMetrics({ engine, listeners }: MetricsParts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const reports = new Counter({
    name: 'ioc_reports_total',
    help: 'Reports received, by source and outcome',
    labelNames: ['source', 'outcome'] as const,
    registers,
  });
  const quarantined = new Counter({
    name: 'ioc_quarantined_total',
    help: 'Reports put into quarantine, by source and reason',
    labelNames: ['source', 'reason'] as const,
    registers,
  });
  const duration = new Histogram({
    name: 'ioc_ingest_seconds',
    help: 'Time from body read to durable',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge('ioc_board_rev', 'Revision of the board', () => engine()?.snapshot().rev ?? 0);
  gauge('ioc_log_reports', 'Reports in the log', () => engine()?.reportCount() ?? 0);
  gauge('ioc_backlog_reports', 'Reports waiting for their commit', () => engine()?.backlog() ?? 0);
  const storage = () =>
    engine()
      ?.snapshot()
      .conditions.some(({ kind }) => kind === 'storage');
  gauge('ioc_storage_trouble', '1 while nothing can be written (full, read-only or failing disk)', () =>
    storage() ? 1 : 0,
  );
  gauge('ioc_parser_restarts', 'Threads that parse bodies and were replaced', () => engine()?.parserRestarts() ?? 0);
  gauge('ioc_listeners', 'Screens that hear the board', listeners);
  return {
    ingested: (source, outcome, ms) => {
      duration.observe(ms / 1000);
      if (!outcome.ok) return;
      const { accepted, duplicates, quarantined: refused } = outcome.answer;
      reports.inc({ source, outcome: 'accepted' }, accepted);
      reports.inc({ source, outcome: 'duplicate' }, duplicates);
      reports.inc({ source, outcome: 'quarantined' }, refused.length);
      for (const { reason } of refused) quarantined.inc({ source, reason });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
