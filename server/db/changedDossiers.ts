import type { WorkingCalendar } from '../../shared/calendar';
import { type CalendarChange, changeOf } from '../../shared/calendarChange';
import { flows } from '../../shared/flows';
import { orderTimeline } from '../../shared/timeline';
import { differenceOf, type EntryRow } from './difference';
import { createReportsOf } from './dossierReports';
import type { Connection } from './open';

/** What one stretch of dossiers comes to under another calendar. */
export interface Stretch {
  /** All dossiers up to this one were looked at. */
  readonly upTo: number;
  readonly done: boolean;
  /** How many are counted otherwise. */
  readonly changed: number;
  readonly entries: readonly EntryRow[];
}

interface StretchLimits {
  /** After so many computed, or so many numbers looked through, a stretch ends. */
  readonly computed: number;
  readonly looked: number;
  /** So many numbers are looked through with one question. */
  readonly atOnce: number;
}

/** About a tenth of a second of the writer's time. */
export const CHANGED_AT_ONCE: StretchLimits = { computed: 500, looked: 40_000, atOnce: 500 };

/**
 * The dossiers that count otherwise under another calendar, in the order of their numbers, stretch by stretch. Only
 * those are computed of which a report says an instant that the change can touch.
 */
export function createChangedDossiers(db: Connection, before: WorkingCalendar, after: WorkingCalendar) {
  const change: CalendarChange | null = changeOf(before, after);
  const reportsOf = createReportsOf(db);
  const lastDossier = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM dossiers').pluck();
  const touched = db
    .prepare<{ above: number; upTo: number; from: number; to: number }, number>(
      `SELECT DISTINCT dossier_id FROM reports INDEXED BY reports_dossier
       WHERE dossier_id > :above AND dossier_id <= :upTo
         AND (json_extract(content, '$.dueAt') BETWEEN :from AND :to
           OR json_extract(content, '$.submittedAt') BETWEEN :from AND :to
           OR (status = 1 AND occurred_at BETWEEN :from AND :to))
       ORDER BY dossier_id`,
    )
    .pluck();
  const next = (above: number, limits: StretchLimits = CHANGED_AT_ONCE): Stretch => {
    const last = lastDossier.get() ?? 0;
    const entries: EntryRow[] = [];
    let upTo = above;
    let computed = 0;
    let changed = 0;
    while (change && upTo < last && computed < limits.computed && upTo - above < limits.looked) {
      const to = Math.min(upTo + limits.atOnce, last);
      for (const id of touched.all({ above: upTo, upTo: to, from: change.from, to: change.to })) {
        const timeline = orderTimeline(reportsOf(id));
        const had = entries.length;
        differenceOf(flows(timeline, before), flows(timeline, after), entries);
        if (entries.length > had) changed++;
        computed++;
      }
      upTo = to;
    }
    const done = !change || upTo >= last;
    return { upTo: done ? last : upTo, done, changed, entries };
  };
  return { change, lastDossier: () => lastDossier.get() ?? 0, next };
}
