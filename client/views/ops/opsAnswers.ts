import type { DeviceView, Role } from '../../../shared/access';
import type { CalendarFile } from '../../../shared/calendar';
import type { ScreenStatus, SourceMood } from '../../../shared/protocol';
import type { Thresholds } from '../../../shared/tones';

/** What /api/v1/ops answers. */
export interface OpsView {
  readonly events: readonly {
    readonly alertId: string;
    readonly rule: string;
    readonly subject: string;
    readonly at: number;
    readonly state: string;
    readonly person: string | null;
    readonly reason: string | null;
  }[];
  readonly rang: { readonly tenMinutes: number; readonly hour: number };
  readonly rules: readonly {
    readonly name: string;
    readonly severity: 'act' | 'watch';
    readonly holdMs: number;
    readonly clearMs: number;
  }[];
  readonly versions: readonly {
    readonly validFrom: string;
    readonly recordedAt: number;
    readonly person: string;
    readonly limits: Thresholds;
  }[];
  readonly walls: readonly (ScreenStatus & {
    readonly id: string;
    readonly connectedSeconds: number;
    readonly saidSecondsAgo: number;
  })[];
}

export interface Preview {
  readonly times: number | null;
  readonly rang: readonly { readonly at: string; readonly subject: string }[];
}

/** What /api/v1/ops/calendar answers. */
export interface CalendarAnswer {
  readonly version: number;
  readonly recordedAt: string | null;
  readonly person: string;
  readonly lastDay: string;
  readonly saysLastDay: boolean;
  readonly file: CalendarFile;
  readonly changing: boolean;
  readonly differs: number | null;
  readonly versions: readonly {
    readonly version: number;
    readonly recordedAt: string | null;
    readonly person: string;
  }[];
}

/** What another calendar would change, or what is wrong with it. */
export interface CalendarLook {
  readonly problems: readonly { readonly where: string; readonly what: string }[];
  readonly change: {
    readonly days: number;
    readonly first: string | null;
    readonly last: string | null;
    readonly dossiers: number;
    readonly lastDay: string;
  } | null;
}

export interface PendingScreen {
  readonly code: string;
  readonly view: DeviceView;
  readonly ward: string | null;
  readonly address: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface PairedDevice {
  readonly id: number;
  readonly name: string;
  readonly view: DeviceView;
  readonly ward: string | null;
  readonly createdAt: string;
  readonly lastSeenAt: string | null;
  readonly rotatedAt: string | null;
  readonly revokedAt: string | null;
  readonly online: boolean;
}

export interface ScreensAnswer {
  readonly pairings: readonly PendingScreen[];
  readonly devices: readonly PairedDevice[];
}

export interface SourcesAnswer {
  readonly sources: readonly {
    readonly name: string;
    readonly title: string;
    readonly state: SourceMood;
    readonly lastReportAt: string | null;
    readonly quarantined: number;
  }[];
}

export interface QuarantineAnswer {
  readonly total: number;
  readonly rows: readonly QuarantineRow[];
  /** What came after the rows of a source and reason were full: only counted. */
  readonly beyond: readonly QuarantineRow[];
}

export interface QuarantineRow {
  readonly source: string;
  readonly reason: string;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly times: number;
}

export interface AuditRow {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly role: string;
  readonly address: string;
  readonly action: string;
  readonly ward: string | null;
  readonly detail: string | null;
}

export interface UserRow {
  readonly name: string;
  readonly role: Role;
  readonly ward: string | null;
  readonly createdAt: string;
  readonly lastSignInAt: string | null;
  readonly mustChangePassword: boolean;
  readonly totp: boolean;
  readonly disabledAt: string | null;
  readonly sessions: number;
}

export interface KeyRow {
  readonly source: string;
  readonly title: string;
  readonly quota: number | null;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** `GET /api/v1/ops/agencies`. */
export interface AgenciesAnswer {
  readonly agencies: readonly {
    readonly agency: string;
    /** null: the table does not know it, and what comes from it waits. */
    readonly ward: string | null;
    readonly waiting: number;
    readonly changedAt: string | null;
  }[];
}
