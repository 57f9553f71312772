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
  /** Whole working days until it is due; negative: so many working days overdue; null without a due date. */
  readonly workingDaysLeft: number | null;
  /** Working minutes until it is due, 0 when it is overdue; null without a due date. */
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
