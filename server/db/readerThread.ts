/** Long reads run here, on their own read-only connection, so that no tick of the main thread waits for them. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { CalendarFile } from '../../shared/calendar';
import { nameFaults } from '../threadFaults';
import { calendarInForce } from './calendarBook';
import { createFieldSums, type FieldsQuestion } from './fieldSums';
import { createHistory, type HistoryQuestion } from './history';
import { createNotesOfPeriod, type NotesQuestion } from './noteBook';
import { openReader } from './open';
import { createPeriods, type PeriodQuestion, type SeriesQuestion } from './periods';
import { createPreview, type PreviewQuestion } from './preview';
import { isStorageFault } from './storageFault';
import { createWardLateness, type LatenessQuestion } from './wardLateness';
import { createWardLists, type WardListQuestion } from './wardLists';

export interface ReaderStart {
  readonly file: string;
  readonly wardCodes: readonly string[];
  /** Holds where the log knows no calendar. */
  readonly calendar: CalendarFile;
}

export type ToReader =
  | { readonly id: number; readonly kind: 'summary'; readonly question: PeriodQuestion }
  | { readonly id: number; readonly kind: 'series'; readonly question: SeriesQuestion }
  | { readonly id: number; readonly kind: 'fields'; readonly question: FieldsQuestion }
  | { readonly id: number; readonly kind: 'history'; readonly question: HistoryQuestion }
  | { readonly id: number; readonly kind: 'preview'; readonly question: PreviewQuestion }
  | { readonly id: number; readonly kind: 'wardList'; readonly question: WardListQuestion }
  | { readonly id: number; readonly kind: 'lateness'; readonly question: LatenessQuestion }
  | { readonly id: number; readonly kind: 'notes'; readonly question: NotesQuestion };

export type FromReader =
  | { readonly id: number; readonly answer: unknown }
  /** `isStorage`: because of the disk. */
  | { readonly id: number; readonly failure: string; readonly isStorage: boolean };

function main(home: MessagePort, { file, wardCodes, calendar }: ReaderStart): void {
  nameFaults();
  const db = openReader(file);
  const periods = createPeriods(db, wardCodes);
  const fields = createFieldSums(db);
  const history = createHistory(db, wardCodes);
  const { calendar: workingCalendar, refresh } = calendarInForce(db, calendar);
  const preview = createPreview(db, wardCodes, workingCalendar);
  const wardList = createWardLists(db, workingCalendar);
  const lateness = createWardLateness(db);
  const notes = createNotesOfPeriod(db);
  const answerTo = (message: ToReader): unknown => {
    switch (message.kind) {
      case 'summary':
        return periods.summary(message.question);
      case 'series':
        return periods.series(message.question);
      case 'fields':
        return fields(message.question);
      case 'history':
        return history(message.question);
      case 'preview':
        return preview(message.question);
      case 'wardList':
        return wardList(message.question);
      case 'lateness':
        return lateness(message.question);
      case 'notes':
        return notes(message.question);
    }
  };
  home.on('message', (message: ToReader) => {
    try {
      refresh();
      home.postMessage({ id: message.id, answer: answerTo(message) } satisfies FromReader);
    } catch (cause) {
      const failure = cause instanceof Error ? cause.message : String(cause);
      const isStorage = isStorageFault(cause);
      home.postMessage({ id: message.id, failure, isStorage } satisfies FromReader);
    }
  });
}

if (parentPort) main(parentPort, workerData as ReaderStart);
