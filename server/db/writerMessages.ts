import type { MessagePort } from 'node:worker_threads';
import type { CalendarFile } from '../../shared/calendar';
import type { StorageFault } from '../../shared/conditions';
import type { AcceptedGroup, AcceptRequest } from './accept';
import type { AgencyChange } from './agencyBook';
import type { DeskNote } from './alertBook';
import type { CalendarTask } from './calendarTasks';
import type { DecisionNote } from './decisionBook';
import type { NoteRow } from './noteBook';

export interface WriterStart {
  readonly file: string;
  /** What a log without a calendar begins with. */
  readonly calendar: CalendarFile;
}

/** Each with an id is answered once: by a group, by `answer`, or by `failed`. */
export type ToWriter =
  | ({ readonly kind: 'accept'; readonly id: number } & AcceptRequest)
  | { readonly kind: 'seal'; readonly id: number; readonly instant: number; readonly aheadMs: number }
  | { readonly kind: 'desk'; readonly id: number; readonly note: DeskNote }
  | { readonly kind: 'note'; readonly id: number; readonly row: NoteRow }
  | { readonly kind: 'decide'; readonly id: number; readonly note: DecisionNote }
  /** Keeps the changes, if any, and counts what waited for them; answered when nothing waits for a known agency. */
  | { readonly kind: 'agencies'; readonly id: number; readonly now: number; readonly changes: readonly AgencyChange[] }
  | { readonly kind: 'calendar'; readonly id: number; readonly now: number; readonly task: CalendarTask }
  /** Asks the disk whether it takes anything again; answered with what it said. */
  | { readonly kind: 'probe'; readonly id: number }
  | { readonly kind: 'port'; readonly number: number; readonly port: MessagePort }
  /** Whoever held the other end is dead; answered when all that came this way is. */
  | { readonly kind: 'port-over'; readonly id: number; readonly number: number; readonly isDrained: boolean }
  | { readonly kind: 'close'; readonly id: number };

/** Entries in columns, moved between threads without copying. */
export interface EntryColumns {
  readonly instant: Float64Array;
  readonly ward: Int32Array;
  readonly counter: Uint8Array;
  readonly n: Int32Array;
}

export type FromWriter =
  | { readonly kind: 'ready'; readonly lastRecordedAt: number }
  | ({ readonly kind: 'group'; readonly ids: readonly number[]; readonly entries: EntryColumns } & Omit<
      AcceptedGroup,
      'entries'
    >)
  /** Nothing of these was taken. `fault`: because of the disk. */
  | {
      readonly kind: 'failed';
      readonly ids: readonly number[];
      readonly detail: string;
      readonly fault: StorageFault | null;
    }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'sealed'; readonly ids: readonly number[]; readonly instant: number }
  /** The log could not be opened; the thread ends. */
  | { readonly kind: 'unopened'; readonly detail: string; readonly fault: StorageFault }
  /** From now on nothing can be written, or (null) everything can again. */
  | { readonly kind: 'storage'; readonly fault: StorageFault | null }
  /** From now on what was written stays in the journal and is tried again, or (null) goes on into the log. */
  | { readonly kind: 'checkpoints'; readonly failing: string | null };
