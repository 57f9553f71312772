import type { MessagePort } from 'node:worker_threads';
import type { CalendarFile } from '../../shared/calendar';
import type { AcceptAnswer, AcceptRequest } from './accept';
import type { AgencyChange } from './agencyBook';
import type { DeskNote } from './alertBook';
import type { CalendarTask } from './calendarTasks';
import type { DecisionNote, DecisionSaved } from './decisionBook';
import type { NoteOutcome, NoteRow } from './noteBook';
import type { AcceptedLine } from './tickerLine';

export interface WriterStart {
  readonly file: string;
  /** What a log without a calendar begins with. */
  readonly calendar: CalendarFile;
}

export type ToWriter =
  | ({ readonly kind: 'accept'; readonly id: number } & AcceptRequest)
  | { readonly kind: 'seal'; readonly id: number; readonly instant: number }
  | { readonly kind: 'desk'; readonly id: number; readonly note: DeskNote }
  | { readonly kind: 'note'; readonly id: number; readonly row: NoteRow }
  | { readonly kind: 'decide'; readonly id: number; readonly note: DecisionNote }
  /** Keeps the changes, if any, and counts what waited for them; noted when nothing waits for a known agency. */
  | { readonly kind: 'agencies'; readonly id: number; readonly now: number; readonly changes: readonly AgencyChange[] }
  | { readonly kind: 'calendar'; readonly id: number; readonly now: number; readonly task: CalendarTask }
  | { readonly kind: 'port'; readonly port: MessagePort }
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
  | {
      readonly kind: 'group';
      readonly ids: readonly number[];
      readonly answers: readonly AcceptAnswer[];
      readonly recordedAt: number;
      readonly lastEntrySeq: number;
      readonly entries: EntryColumns;
      readonly ticker: readonly AcceptedLine[];
      readonly heard: readonly { readonly sourceId: number; readonly wards: readonly number[] }[];
    }
  | { readonly kind: 'failed'; readonly ids: readonly number[]; readonly detail: string }
  | { readonly kind: 'sealed'; readonly id: number; readonly instant: number }
  | { readonly kind: 'noted'; readonly id: number }
  | { readonly kind: 'note'; readonly id: number; readonly outcome: NoteOutcome }
  | { readonly kind: 'decided'; readonly id: number; readonly saved: DecisionSaved }
  | { readonly kind: 'calendar'; readonly id: number; readonly done: boolean }
  | { readonly kind: 'closed'; readonly id: number };
