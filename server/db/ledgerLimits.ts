/** What the log takes of one thing, so that one source gone wild neither fills it nor slows the others down (I10). */
export interface LedgerLimits {
  /** Distinct reports of one dossier, judged in order of arrival: D1's only exception. */
  readonly reportsADossier: number;
  /** Retractions that one dossier takes all the same: with one of them it is out of every count. */
  readonly retractionsBeyond: number;
  /** Distinct field codes; each is a row and a number that the process keeps. */
  readonly fields: number;
  /** Rows of quarantine a source and reason; beyond them refusals are only counted. */
  readonly quarantineRows: number;
}

export const LEDGER_LIMITS: LedgerLimits = {
  reportsADossier: 1000,
  retractionsBeyond: 100,
  fields: 5000,
  quarantineRows: 1000,
};

/** Reasons under which the log itself refuses what the door let through. */
export const TOO_MANY_REPORTS = 'too-many-reports';
export const TOO_MANY_FIELDS = 'too-many-fields';
