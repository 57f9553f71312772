import type Database from 'better-sqlite3';

/** A working calendar, read here on its own: the oracle shares no code with the product's. */
export interface OracleCalendar {
  readonly weekend: readonly number[];
  readonly off: readonly { readonly from: string; readonly to: string }[];
  readonly on: readonly string[];
  readonly hours: readonly {
    readonly from: string;
    readonly to?: string;
    readonly months: readonly number[];
    readonly am: readonly string[];
    readonly pm: readonly string[];
  }[];
}

const DAY = 86_400_000;
const LOCAL = 7 * 3_600_000;
/** Due dates lie at most so far beyond the reports. */
const MARGIN_DAYS = 500;

/**
 * Fills `wt` (open spans with the working ms before each) and `wd` (working days, numbered) for [from, to], for each
 * calendar by its place in the list (`cal`). Everything that follows from them is SQL.
 */
export function fillWorkingTime(
  db: Database.Database,
  calendars: readonly OracleCalendar[],
  from: number,
  to: number,
): void {
  db.exec(`
    DROP TABLE IF EXISTS temp.wt; DROP TABLE IF EXISTS temp.wd;
    CREATE TEMP TABLE wt (cal INTEGER, opens INTEGER, closes INTEGER NOT NULL, before INTEGER NOT NULL, dayno INTEGER NOT NULL,
      PRIMARY KEY (cal, opens)) WITHOUT ROWID;
    CREATE UNIQUE INDEX temp.wt_before ON wt (cal, before);
    CREATE UNIQUE INDEX temp.wt_closes ON wt (cal, closes);
    CREATE TEMP TABLE wd (cal INTEGER, dayno INTEGER, starts INTEGER NOT NULL, PRIMARY KEY (cal, dayno)) WITHOUT ROWID;
  `);
  const span = db.prepare('INSERT INTO temp.wt VALUES (?, ?, ?, ?, ?)');
  const working = db.prepare('INSERT INTO temp.wd VALUES (?, ?, ?)');
  const first = Math.floor((from + LOCAL) / DAY) - MARGIN_DAYS;
  const last = Math.floor((to + LOCAL) / DAY) + MARGIN_DAYS;
  for (const [cal, calendar] of calendars.entries()) {
    let before = 0;
    let number = 0;
    for (let day = first; day <= last; day++) {
      const date = new Date(day * DAY);
      const text = date.toISOString().slice(0, 10);
      const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
      const isOff = calendar.weekend.includes(weekday) || calendar.off.some((o) => text >= o.from && text <= o.to);
      if (isOff && !calendar.on.includes(text)) continue;
      const starts = day * DAY - LOCAL;
      working.run(cal, ++number, starts);
      for (const [opens, closes] of officeHours(calendar, text, date.getUTCMonth() + 1)) {
        span.run(cal, starts + opens, starts + closes, before, number);
        before += closes - opens;
      }
    }
  }
}

function officeHours(calendar: OracleCalendar, text: string, month: number): [number, number][] {
  const inForce = calendar.hours.filter((rule) => rule.months.includes(month));
  const rule = inForce.find((r) => text >= r.from && (r.to === undefined || text <= r.to)) ?? inForce[0];
  if (!rule) throw new Error(`no office hours in month ${month}`);
  return [rule.am, rule.pm].map(([opens = '', closes = '']) => [msOf(opens), msOf(closes)]);
}

function msOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}

/** SQL: the instant `hours` working hours after x by calendar `cal`. A span that ends exactly at a closing ends there. */
export function plusWorkingHours(x: string, hours: number, cal: string): string {
  const elapsed = `coalesce((SELECT v.before + min(${x}, v.closes) - v.opens FROM temp.wt v
    WHERE v.cal = ${cal} AND v.opens <= ${x} ORDER BY v.opens DESC LIMIT 1), 0)`;
  return `(SELECT CASE WHEN e.due <= w.before + w.closes - w.opens THEN w.opens + (e.due - w.before) END
    FROM (SELECT ${elapsed} + ${hours * 3_600_000} AS due) e CROSS JOIN temp.wt w
    WHERE w.cal = ${cal} AND w.before < e.due ORDER BY w.before DESC LIMIT 1)`;
}

/**
 * SQL: the instant `days` working days after x by calendar `cal`; the clock time is kept, outside hours it starts at the
 * next opening.
 */
export function plusWorkingDays(x: string, days: number, cal: string): string {
  return `(SELECT later.starts + (max(${x}, w.opens) - today.starts)
    FROM temp.wt w CROSS JOIN temp.wd today ON today.cal = w.cal AND today.dayno = w.dayno
      CROSS JOIN temp.wd later ON later.cal = w.cal AND later.dayno = w.dayno + ${days}
    WHERE w.cal = ${cal} AND w.closes > ${x} ORDER BY w.closes LIMIT 1)`;
}
