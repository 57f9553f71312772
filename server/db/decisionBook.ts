import { asc, lte } from 'drizzle-orm';
import type { DecisionEntry, DecisionPin, FollowUp } from '../../shared/decisions';
import { formatInstant } from '../../shared/localTime';
import { asDrizzle, type Connection } from './open';
import { decisions } from './schema';
import type { Writer } from './writer';

/** What is said when a decision is taken. */
export interface DecisionContent {
  readonly text: string;
  readonly owner: string;
  readonly due: string;
  readonly pin: DecisionPin;
}

/** What is said of it later. */
export interface FollowUpContent {
  readonly text: string;
  readonly closes: boolean;
}

export type DecisionNote = { readonly recordedAt: number; readonly person: string } & (
  | { readonly decisionId: null; readonly content: DecisionContent }
  | { readonly decisionId: number; readonly content: FollowUpContent }
);

/** `unknown`: there is no such decision; `closed`: nothing more can be said of it. */
export type DecisionSaved =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly why: 'unknown' | 'closed' };

/** What meetings decided: read here, written by the one thread that writes. */
export interface DecisionBook {
  /** All that was decided up to an instant, each with what had been said of it by then; the newest first. */
  readonly list: (recordedUpTo: number) => readonly DecisionEntry[];
  readonly add: (note: DecisionNote) => Promise<DecisionSaved>;
}

export function createDecisionBook(db: Connection, writer: Pick<Writer, 'decide'>): DecisionBook {
  return { list: (recordedUpTo) => listDecisions(db, recordedUpTo), add: writer.decide };
}

/** Appends a decision, or what became of one; looked up and written in one transaction, so that nobody follows up on a closed one. */
export function saveDecision(db: Connection, note: DecisionNote): DecisionSaved {
  const store = asDrizzle(db);
  const isClosed = (row: { readonly content: string }) => (JSON.parse(row.content) as FollowUpContent).closes;
  return db
    .transaction((): DecisionSaved => {
      const rows = store.select().from(decisions).orderBy(asc(decisions.id)).all();
      if (note.decisionId !== null) {
        if (!rows.some((row) => row.id === note.decisionId && row.decisionId === null)) {
          return { ok: false, why: 'unknown' };
        }
        if (rows.some((row) => row.decisionId === note.decisionId && isClosed(row))) {
          return { ok: false, why: 'closed' };
        }
      }
      const id = (rows.at(-1)?.id ?? 0) + 1;
      store
        .insert(decisions)
        .values({ ...note, id, content: JSON.stringify(note.content) })
        .run();
      return { ok: true, id };
    })
    .immediate();
}

function listDecisions(db: Connection, recordedUpTo: number): readonly DecisionEntry[] {
  const rows = asDrizzle(db)
    .select()
    .from(decisions)
    .where(lte(decisions.recordedAt, recordedUpTo))
    .orderBy(asc(decisions.id))
    .all();
  const followUps = new Map<number, FollowUp[]>();
  const found: DecisionEntry[] = [];
  for (const { id, decisionId, person, recordedAt, content } of rows) {
    const said = { person, recordedAt: formatInstant(recordedAt) };
    if (decisionId === null) {
      const list: FollowUp[] = [];
      followUps.set(id, list);
      found.push({ id, ...(JSON.parse(content) as DecisionContent), ...said, followUps: list });
    } else followUps.get(decisionId)?.push({ ...(JSON.parse(content) as FollowUpContent), ...said });
  }
  return found.reverse();
}
