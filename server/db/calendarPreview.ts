import { type CalendarFile, createCalendar } from '../../shared/calendar';
import { formatDay } from '../../shared/localTime';
import { readChangeState } from './calendarBook';
import { createChangedDossiers } from './changedDossiers';
import type { Connection } from './open';

export interface CalendarPreview {
  /** Days that differ, the first and the last of them; 0 and null when none does. */
  readonly days: number;
  readonly first: string | null;
  readonly last: string | null;
  /** How many dossiers count otherwise. */
  readonly dossiers: number;
}

/** What a calendar would change in a log that is counted under the one in force. */
export function previewCalendar(
  db: Connection,
  file: CalendarFile,
  tell: (done: number, total: number) => void,
): CalendarPreview {
  return db.transaction(() => {
    const state = readChangeState(db);
    if (!state) throw new Error('a log without a calendar');
    const { change, lastDossier, next } = createChangedDossiers(
      db,
      createCalendar(state.inForce.file),
      createCalendar(file),
    );
    if (!change) return { days: 0, first: null, last: null, dossiers: 0 };
    let dossiers = 0;
    for (let stretch = next(0); ; stretch = next(stretch.upTo)) {
      dossiers += stretch.changed;
      tell(stretch.upTo, lastDossier());
      if (stretch.done) break;
    }
    return { days: change.days, first: formatDay(change.first), last: formatDay(change.last), dossiers };
  })();
}
