import type { CalendarFile } from './calendar';
import type { ServerCondition } from './conditions';
import type { Thresholds } from './tones';
import type { WardNote } from './wardNotes';

/** What travels between server and screens (contract: api.md "Live"). Counts only, never a dossier, never a person. */
export const PROTOCOL = 1;

export const VIEWS = ['wall', 'present', 'ward', 'ops', 'remote'] as const;
export type View = (typeof VIEWS)[number];

export interface WindowCounts {
  readonly received: number;
  readonly receivedOnline: number;
  readonly resolvedEarly: number;
  readonly resolvedOnTime: number;
  readonly resolvedLate: number;
}

export interface Stands {
  readonly pendingInTime: number;
  readonly pendingOverdue: number;
  readonly paused: number;
  readonly awaitingIntake: number;
  readonly intakeOverdue: number;
  /** Overdue by more than 10 working days. */
  readonly overdueLong: number;
  /** Of those pending in time: due within the next 4 working hours. */
  readonly dueSoon: number;
}

/** Live figures of a ward, of the city or of the city level. */
export interface UnitFigures {
  readonly today: WindowCounts;
  readonly month: WindowCounts;
  readonly stands: Stands;
}

export interface WardFigures extends UnitFigures {
  readonly code: string;
}

/** First and last calendar day of a window, both included. */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

export interface Windows {
  readonly today: DaySpan;
  readonly month: DaySpan;
}

export type SourceMood = 'live' | 'delayed' | 'silent' | 'off-hours';

export interface SourceState {
  readonly name: string;
  /** What the wall calls it. */
  readonly title: string;
  readonly state: SourceMood;
  /** When its last new report was recorded; null before the first ever. */
  readonly lastReportAt: string | null;
  /** While it is silent: the wards that have no other source which still speaks. */
  readonly wards: readonly string[];
}

export type AlertState = 'pending' | 'firing' | 'acknowledged' | 'shelved' | 'resolved';

export interface AlertView {
  readonly id: string;
  readonly rule: string;
  readonly state: AlertState;
  readonly wards: readonly string[];
  readonly since: string;
  readonly owner: string | null;
  /** A ward's code or a source's name: what it is about. */
  readonly subject: string;
  readonly severity: 'act' | 'watch';
  /** When it rang; null while it is pending. */
  readonly rangAt: string | null;
  readonly reason: string | null;
  /** When its owner comes back to it. */
  readonly returnAt: string | null;
  readonly shelvedUntil: string | null;
}

/** The working calendar that the server counts under; known again by its version. */
export interface CalendarInForce {
  readonly version: number;
  readonly file: CalendarFile;
}

export interface BoardView {
  readonly windows: Windows;
  readonly city: UnitFigures;
  readonly cityLevel: UnitFigures;
  readonly wards: readonly WardFigures[];
  readonly sources: readonly SourceState[];
  readonly alerts: readonly AlertView[];
  /** False before alerts were first looked at: that there are none is not known then. */
  readonly alertsJudged: boolean;
  /** What wards say about their figures: of today, and what still holds. */
  readonly notes: readonly WardNote[];
  /** The limits of tones and alerts that are in force. */
  readonly thresholds: Thresholds;
  /** What is not as it should be with the server itself, the gravest first. */
  readonly conditions: readonly ServerCondition[];
  /** Left out by a server that knows no versions of it: then the one of the build holds. */
  readonly calendar?: CalendarInForce;
}

export interface Heartbeat {
  readonly epoch: string;
  readonly rev: number;
  /** The instant the board speaks for. */
  readonly asOf: string;
  /** The server's time; it may run faster than real time in a demo. */
  readonly now: string;
  /** Seconds of `now` per second. */
  readonly speed: number;
}

export interface Snapshot extends Heartbeat, BoardView {
  /** True on every screen of a simulated city: "DỮ LIỆU MÔ PHỎNG". */
  readonly simulated: boolean;
  /** The latest items of the event line, newest last. */
  readonly ticker: readonly TickerItem[];
}

export interface Frame {
  readonly epoch: string;
  readonly fromRev: number;
  readonly rev: number;
  readonly asOf: string;
  readonly wards: readonly WardFigures[];
  readonly windows?: Windows;
  readonly city?: UnitFigures;
  readonly cityLevel?: UnitFigures;
  readonly sources?: readonly SourceState[];
  readonly alerts?: readonly AlertView[];
  readonly alertsJudged?: boolean;
  readonly notes?: readonly WardNote[];
  readonly thresholds?: Thresholds;
  readonly conditions?: readonly ServerCondition[];
  readonly calendar?: CalendarInForce;
}

export const TICKER_WHAT = [
  'submitted',
  'received',
  'received-online',
  'rejected',
  'processing',
  'supplement-requested',
  'payment-requested',
  'withdrawn',
  'stopped',
  'resolved-early',
  'resolved-on-time',
  'resolved-late',
  'returned',
] as const;
export type TickerWhat = (typeof TICKER_WHAT)[number];

export interface TickerItem {
  readonly at: string;
  readonly ward: string;
  /** Field code, never the procedure; empty when the source did not say. */
  readonly field: string;
  readonly what: TickerWhat;
}

export interface Ticker {
  readonly items: readonly TickerItem[];
}

export interface JoinRequest {
  readonly view: string;
  readonly protocol: number;
  /** For the remote: the secret that the presenter shows. */
  readonly secret?: string;
}

export type JoinReason = 'protocol' | 'view' | 'forbidden' | 'full';
export type JoinAnswer =
  | { readonly ok: true; readonly snapshot: Snapshot }
  | { readonly ok: false; readonly reason: JoinReason };

/** The board is not complete yet: how far it is. What is on a screen meanwhile is of before. */
export interface LoadingNews {
  readonly simulated: boolean;
  /** The day that is being loaded, from 1, of how many; null where nobody knows. */
  readonly day: number | null;
  readonly of: number | null;
}

export interface BuildNews {
  /** Address of the entry script of the build that is served. */
  readonly build: string;
  readonly withinSeconds: number;
}

export interface SceneOrder {
  readonly scene: string;
  /** For the spotlight: the ward it is on. */
  readonly ward: string | null;
}

export interface ScreenStatus {
  /** What people call this screen. */
  readonly screen: string;
  /** What it joined as. */
  readonly view: View;
  readonly build: string;
  readonly scene: string;
  /** Width × height @ device pixels per CSS pixel. */
  readonly size: string;
  /** Frames a second the page last managed; null while it is hidden. */
  readonly fps: number | null;
  /** Minutes of arc of the needed text at the farthest seat. */
  readonly arcMinutes: number;
  readonly lastError: string | null;
}
