import type { CalendarFile } from '../shared/calendar';
import type { HistoryView } from '../shared/history';
import type { Snapshot } from '../shared/protocol';
import type { Thresholds } from '../shared/tones';
import type { WardListAnswer } from '../shared/wardLists';
import type { WardNote } from '../shared/wardNotes';
import type { AlertWatch } from './alerts/alertWatch';
import type { CalendarDesk } from './calendar/calendarDesk';
import type { Clock } from './clock';
import type { ClockDesk } from './clockDesk';
import type { Conditions } from './conditions';
import type { DecisionBook } from './db/decisionBook';
import type { FieldFigures } from './db/fieldSums';
import type { OperatorsBook } from './db/operatorsBook';
import type { PeriodAnswer, SeriesBucket } from './db/periods';
import type { PreviewAnswer } from './db/preview';
import type { KnownSource } from './db/sourceBook';
import type { LatenessFigures, LatenessQuestion } from './db/wardLateness';
import type { WardListQuestion } from './db/wardLists';
import type { AgencyDesk } from './ingest/agencyDesk';
import type { DoorAnswer, SentBody } from './ingest/door';
import type { NoteDesk } from './notes/noteDesk';
import type { Outgoing } from './realtime/publisher';
import type { StorageWatch } from './storageWatch';

export interface EngineParts {
  readonly file: string;
  readonly clock: Clock;
  /** What a log begins with that has no calendar yet. */
  readonly calendar: CalendarFile;
  readonly wardCodes: readonly string[];
  readonly knownCodes: readonly string[];
  readonly hashKey: Uint8Array;
  readonly simulated: boolean;
  readonly conditions: Conditions;
  readonly storage: StorageWatch;
  readonly thresholds: Thresholds;
  readonly silentAfterMs: number;
  readonly send: (message: Outgoing) => void;
  readonly listeners: () => number;
  /** The thread that parses bodies died and another one took its place. */
  readonly onRestart: (cause: Error) => void;
  /** A thread died: nothing can be trusted any more. */
  readonly onDeath: (cause: Error) => void;
}

export interface PeriodWish {
  readonly start: number;
  readonly end: number;
  readonly recordedUpTo: number;
}

export interface Engine {
  readonly epoch: string;
  readonly clock: Clock;
  readonly clockDesk: ClockDesk;
  readonly findSource: (secret: string) => KnownSource | null;
  readonly take: (body: Omit<SentBody, 'now'>) => Promise<DoorAnswer>;
  /**
   * Fixes the present: everything known now is recorded up to the returned instant, everything later after it. While
   * nothing can be written that is the last instant that was written down, while the clock is in doubt the last one
   * before; figures are as of it.
   */
  readonly fixNow: () => Promise<number>;
  readonly summary: (wish: PeriodWish) => Promise<PeriodAnswer>;
  readonly series: (
    wish: PeriodWish & { readonly by: 'hour' | 'day'; readonly ward: string | null; readonly listTo: number },
  ) => Promise<readonly SeriesBucket[]>;
  /** A period by field, of the city's wards or of one unit. */
  readonly fields: (wish: PeriodWish & { readonly ward: string | null }) => Promise<readonly FieldFigures[]>;
  /** Alerts and limits; judged from `begin` on, when the figures are complete. */
  readonly alerts: AlertWatch;
  /** One list of one ward, as of now; `lateness` and `notes` of a period, as they are known now. */
  readonly wardList: (wish: Omit<WardListQuestion, 'now'>) => Promise<WardListAnswer>;
  readonly lateness: (wish: LatenessQuestion) => Promise<LatenessFigures>;
  readonly notes: (wish: LatenessQuestion) => Promise<readonly WardNote[]>;
  readonly noteDesk: NoteDesk;
  readonly decisions: DecisionBook;
  /** How often a rule would have rung in so many days, under the limits in force. */
  readonly preview: (rule: string, days: number) => Promise<PreviewAnswer>;
  /** Whether what was said of alerts is durable; false: it is taken, and written down when that can be again. */
  readonly alertsKept: () => Promise<boolean>;
  /** Days and hours gone by, for the scenes; at most a second old. */
  readonly history: () => Promise<HistoryView>;
  /** The board as of its revision, as every replica that has all frames knows it. */
  readonly snapshot: () => Snapshot;
  /** The same once everything known has become a frame: as soon as the pace of frames allows. */
  readonly freshSnapshot: () => Promise<Snapshot>;
  /** What operators look up of the log, and the ingest keys. */
  readonly book: OperatorsBook;
  readonly agencies: AgencyDesk;
  readonly calendar: CalendarDesk;
  readonly backlog: () => number;
  /** How often the thread that parses bodies was replaced. */
  readonly parserRestarts: () => number;
  readonly reportCount: () => number;
  readonly close: () => Promise<void>;
}
