import { type CalendarFile, createCalendar } from '../../shared/calendar';
import type { AcceptedGroup, Ledger } from './accept';
import { ALL_DOSSIERS, type Calendars, saveStep, saveVersion } from './calendarBook';
import { CHANGED_AT_ONCE, createChangedDossiers } from './changedDossiers';
import type { EntryRow } from './difference';
import type { Connection } from './open';
import { saveCheck } from './recount';

/** What is done to the log as a whole, one transaction a task; `request`: what a command asked for, and is then done with. */
export type CalendarTask =
  /** Records a calendar as known from now on. */
  | { readonly do: 'record'; readonly person: string; readonly file: CalendarFile; readonly request: number | null }
  /** Carries the latest calendar on to the next dossiers. */
  | { readonly do: 'step' }
  /** Records differences that a recount found; `last`: no more follow. */
  | {
      readonly do: 'mend';
      readonly entries: readonly EntryRow[];
      readonly last: boolean;
      readonly request: number | null;
    }
  /** Keeps by how many dossiers the entries differ from the reports. */
  | { readonly do: 'checked'; readonly dossiers: number };

export interface TaskOutcome {
  /** record: it was taken; step: every dossier is counted under the latest calendar. */
  readonly done: boolean;
  readonly group: AcceptedGroup | null;
}

export type CalendarTasks = (task: CalendarTask, now: number) => TaskOutcome;

/** The writer's part of calendars and recounts. `limits` is for tests. */
export function createCalendarTasks(
  db: Connection,
  calendars: Calendars,
  ledger: Ledger,
  limits = CHANGED_AT_ONCE,
): CalendarTasks {
  let running: ReturnType<typeof createChangedDossiers> | null = null;
  const isDone = () => calendars.state().upTo >= ALL_DOSSIERS;
  const forget = db.prepare('DELETE FROM log_requests WHERE id = ?');
  /** Whether it is still to be done: a request that is gone was done before. */
  const takes = (request: number | null): boolean => request === null || forget.run(request).changes === 1;

  const record = ({ person, file, request }: Extract<CalendarTask, { do: 'record' }>, now: number): TaskOutcome => {
    if (!isDone()) return { done: false, group: null };
    const group = ledger.amend(now, (recordedAt) => {
      if (takes(request)) saveVersion(db, { recordedAt, person, file });
      return [];
    });
    calendars.reload();
    running = null;
    return { done: true, group };
  };
  const step = (now: number): TaskOutcome => {
    if (isDone()) return { done: true, group: null };
    const { inForce, before, upTo } = calendars.state();
    running ??= createChangedDossiers(db, createCalendar(before.file), createCalendar(inForce.file));
    const { next } = running;
    const group = ledger.amend(now, (recordedAt) => {
      const stretch = next(upTo, limits);
      saveStep(db, { recordedAt, version: inForce.id, upTo: stretch.done ? ALL_DOSSIERS : stretch.upTo });
      return stretch.entries;
    });
    calendars.reload();
    return { done: isDone(), group };
  };
  const mend = ({ entries, last, request }: Extract<CalendarTask, { do: 'mend' }>, now: number): TaskOutcome => {
    const group = ledger.amend(now, (recordedAt) => {
      if (!takes(request)) return [];
      db.prepare('INSERT INTO recounts (recorded_at, entries) VALUES (?, ?)').run(recordedAt, entries.length);
      if (last) saveCheck(db, 0);
      return entries;
    });
    return { done: true, group };
  };
  return (task, now) => {
    switch (task.do) {
      case 'record':
        return record(task, now);
      case 'step':
        return step(now);
      case 'mend':
        return mend(task, now);
      case 'checked':
        saveCheck(db, task.dossiers);
        return { done: true, group: null };
    }
  };
}
