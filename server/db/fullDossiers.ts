import { createAtHand } from './atHand';
import type { LoggedReport } from './batchLines';
import type { Connection } from './open';

/** What tells a repetition in a dossier that takes no more reports, and how often it was retracted. */
export interface FullDossier {
  readonly said: Set<string>;
  retractions: number;
}

/** Reports that are kept at hand of full dossiers, of those that were asked for last (I10): some 20 MB. */
const REPORTS_AT_HAND = 100_000;

type Said = Pick<LoggedReport, 'sourceId' | 'occurredAt' | 'status' | 'wardCode' | 'contentText'>;

/** Without an id of its own a report is the same as another of its source if it says the same of the same dossier. */
export function saidBy({ sourceId, occurredAt, status, wardCode, contentText }: Said): string {
  return `${sourceId} ${occurredAt} ${status} ${wardCode} ${contentText}`;
}

/**
 * Full dossiers at hand, so that what is sent of one again and again is refused without reading its reports each time.
 * True as long as every report of the log passes `note`; given up whole when a transaction is rolled back.
 */
export function createFullDossiers(db: Connection) {
  const read = db.prepare<[number], Said & { readonly hasId: number; readonly retracted: number | null }>(
    `SELECT source_id AS sourceId, length(id_hash) > 0 AS hasId, occurred_at AS occurredAt, status, ward_code AS wardCode,
       content AS contentText, json_extract(content, '$.retracted') AS retracted FROM reports WHERE dossier_id = ?`,
  );
  const atHand = createAtHand<FullDossier>(REPORTS_AT_HAND);
  return {
    of: (dossierId: number): FullDossier => {
      const known = atHand.get(dossierId);
      if (known) return known;
      const dossier: FullDossier = { said: new Set(), retractions: 0 };
      for (const row of read.iterate(dossierId)) {
        if (!row.hasId) dossier.said.add(saidBy(row));
        if (row.retracted === 1) dossier.retractions++;
      }
      atHand.keep(dossierId, dossier, dossier.said.size);
      return dossier;
    },
    /** A report of the dossier was appended. */
    note: (dossierId: number, report: LoggedReport): void => {
      const dossier = atHand.get(dossierId);
      if (!dossier) return;
      if (report.content.retracted === true) dossier.retractions++;
      if (!report.hasId) dossier.said.add(saidBy(report));
      atHand.keep(dossierId, dossier, dossier.said.size);
    },
  };
}
