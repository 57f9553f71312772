/** The lists that a ward sees of its own dossiers, and nobody else's. Never a name, never a whole number. */
export const WARD_LISTS = ['due-soon', 'overdue', 'awaiting-intake', 'paused', 'uncollected', 'suspect'] as const;
export type WardList = (typeof WARD_LISTS)[number];

/** One dossier in a list (api.md `GET /api/v1/wards/:code/dossiers`). Instants are RFC 3339 text. */
export interface WardListRow {
  /** Last four digits of its number. */
  readonly hint: string;
  readonly field: string | null;
  readonly channel: string | null;
  readonly status: number;
  readonly submittedAt: string | null;
  readonly receivedAt: string | null;
  readonly dueAt: string | null;
  readonly finishedAt: string | null;
  /** Since when it is in this list's state: due, submitted, said to be paused, finished; a suspect: last heard of. */
  readonly since: string | null;
  /**
   * Whole working days until it is due, 0 on the last one. Overdue: −1 from the first moment on, −2 after one whole
   * working day …; null without a due date, and when it is done.
   */
  readonly workingDaysLeft: number | null;
  /** Working minutes until it is due, 0 when it is overdue; null as above. */
  readonly workingMinutesLeft: number | null;
  /** Why a row of `suspect` is suspected; null in the other lists. */
  readonly suspicion: 'finished-at-receipt' | 'finished-unsaid' | 'long-untouched' | null;
}

export interface WardListAnswer {
  readonly ward: string;
  readonly list: WardList;
  readonly asOf: string;
  /** How many there are; `rows` holds at most the first 500. */
  readonly total: number;
  readonly rows: readonly WardListRow[];
}

export const MAX_LIST_ROWS = 500;
/** An overdue dossier of which nothing was reported for more working days than this may be done already (DQ7). */
export const UNTOUCHED_DAYS = 5;

/** What lateness is made of: dossiers of one ward that were resolved in a period, or stood overdue at its end. */
export interface LatenessCounts {
  /** Resolved in the period (D3), and of these after their due date. */
  readonly resolved: number;
  readonly late: number;
  /** Open and overdue at the end of the period (D4). */
  readonly overdue: number;
}

export interface FieldLateness extends LatenessCounts {
  /** Code of the field; empty when the source did not say. */
  readonly field: string;
}

export interface ProcedureLateness extends FieldLateness {
  /** Code of the procedure; empty when the source did not say. */
  readonly procedure: string;
}

/** `GET /api/v1/wards/:code/lateness`: most late and overdue first. */
export interface LatenessAnswer {
  readonly from: string;
  readonly to: string;
  readonly ward: string;
  readonly asOf: string;
  readonly fields: readonly FieldLateness[];
  readonly procedures: readonly ProcedureLateness[];
}
