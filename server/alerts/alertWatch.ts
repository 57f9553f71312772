import { randomBytes } from 'node:crypto';
import { ALERT_RULES } from '../../shared/alerts';
import type { AlertAct } from '../../shared/alerts/lifecycle';
import { type WorkingCalendar, workingMsBetween } from '../../shared/calendar';
import type { ServerCondition } from '../../shared/conditions';
import { DAY_MS, dayOf, formatDay, HOUR_MS, MINUTE_MS, monthStart, startOfDay } from '../../shared/localTime';
import type { SourceState } from '../../shared/protocol';
import type { Thresholds } from '../../shared/tones';
import { UNIT_CODE } from '../../shared/wards';
import {
  type AlertEvent,
  alertEventsSince,
  hasAlerts,
  listThresholdVersions,
  openAlerts,
  type ThresholdVersion,
} from '../db/alertBook';
import type { Connection } from '../db/open';
import type { Reader } from '../db/reader';
import type { Writer } from '../db/writer';
import type { LiveBoard } from '../realtime/liveBoard';
import { createAlertDesk } from './alertDesk';
import type { AlertSaver } from './alertSaver';
import type { OverfullSources } from './overfullSources';

const LOOK_EVERY_MS = 250;
const QUIET_EVERY_MS = 1000;
const BALANCE_EVERY_MS = 60_000;
/** A ward that was silent for longer is silent; walking the calendar further back would only cost time. */
const QUIET_HORIZON_MS = 14 * DAY_MS;
const EVENTS_SHOWN = 200;

export interface AlertWatch {
  /** From now on alerts are judged: the board's figures are complete. */
  readonly begin: () => void;
  readonly stop: () => void;
  readonly act: (id: string, act: AlertAct) => string | null;
  readonly setLimits: (version: ThresholdVersion) => Promise<void>;
  readonly versions: () => readonly ThresholdVersion[];
  readonly history: () => AlertHistory;
}

export interface AlertHistory {
  readonly events: readonly AlertEvent[];
  /** How many alerts rang in the last ten minutes and in the last hour; ISA-18.2 calls ten in ten minutes a flood. */
  readonly rang: { readonly tenMinutes: number; readonly hour: number };
}

interface WatchParts {
  readonly db: Connection;
  readonly writer: Pick<Writer, 'keep'>;
  readonly saver: Pick<AlertSaver, 'save'>;
  readonly reader: Reader;
  readonly live: LiveBoard;
  readonly calendar: WorkingCalendar;
  /** The sources as they are at this moment. */
  readonly sources: () => readonly SourceState[];
  /** Per ward when anything was last reported of it. */
  readonly heardAt: () => ReadonlyMap<string, number>;
  readonly overfull: OverfullSources;
  readonly conditions: () => readonly ServerCondition[];
  /** Whether screens know this unit. */
  readonly isKnown: (code: string) => boolean;
  readonly builtIn: Thresholds;
  readonly now: () => number;
  readonly wake: () => void;
}

/** The limits in force at an instant: of the versions whose validity has begun the youngest, of one day the last recorded; else the built-in ones. */
export function limitsAt(versions: readonly ThresholdVersion[], builtIn: Thresholds, now: number): Thresholds {
  const today = formatDay(dayOf(now));
  const begun = versions.filter((version) => version.validFrom <= today);
  const inForce = begun.reduce<ThresholdVersion | null>(
    (best, one) =>
      best === null ||
      one.validFrom > best.validFrom ||
      (one.validFrom === best.validFrom && one.recordedAt > best.recordedAt)
        ? one
        : best,
    null,
  );
  return inForce?.limits ?? builtIn;
}

/** Ties the rules to the live board: looks several times a second, keeps limits, quiet wards and balances at hand. */
export function createAlertWatch(parts: WatchParts): AlertWatch {
  const { db, writer, reader, live, calendar, now, wake } = parts;
  let versions: readonly ThresholdVersion[] = listThresholdVersions(db);
  let limits = limitsAt(versions, parts.builtIn, now());
  let quietMs: ReadonlyMap<string, number> = new Map();
  let unbalanced: ReadonlyMap<string, number> = new Map();
  const timers: NodeJS.Timeout[] = [];

  const refreshSlow = (): void => {
    const at = now();
    const quiet = [...parts.heardAt()].map(
      ([code, heard]) => [code, workingMsBetween(calendar, Math.max(heard, at - QUIET_HORIZON_MS), at)] as const,
    );
    quietMs = new Map(quiet);
    limits = limitsAt(versions, parts.builtIn, at);
    live.setThresholds(limits);
  };
  const refreshBalance = async (): Promise<void> => {
    const at = now();
    const start = startOfDay(monthStart(dayOf(at)));
    const { wards } = await reader.summary({ start, end: at, recordedUpTo: at });
    unbalanced = new Map(wards.map((ward) => [ward.code, ward.unbalanced]));
  };
  const desk = createAlertDesk({
    rules: ALERT_RULES,
    // No rule judges a unit that is in no list any more: what rang of it would ring for ever.
    stored: openAlerts(db).filter(({ subject }) => !UNIT_CODE.test(subject) || parts.isKnown(subject)),
    firstLook: !hasAlerts(db),
    now,
    input: () => ({
      wards: live.wards(),
      sources: parts.sources(),
      quietMs,
      unbalanced,
      overfull: parts.overfull.lastHour(now()),
      conditions: parts.conditions(),
      limits,
    }),
    save: parts.saver.save,
    onChange: (views) => {
      live.setAlerts(views);
      wake();
    },
    newId: () => randomBytes(8).toString('hex'),
  });
  live.setThresholds(limits);
  return {
    begin: () => {
      if (timers.length > 0) return;
      // Told before anything is shown as complete: a demo's clock has leapt since the sources were last looked at.
      live.setSources(parts.sources());
      refreshSlow();
      desk.look();
      live.setAlerts(desk.views());
      wake();
      timers.push(
        setInterval(desk.look, LOOK_EVERY_MS),
        setInterval(refreshSlow, QUIET_EVERY_MS),
        // A balance that cannot be read now is read a minute later; the reader's death has its own alarm.
        setInterval(() => void refreshBalance().catch(() => undefined), BALANCE_EVERY_MS),
      );
    },
    stop: () => {
      for (const timer of timers) clearInterval(timer);
    },
    act: desk.act,
    setLimits: async (version) => {
      await writer.keep({ alerts: [], forgotten: [], events: [], thresholds: [version] });
      versions = [version, ...versions];
      refreshSlow();
      desk.look();
      wake();
    },
    versions: () => versions,
    history: () => historyAt(db, now()),
  };
}

function historyAt(db: Connection, at: number): AlertHistory {
  const events = alertEventsSince(db, at - DAY_MS, EVENTS_SHOWN);
  const rangSince = (since: number) =>
    new Set(alertEventsSince(db, since, EVENTS_SHOWN * 10).flatMap((e) => (e.state === 'firing' ? [e.alertId] : [])))
      .size;
  return { events, rang: { tenMinutes: rangSince(at - 10 * MINUTE_MS), hour: rangSince(at - HOUR_MS) } };
}
