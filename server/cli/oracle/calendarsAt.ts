import type Database from 'better-sqlite3';
import type { OracleCalendar } from './workingTime';

/** Dossiers above those of the part before, up to this number, are counted under this calendar. */
export interface CalendarPart {
  readonly upTo: number;
  readonly calendar: OracleCalendar;
}

/** Which calendar each dossier was counted under, as known at an instant; `builtIn` for a log without versions. */
export function calendarsAt(db: Database.Database, at: number, builtIn: OracleCalendar): readonly CalendarPart[] {
  const everyone = Number.MAX_SAFE_INTEGER;
  const has = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'calendar_versions'").get();
  const versions =
    has === undefined
      ? []
      : (db
          .prepare(
            `SELECT content, coalesce((SELECT max(up_to) FROM calendar_steps s
                WHERE s.version = v.id AND s.recorded_at <= :at), 0) AS upTo
             FROM calendar_versions v WHERE recorded_at <= :at ORDER BY id DESC LIMIT 2`,
          )
          .all({ at }) as { content: string; upTo: number }[]);
  const [latest, before] = versions.map(({ content, upTo }) => ({
    calendar: JSON.parse(content) as OracleCalendar,
    upTo,
  }));
  if (!latest) return [{ upTo: everyone, calendar: builtIn }];
  return before && latest.upTo < everyone ? [latest, { ...before, upTo: everyone }] : [{ ...latest, upTo: everyone }];
}
