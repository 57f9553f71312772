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

/** Why nothing is heard, as far as a screen can know. `unknown`: it cannot be told yet. */
export const SILENCE_CAUSES = ['offline', 'refused', 'unanswered', 'line-blocked', 'unknown'] as const;
export type SilenceCause = (typeof SILENCE_CAUSES)[number];

/** What a plain call of the server's own address came to: it failed at once, or nothing came within its time. */
export type ProbeOutcome = 'answered' | 'refused' | 'unanswered';

export interface SilenceEvidence {
  readonly mood: ConnectionMood;
  readonly onLine: boolean;
  readonly socketOpen: boolean;
  /** The last call that ended since the line was live; null: none yet. It stands until the next ends. */
  readonly probe: ProbeOutcome | null;
  /** The line was tried after the server had answered a plain call, and could not be opened. */
  readonly openedInVain: boolean;
}

/**
 * Says only what is known. The socket alone proves nothing: one to a server that stands still is closed by the screen's own
 * patience, so what a plain call came to counts, whatever the socket does. Null: there is no silence.
 */
export function silenceCause({ mood, onLine, socketOpen, probe, openedInVain }: SilenceEvidence): SilenceCause | null {
  if (mood === 'live') return null;
  if (!onLine) return 'offline';
  if (probe === 'refused' || probe === 'unanswered') return probe;
  return probe === 'answered' && !socketOpen && openedInVain ? 'line-blocked' : 'unknown';
}

/** From here on a silence is said: within three seconds of the last word. */
export const MARKED_AFTER_MS = DELAYED_AFTER_MS;
/** From here on live figures lose their colour and say their age. */
export const VEILED_AFTER_MS = SILENT_AFTER_MS;

export interface SilenceLook {
  readonly marked: boolean;
  readonly veiled: boolean;
}

/** How a screen shows what it knows, `ageMs` after it last heard of the board. A short cut passes unsaid. */
export function silenceLook(isSilent: boolean, ageMs: number): SilenceLook {
  return { marked: isSilent && ageMs >= MARKED_AFTER_MS, veiled: isSilent && ageMs >= VEILED_AFTER_MS };
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
