import { desc, gte, ne } from 'drizzle-orm';
import type { Alert } from '../../shared/alerts/lifecycle';
import type { Thresholds } from '../../shared/tones';
import { asDrizzle, type Connection } from './open';
import { alertEvents, alerts, thresholdVersions } from './schema';

/** Something that happened to an alert. */
export interface AlertEvent {
  readonly alertId: string;
  readonly rule: string;
  readonly subject: string;
  readonly at: number;
  readonly state: string;
  /** Null: the engine itself. */
  readonly person: string | null;
  readonly reason: string | null;
}

export interface ThresholdVersion {
  readonly validFrom: string;
  readonly recordedAt: number;
  readonly person: string;
  readonly limits: Thresholds;
}

/** What the operators' desk has to keep, in one transaction. */
export interface DeskNote {
  readonly alerts: readonly Alert[];
  /** Alerts that went without ever ringing. */
  readonly forgotten: readonly string[];
  readonly events: readonly AlertEvent[];
  readonly thresholds: readonly ThresholdVersion[];
}

export function saveDeskNote(db: Connection, note: DeskNote): void {
  const store = asDrizzle(db);
  const save = db.prepare(
    `INSERT INTO alerts (id, rule, state, since, rang_at, resolved_at, content) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, rang_at = excluded.rang_at,
       resolved_at = excluded.resolved_at, content = excluded.content`,
  );
  const forget = db.prepare('DELETE FROM alerts WHERE id = ? AND rang_at IS NULL');
  db.transaction(() => {
    for (const one of note.alerts) {
      save.run(one.id, one.rule, one.state, one.since, one.rangAt, one.resolvedAt, JSON.stringify(one));
    }
    for (const id of note.forgotten) forget.run(id);
    for (const event of note.events) store.insert(alertEvents).values(event).run();
    for (const { limits, ...version } of note.thresholds) {
      store
        .insert(thresholdVersions)
        .values({ ...version, content: JSON.stringify(limits) })
        .run();
    }
  }).immediate();
}

/** The alerts that are not over. */
export function openAlerts(db: Connection): Alert[] {
  const rows = asDrizzle(db).select({ content: alerts.content }).from(alerts).where(ne(alerts.state, 'resolved')).all();
  return rows.map((row) => JSON.parse(row.content) as Alert);
}

export function hasAlerts(db: Connection): boolean {
  return asDrizzle(db).select({ id: alerts.id }).from(alerts).limit(1).all().length > 0;
}

/** What happened since an instant, newest first. */
export function alertEventsSince(db: Connection, since: number, limit: number): AlertEvent[] {
  const rows = asDrizzle(db)
    .select()
    .from(alertEvents)
    .where(gte(alertEvents.at, since))
    .orderBy(desc(alertEvents.seq))
    .limit(limit)
    .all();
  return rows.map(({ seq: _seq, ...event }) => event);
}

/** Every version, the last recorded first. */
export function listThresholdVersions(db: Connection): ThresholdVersion[] {
  const rows = asDrizzle(db).select().from(thresholdVersions).orderBy(desc(thresholdVersions.id)).all();
  return rows.map(({ validFrom, recordedAt, person, content }) => ({
    validFrom,
    recordedAt,
    person,
    limits: JSON.parse(content) as Thresholds,
  }));
}
