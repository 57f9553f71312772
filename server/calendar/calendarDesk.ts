import { type CalendarFile, createCalendar, followCalendar, type WorkingCalendar } from '../../shared/calendar';
import { calendarEnd } from '../../shared/calendarChange';
import { formatDay, formatInstant, MINUTE_MS } from '../../shared/localTime';
import type { CalendarInForce } from '../../shared/protocol';
import { Busy } from '../busy';
import { monotonicMs } from '../clock';
import type { Conditions } from '../conditions';
import { ALL_DOSSIERS, isRecorded, listCalendars, readChangeState } from '../db/calendarBook';
import type { CalendarPreview } from '../db/calendarPreview';
import type { CalendarTask } from '../db/calendarTasks';
import { nextRequest } from '../db/logRequests';
import type { Connection } from '../db/open';
import { readCheck } from '../db/recount';
import type { Writer } from '../db/writer';
import type { Steadily } from '../steadily';
import type { StorageWatch } from '../storageWatch';
import { type Look, lookThrough } from './lookThrough';
import { createPreviews } from './previews';

const VERSIONS_SHOWN = 20;
/** A look through the whole log that failed is not begun again at once. */
const LOOK_AGAIN_MS = 10 * MINUTE_MS;

/** What operators see of the calendar. */
export interface CalendarView {
  readonly version: number;
  /** Null: known from the beginning. */
  readonly recordedAt: string | null;
  readonly person: string;
  /** The last day it speaks of, and whether it says so itself: else it is only the last day it names. */
  readonly lastDay: string;
  readonly saysLastDay: boolean;
  readonly file: CalendarFile;
  /** True while dossiers are still carried over to it. */
  readonly changing: boolean;
  /** About by how many dossiers the log differs from its reports; null: being found out. */
  readonly differs: number | null;
  /** The last recorded ones, newest first. */
  readonly versions: readonly {
    readonly version: number;
    readonly recordedAt: string | null;
    readonly person: string;
  }[];
}

/** The working calendar in force: who uses it, who changes it, and what follows from a change. */
export interface CalendarDesk {
  /** Always the one in force, whoever holds it. */
  readonly calendar: WorkingCalendar;
  /** What screens are told of it. */
  readonly inForce: () => CalendarInForce;
  readonly view: () => CalendarView;
  /** False: the one before is not yet in force everywhere. */
  readonly record: (person: string, file: CalendarFile) => Promise<boolean>;
  /** What a calendar would change; null: still being found out, asked again it goes on. */
  readonly preview: (file: CalendarFile) => Promise<CalendarPreview | null>;
  /** The built-in file is no calendar that this log ever knew: it is ignored. */
  readonly isFileIgnored: boolean;
  /** Once a second: what commands ask for, and what only time changes. */
  readonly refresh: () => void;
  readonly stop: () => Promise<void>;
}

interface DeskParts {
  readonly db: Connection;
  readonly file: string;
  readonly writer: Pick<Writer, 'calendar'>;
  readonly builtIn: CalendarFile;
  readonly conditions: Conditions;
  readonly storage: Pick<StorageWatch, 'tellFailing'>;
  readonly steadily: Steadily;
  readonly now: () => number;
  /** Another one is in force. */
  readonly onChange: (inForce: CalendarInForce) => void;
}

export function createCalendarDesk(parts: DeskParts): CalendarDesk {
  const { db, file, writer, builtIn, conditions, storage, steadily, now, onChange } = parts;
  let inForce = inForceIn(db, builtIn);
  let current = createCalendar(inForce.file);
  let working = false;
  let stopped = false;
  let checked = readCheck(db);
  let checking = false;
  let looking: Look | null = null;
  let lookedMs = Number.NEGATIVE_INFINITY;
  /** By how many dossiers the log differs, until that is kept. */
  let found: number | null = null;
  const previews = createPreviews(file);
  const calendar = followCalendar(() => current);

  const reload = (): void => {
    const latest = inForceIn(db, builtIn);
    if (latest.version !== inForce.version) {
      inForce = latest;
      current = createCalendar(latest.file);
      onChange(latest);
    }
    checked = readCheck(db);
    tellConditions();
  };
  const tellConditions = (): void => {
    conditions.set('calendar-ends', calendarEnd(current, now()));
    const { dossiers } = checked;
    conditions.set('calendar-differs', dossiers > 0 ? { kind: 'calendar-differs', dossiers } : null);
  };
  const nextTask = (): CalendarTask | null => {
    const state = readChangeState(db);
    return state !== null && state.upTo < ALL_DOSSIERS ? { do: 'step' } : nextRequest(db);
  };
  /** What is asked for and what is half done, in order. What cannot be stored now is tried again a second later. */
  const work = async (): Promise<void> => {
    if (working) return;
    working = true;
    try {
      while (!stopped) {
        const task = steadily('calendar tasks', nextTask);
        if (!task) break;
        await writer.calendar(now(), task);
        if (!stopped) steadily('calendar', reload);
      }
    } catch (cause) {
      if (!(cause instanceof Busy)) throw cause;
    } finally {
      working = false;
    }
  };
  /** Null: it could not be found out, which was told. */
  const look = async (): Promise<number | null> => {
    if (monotonicMs() - lookedMs < LOOK_AGAIN_MS) return null;
    lookedMs = monotonicMs();
    looking = lookThrough({ file, calendar: null });
    try {
      const { dossiers } = await looking.answer;
      storage.tellFailing('reading: the whole log', null);
      return dossiers;
    } catch (cause) {
      if (!stopped) storage.tellFailing('reading: the whole log', cause instanceof Error ? cause.message : '');
      return null;
    } finally {
      looking = null;
    }
  };
  /** Found out once; what was found is kept as soon as it can be stored. */
  const check = async (): Promise<void> => {
    if (!checked.due || checking || stopped) return;
    checking = true;
    try {
      found ??= await look();
      if (found === null || stopped) return;
      await writer.calendar(now(), { do: 'checked', dossiers: found });
      if (!stopped) steadily('calendar', reload);
    } catch (cause) {
      if (!(cause instanceof Busy)) throw cause;
    } finally {
      checking = false;
    }
  };
  const refresh = (): void => {
    steadily('calendar', () => {
      checked = readCheck(db);
      tellConditions();
    });
    void work();
    void check();
  };
  tellConditions();
  return {
    calendar,
    inForce: () => inForce,
    view: () => viewOf(db, builtIn),
    record: async (person, wanted) => {
      const done = await writer.calendar(now(), { do: 'record', person, file: wanted, request: null });
      steadily('calendar', reload);
      void work();
      return done;
    },
    preview: previews.of,
    isFileIgnored: !isRecorded(db, builtIn),
    refresh,
    stop: async () => {
      stopped = true;
      await Promise.all([looking?.stop(), previews.stop()]);
    },
  };
}

function inForceIn(db: Connection, builtIn: CalendarFile): CalendarInForce {
  const [latest] = listCalendars(db, 1);
  return { version: latest?.id ?? 0, file: latest?.file ?? builtIn };
}

function viewOf(db: Connection, builtIn: CalendarFile): CalendarView {
  const versions = listCalendars(db, VERSIONS_SHOWN);
  const [inForce = { id: 0, recordedAt: 0, person: '', file: builtIn }] = versions;
  const check = readCheck(db);
  const instant = (at: number) => (at === 0 ? null : formatInstant(at));
  return {
    version: inForce.id,
    recordedAt: instant(inForce.recordedAt),
    person: inForce.person,
    lastDay: formatDay(createCalendar(inForce.file).lastCoveredDay),
    saysLastDay: inForce.file.coversTo !== undefined,
    file: inForce.file,
    changing: (readChangeState(db)?.upTo ?? ALL_DOSSIERS) < ALL_DOSSIERS,
    differs: check.due ? null : check.dossiers,
    versions: versions.map(({ id, recordedAt, person }) => ({ version: id, recordedAt: instant(recordedAt), person })),
  };
}
