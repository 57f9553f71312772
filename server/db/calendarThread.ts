/** Looks through the whole log beside everything else: what a calendar would change, or whether the entries are right. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { CalendarFile } from '../../shared/calendar';
import { nameFaults } from '../threadFaults';
import { type CalendarPreview, previewCalendar } from './calendarPreview';
import { openReader } from './open';
import { recount } from './recount';

export interface LookStart {
  readonly file: string;
  /** The calendar that is thought of; null: are the entries what the reports say? */
  readonly calendar: CalendarFile | null;
}

export type LookAnswer = CalendarPreview | { readonly dossiers: number };

function main(home: MessagePort, { file, calendar }: LookStart): void {
  nameFaults();
  const db = openReader(file);
  try {
    const tell = () => undefined;
    const answer: LookAnswer = calendar
      ? previewCalendar(db, calendar, tell)
      : { dossiers: recount(db, tell).dossiers };
    home.postMessage(answer);
  } finally {
    db.close();
  }
}

if (parentPort && workerData) main(parentPort, workerData as LookStart);
