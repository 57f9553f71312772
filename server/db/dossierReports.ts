import type { ReportContent } from '../../shared/report';
import type { LoggedReport } from './batchLines';
import type { Connection } from './open';

interface LoggedRow extends Omit<LoggedReport, 'hasId' | 'contentText' | 'content'> {
  readonly idBytes: number;
  readonly content: string;
}

/** All reports of one dossier, in no order. */
export function createReportsOf(db: Connection): (dossierId: number) => LoggedReport[] {
  const read = db.prepare<[number], LoggedRow>(
    `SELECT source_id AS sourceId, length(id_hash) AS idBytes, occurred_at AS occurredAt, status, ward_code AS wardCode,
       content FROM reports WHERE dossier_id = ?`,
  );
  return (dossierId) =>
    read.all(dossierId).map(({ sourceId, idBytes, occurredAt, status, wardCode, content }) => ({
      sourceId,
      hasId: idBytes > 0,
      occurredAt,
      status,
      wardCode,
      contentText: content,
      content: JSON.parse(content) as ReportContent,
    }));
}
