import { windowCounts } from './board';
import { COUNTER_SLOTS } from './counters';
import type { UnitFigures, WardFigures, WindowCounts } from './protocol';

/** What the scenes show beside the live board: days and hours gone by, under today's knowledge. Counts only. */
export interface HistoryView {
  /** The instant it speaks for. */
  readonly asOf: string;
  /** The last working days before today, oldest first: YYYY-MM-DD. */
  readonly workingDays: readonly string[];
  /** Per ward what it received on each of `workingDays`. */
  readonly received: Readonly<Record<string, readonly number[]>>;
  /** The city's last days, today included and last. */
  readonly days: readonly DayCounts[];
  readonly hours: {
    /** The city by hour of the day, 0…23; hours that have not begun are left out. */
    readonly today: readonly WindowCounts[];
    /** The working day before, whole. */
    readonly before: readonly WindowCounts[];
    readonly beforeDay: string;
    /** The working day before up to the present time of day. */
    readonly beforeSoFar: WindowCounts;
  };
  /** The figures as the present day began; what moved since is today's doing. */
  readonly morning: readonly WardFigures[];
  /** The figures some minutes ago, for the line of what changed. */
  readonly earlier: { readonly at: string; readonly city: UnitFigures; readonly wards: readonly WardFigures[] };
}

export interface DayCounts extends WindowCounts {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly working: boolean;
}

export const HISTORY_WORKING_DAYS = 10;
export const HISTORY_DAYS = 14;
export const EARLIER_MINUTES = 15;

const NOTHING = new Float64Array(COUNTER_SLOTS);

/** What a bucket's step of the prefix sums counts; nothing where there is no step. */
export function countsOfStep(step: Float64Array | undefined): WindowCounts {
  return windowCounts(step ?? NOTHING, NOTHING);
}
