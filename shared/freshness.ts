import { isOfficeOpen, type WorkingCalendar, workingMsBetween } from './calendar';
import { MINUTE_MS } from './localTime';
import type { SourceMood } from './protocol';

/** Three silences are told apart (I7): this module names the two that a screen judges and the one the server judges. */
export type ConnectionMood = 'live' | 'delayed' | 'silent' | 'cut-off';

export const DELAYED_AFTER_MS = 2500;
export const SILENT_AFTER_MS = 10_000;
export const SOURCE_DELAYED_AFTER_MS = MINUTE_MS;

export interface Link {
  readonly socketOpen: boolean;
  readonly onLine: boolean;
  /** By the viewer's own monotonic clock (I6), since the last frame or heartbeat. */
  readonly msSinceHeard: number;
}

export function connectionMood({ socketOpen, onLine, msSinceHeard }: Link): ConnectionMood {
  if (!socketOpen || !onLine) return 'cut-off';
  if (msSinceHeard >= SILENT_AFTER_MS) return 'silent';
  return msSinceHeard >= DELAYED_AFTER_MS ? 'delayed' : 'live';
}

export interface SourceSilence {
  /** Instant of the last thing heard from the source; null before the first. */
  readonly heardAt: number | null;
  readonly now: number;
  readonly calendar: WorkingCalendar;
  readonly silentAfterMs: number;
}

/** A source may be quiet outside office hours; its silence is counted in working time. */
export function sourceMood({ heardAt, now, calendar, silentAfterMs }: SourceSilence): SourceMood {
  if (heardAt !== null && now - heardAt <= SOURCE_DELAYED_AFTER_MS) return 'live';
  if (!isOfficeOpen(calendar, now)) return 'off-hours';
  // A silence older than a fortnight is silence; walking the calendar over years would only cost time.
  if (heardAt === null || now - heardAt > 14 * 24 * 60 * MINUTE_MS) return 'silent';
  const quietMs = workingMsBetween(calendar, heardAt, now);
  if (quietMs > silentAfterMs) return 'silent';
  return quietMs > SOURCE_DELAYED_AFTER_MS ? 'delayed' : 'live';
}
