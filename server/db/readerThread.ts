/** Long reads run here, on their own read-only connection, so that no tick of the main thread waits for them. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { openReader } from './open';
import { createPeriods, type PeriodQuestion, type SeriesQuestion } from './periods';

export interface ReaderStart {
  readonly file: string;
  readonly wardCodes: readonly string[];
}

export type ToReader =
  | { readonly id: number; readonly kind: 'summary'; readonly question: PeriodQuestion }
  | { readonly id: number; readonly kind: 'series'; readonly question: SeriesQuestion };

export type FromReader =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failure: string };

function main(home: MessagePort, { file, wardCodes }: ReaderStart): void {
  const periods = createPeriods(openReader(file), wardCodes);
  home.on('message', (message: ToReader) => {
    try {
      const answer = message.kind === 'summary' ? periods.summary(message.question) : periods.series(message.question);
      home.postMessage({ id: message.id, answer } satisfies FromReader);
    } catch (cause) {
      const failure = cause instanceof Error ? cause.message : String(cause);
      home.postMessage({ id: message.id, failure } satisfies FromReader);
    }
  });
}

if (parentPort) main(parentPort, workerData as ReaderStart);
