import { type CalendarFile, createCalendar, followCalendar, type WorkingCalendar } from '../../shared/calendar';
import { calendarEnd } from '../../shared/calendarChange';
import { formatDay, formatInstant } from '../../shared/localTime';
import type { CalendarInForce } from '../../shared/protocol';
import { Busy } from '../busy';
import type { Conditions } from '../conditions';
import { ALL_DOSSIERS, isRecorded, listCalendars, readChangeState } from '../db/calendarBook';
import type { CalendarPreview } from '../db/calendarPreview';
import { nextRequest } from '../db/logRequests';
import type { Connection } from '../db/open';
import { readCheck } from '../db/recount';
import type { Writer } from '../db/writer';
import { lookThrough } from './lookThrough';
import { createPreviews } from './previews';

const VERSIONS_SHOWN = 20;

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
  readonly now: () => number;
  /** Another one is in force. */
  readonly onChange: (inForce: CalendarInForce) => void;
}

export function createCalendarDesk({ db, file, writer, builtIn, conditions, now, onChange }: DeskParts): CalendarDesk {
  let inForce = inForceIn(db, builtIn);
  let current = createCalendar(inForce.file);
  let working = false;
  let stopped = false;
  let checked = readCheck(db);
  let checking: ReturnType<typeof lookThrough> | null = null;
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
  /** What is asked for and what is half done, in order. What cannot be stored now is tried again a second later. */
  const work = async (): Promise<void> => {
    if (working) return;
    working = true;
    try {
      for (let more = true; more && !stopped; ) {
        const state = readChangeState(db);
        const request = nextRequest(db);
        const isChanging = state !== null && state.upTo < ALL_DOSSIERS;
        more = isChanging || request !== null;
        if (isChanging) await writer.calendar(now(), { do: 'step' });
        else if (request) await writer.calendar(now(), request);
        if (more) reload();
      }
    } catch (cause) {
      if (!(cause instanceof Busy) && !stopped) throw cause;
    } finally {
      working = false;
    }
  };
  const check = async (): Promise<void> => {
    if (!checked.due || checking || stopped) return;
    checking = lookThrough({ file, calendar: null });
    try {
      const { dossiers } = await checking.answer;
      await writer.calendar(now(), { do: 'checked', dossiers });
      reload();
    } catch {
      // Still due: it is tried again, at the latest by the next start.
    }
    checking = null;
  };
  const refresh = (): void => {
    checked = readCheck(db);
    tellConditions();
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
      reload();
      void work();
      return done;
    },
    preview: previews.of,
    isFileIgnored: !isRecorded(db, builtIn),
    refresh,
    stop: async () => {
      stopped = true;
      await Promise.all([checking?.stop(), previews.stop()]);
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
