import { formatInstant } from '../shared/localTime';
import { Busy } from './busy';
import type { Clock } from './clock';
import type { Conditions } from './conditions';
import { type ClockAcceptance, keepAcceptance, lastAcceptance } from './db/clockBook';
import type { Connection } from './db/open';
import type { Writer } from './db/writer';
import type { Steadily } from './steadily';
import { CLOCK_JUMP_MS, type ClockFault, type ClockWatch } from './watchedClock';

const LOOK_EVERY_MS = 1000;

/** Whether the server's clock is believed, told as a condition; and how somebody settles it. */
export interface ClockDesk {
  /** Null: the time is right, or is not watched. */
  readonly fault: () => ClockFault | null;
  /** Takes the clock's time for right and keeps that durably. Null: it is not in doubt. */
  readonly accept: () => { readonly expected: number; readonly accepted: number } | null;
  readonly stop: () => void;
}

interface DeskParts {
  readonly clock: Clock;
  readonly conditions: Pick<Conditions, 'set'>;
  /** Reads of the log; and its file, for what is kept. */
  readonly db: Connection;
  readonly file: string;
  /** The last instant that was recorded or answered. */
  readonly head: () => number;
  readonly steadily: Steadily;
}

export function openClockDesk({ clock, conditions, db, file, head, steadily }: DeskParts): ClockDesk {
  const { watch } = clock;
  if (!watch) return { fault: () => null, accept: () => null, stop: () => undefined };
  let known = lastAcceptance(db)?.id ?? 0;
  watch.onChange((fault) => conditions.set('clock', fault && conditionOf(fault)));
  holdToLog(watch, db, head());
  // A command of another process accepts by a row in the log.
  const timer = setInterval(() => {
    const last = steadily('clock', () => lastAcceptance(db));
    if (last && last.id > known) {
      known = last.id;
      watch.accept();
    } else watch.fault();
  }, LOOK_EVERY_MS);
  return {
    fault: watch.fault,
    accept: () => {
      const fault = watch.fault();
      if (!fault) return null;
      known = keepAcceptance(file, { at: watch.wall(), head: head() }).id;
      return { expected: fault.expected, accepted: watch.accept() };
    },
    stop: () => clearInterval(timer),
  };
}

/** A clock that is over a minute behind the log is in doubt from the start on, unless somebody has accepted it. */
export function holdToLog(watch: ClockWatch, db: Connection, head: number): void {
  if (!isExcused(lastAcceptance(db), head, watch.wall())) watch.startAfter(head);
}

/**
 * A log that was ahead of a clock that somebody accepted then is still ahead of it at the next start. It may have gone on
 * since by no more than the clock itself.
 */
export function isExcused(last: Omit<ClockAcceptance, 'id'> | null, head: number, wall: number): boolean {
  if (!last || wall < last.at - CLOCK_JUMP_MS) return false;
  return head <= last.head + Math.max(0, wall - last.at) + CLOCK_JUMP_MS;
}

/** The writer for what carries an instant of recording: refused while the time is in doubt. */
export function heldToClock(writer: Writer, clock: Clock): Writer {
  const held =
    <A extends unknown[], R>(write: (...wish: A) => Promise<R>) =>
    async (...wish: A): Promise<R> => {
      if (clock.vetted() === null) throw new Busy('clock');
      return write(...wish);
    };
  const setLimits = held(writer.keep);
  return {
    ...writer,
    note: held(writer.note),
    decide: held(writer.decide),
    mapAgencies: held(writer.mapAgencies),
    calendar: held(writer.calendar),
    // Alerts themselves go on: the one about the clock must ring, and be taken.
    keep: (note) => (note.thresholds.length > 0 ? setLimits(note) : writer.keep(note)),
  };
}

function conditionOf({ since, expected, found }: ClockFault) {
  return {
    kind: 'clock',
    since: formatInstant(since),
    expected: formatInstant(expected),
    found: formatInstant(found),
  } as const;
}
