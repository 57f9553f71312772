import { STATUS, type TimelineReport } from '../../shared/report';
import { type DossierState, dossierState, orderTimeline } from '../../shared/timeline';
import type { LoggedReport } from './batchLines';
import type { Connection } from './open';
import { LISTED } from './schema';

export interface DossierNames {
  readonly id: number;
  readonly key: Uint8Array;
  readonly hint: string;
}

export type DossierBook = ReturnType<typeof createDossierBook>;

const COLUMNS = [
  'ward_code',
  'status',
  'occurred_at',
  'status_since',
  'field_code',
  'procedure_code',
  'channel',
  'submitted_at',
  'received_at',
  'due_at',
  'finished_at',
  'returned_at',
  'ended_at',
  'retracted',
  'listed',
] as const;

/** The state of every dossier, for lists: recomputed whole with each of its reports. */
export function createDossierBook(db: Connection) {
  const save = db.prepare(
    `INSERT INTO dossiers (id, key, hint, ${COLUMNS.join(', ')}) VALUES (?, ?, ?${', ?'.repeat(COLUMNS.length)})
     ON CONFLICT (id) DO UPDATE SET ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  );
  return {
    save: ({ id, key, hint }: DossierNames, timeline: readonly TimelineReport[], recordedAt: number): void => {
      const s = dossierState(timeline);
      if (!s) return;
      const words = [s.wardCode, s.status, s.occurredAt, s.statusSince, s.fieldCode, s.procedureCode, s.channel];
      const dates = [s.submittedAt, s.receivedAt, s.dueAt, s.finishedAt, s.returnedAt, s.endedAt];
      save.run(
        id,
        key,
        hint,
        ...words,
        ...dates,
        s.retracted ? 1 : 0,
        isListed(s, recordedAt) ? LISTED.yes : LISTED.no,
      );
    },
  };
}

const OVER: ReadonlySet<number> = new Set([STATUS.rejected, STATUS.withdrawn, STATUS.stopped, STATUS.returned]);

/**
 * False when no list can hold it any more, now or later: whatever it says lies before the instant of recording. A
 * report that runs ahead of the server's clock keeps its dossier listed, though time alone will take it off.
 */
function isListed(s: DossierState, recordedAt: number): boolean {
  if (s.retracted) return false;
  const isHandedOver = s.status === STATUS.completed && s.returnedAt !== null && s.returnedAt < recordedAt;
  if (!OVER.has(s.status) && !isHandedOver) return true;
  return Math.max(s.occurredAt, s.receivedAt ?? 0, s.endedAt ?? 0) >= recordedAt;
}

const FILLED_AT_ONCE = 2000;

/**
 * Fills in the rows that were written before there were lists, from their reports. Once after an upgrade, before
 * anything is served: about ten seconds for a million reports. Interrupted, it goes on where it was.
 */
export function fillDossiers(db: Connection, reportsOf: (dossierId: number) => LoggedReport[]): number {
  const unknown = db.prepare<[number], DossierNames>(
    `SELECT id, key, hint FROM dossiers WHERE listed <> 0 AND listed = ${LISTED.unknown} LIMIT ?`,
  );
  const recordedAt = db.prepare<[], number>('SELECT coalesce(max(recorded_at), 0) FROM recordings').pluck().get() ?? 0;
  const book = createDossierBook(db);
  const fillSome = db.transaction((): number => {
    const rows = unknown.all(FILLED_AT_ONCE);
    for (const row of rows) book.save(row, orderTimeline(reportsOf(row.id)), recordedAt);
    return rows.length;
  });
  let filled = 0;
  for (let some = fillSome.immediate(); some > 0; some = fillSome.immediate()) filled += some;
  return filled;
}
