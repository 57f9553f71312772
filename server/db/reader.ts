import type { HistoryView } from '../../shared/history';
import { DAY_MS } from '../../shared/localTime';
import type { WardListAnswer } from '../../shared/wardLists';
import type { WardNote } from '../../shared/wardNotes';
import { Busy } from '../busy';
import { startThread, THREADS } from '../thread';
import type { FieldFigures, FieldsQuestion } from './fieldSums';
import type { HistoryQuestion } from './history';
import type { NotesQuestion } from './noteBook';
import type { PeriodAnswer, PeriodQuestion, SeriesBucket, SeriesQuestion } from './periods';
import type { PreviewAnswer, PreviewQuestion } from './preview';
import type { FromReader, ReaderStart, ToReader } from './readerThread';
import type { LatenessFigures, LatenessQuestion } from './wardLateness';
import type { WardListQuestion } from './wardLists';
import { StoreFailure } from './writer';

const WARM_MS = 14 * DAY_MS;
/** Readings that may wait for their answer; more are turned away (I10). */
export const MAX_READINGS = 200;

export interface Reader {
  readonly summary: (question: PeriodQuestion) => Promise<PeriodAnswer>;
  readonly series: (question: SeriesQuestion) => Promise<readonly SeriesBucket[]>;
  readonly fields: (question: FieldsQuestion) => Promise<readonly FieldFigures[]>;
  readonly history: (question: HistoryQuestion) => Promise<HistoryView>;
  readonly preview: (question: PreviewQuestion) => Promise<PreviewAnswer>;
  readonly wardList: (question: WardListQuestion) => Promise<WardListAnswer>;
  readonly lateness: (question: LatenessQuestion) => Promise<LatenessFigures>;
  readonly notes: (question: NotesQuestion) => Promise<readonly WardNote[]>;
  readonly close: () => Promise<void>;
}

/** Resolves when it has answered once, about the fortnight up to `now`: whoever asks first does not wait for it to come up. */
export async function startReader(start: ReaderStart, now: number, onDeath: (cause: Error) => void): Promise<Reader> {
  const worker = startThread(THREADS.reader, start);
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (cause: Error) => void }>();
  let lastId = 0;
  let closing = false;
  worker.on('message', (message: FromReader) => {
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if ('failure' in message) {
      one?.reject(message.isStorage ? new StoreFailure(message.failure, 'failing') : new Error(message.failure));
    } else one?.resolve(message.answer);
  });
  worker.on('error', onDeath);
  worker.on('exit', (code) => {
    for (const one of waiting.values()) one.reject(new Error('the reader stopped'));
    if (!closing) onDeath(new Error(`the reader thread stopped with code ${code}`));
  });
  const ask = <A>(message: ToReader): Promise<A> =>
    new Promise((resolve, reject) => {
      if (waiting.size >= MAX_READINGS) throw new Busy('readings');
      waiting.set(message.id, { resolve: (answer) => resolve(answer as A), reject });
      worker.postMessage(message);
    });
  const reader: Reader = {
    summary: (question) => ask<PeriodAnswer>({ id: ++lastId, kind: 'summary', question }),
    series: (question) => ask<readonly SeriesBucket[]>({ id: ++lastId, kind: 'series', question }),
    fields: (question) => ask<readonly FieldFigures[]>({ id: ++lastId, kind: 'fields', question }),
    history: (question) => ask<HistoryView>({ id: ++lastId, kind: 'history', question }),
    preview: (question) => ask<PreviewAnswer>({ id: ++lastId, kind: 'preview', question }),
    wardList: (question) => ask<WardListAnswer>({ id: ++lastId, kind: 'wardList', question }),
    lateness: (question) => ask<LatenessFigures>({ id: ++lastId, kind: 'lateness', question }),
    notes: (question) => ask<readonly WardNote[]>({ id: ++lastId, kind: 'notes', question }),
    close: async () => {
      closing = true;
      await worker.terminate();
    },
  };
  await reader.summary({ start: now - WARM_MS, end: now, recordedUpTo: now });
  return reader;
}
