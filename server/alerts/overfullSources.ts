import { HOUR_MS, MINUTE_MS } from '../../shared/localTime';
import { TOO_MANY_REPORTS } from '../db/ledgerLimits';
import type { Connection } from '../db/open';

/** Which sources send reports of dossiers that have too many, and how many of these were refused in the last hour. */
export interface OverfullSources {
  readonly refused: (sourceId: number, reports: number, at: number) => void;
  /** By the source's name; 0: it did so once, and not within the hour. */
  readonly lastHour: (now: number) => ReadonlyMap<string, number>;
}

interface Known {
  readonly name: string;
  /** Refusals by the minute they came in; at most an hour of them. */
  readonly minutes: Map<number, number>;
}

/** Begins with what quarantine knows: an alert that rings survives a restart, and one that stands can still end. */
export function createOverfullSources(db: Connection): OverfullSources {
  const nameOf = db.prepare<[number], string>('SELECT name FROM sources WHERE id = ?').pluck();
  const before = db.prepare<[string, string], { readonly sourceId: number; readonly lastAt: number }>(
    `SELECT source_id AS sourceId, max(last_at) AS lastAt FROM (
       SELECT source_id, last_at FROM quarantine WHERE reason = ?
       UNION ALL SELECT source_id, last_at FROM quarantine_beyond WHERE reason = ?) GROUP BY source_id`,
  );
  const sources = new Map<number, Known>();
  const refused = (sourceId: number, reports: number, at: number): void => {
    const known = sources.get(sourceId) ?? { name: nameOf.get(sourceId) ?? String(sourceId), minutes: new Map() };
    sources.set(sourceId, known);
    const minute = Math.floor(at / MINUTE_MS);
    known.minutes.set(minute, (known.minutes.get(minute) ?? 0) + reports);
  };
  for (const { sourceId, lastAt } of before.all(TOO_MANY_REPORTS, TOO_MANY_REPORTS)) refused(sourceId, 1, lastAt);
  return {
    refused,
    lastHour: (now) => {
      const since = Math.floor((now - HOUR_MS) / MINUTE_MS);
      const sums = [...sources.values()].map(({ name, minutes }) => {
        for (const minute of minutes.keys()) if (minute <= since) minutes.delete(minute);
        return [name, [...minutes.values()].reduce((sum, n) => sum + n, 0)] as const;
      });
      return new Map(sums);
    },
  };
}
