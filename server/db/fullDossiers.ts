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
  const atHand = new Map<number, FullDossier>();
  let reports = 0;
  const forgetOldest = (): void => {
    for (const [id, { said }] of atHand) {
      if (reports <= REPORTS_AT_HAND || atHand.size === 1) return;
      atHand.delete(id);
      reports -= said.size;
    }
  };
  return {
    of: (dossierId: number): FullDossier => {
      let dossier = atHand.get(dossierId);
      if (dossier) atHand.delete(dossierId);
      else {
        dossier = { said: new Set(), retractions: 0 };
        for (const row of read.iterate(dossierId)) {
          if (!row.hasId) dossier.said.add(saidBy(row));
          if (row.retracted === 1) dossier.retractions++;
        }
        reports += dossier.said.size;
      }
      // The last asked for stands last.
      atHand.set(dossierId, dossier);
      forgetOldest();
      return dossier;
    },
    /** A report of the dossier was appended. */
    note: (dossierId: number, report: LoggedReport): void => {
      const dossier = atHand.get(dossierId);
      if (!dossier) return;
      if (report.content.retracted === true) dossier.retractions++;
      const known = dossier.said.size;
      if (!report.hasId) dossier.said.add(saidBy(report));
      reports += dossier.said.size - known;
    },
  };
}
