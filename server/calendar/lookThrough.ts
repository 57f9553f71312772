import type { LookAnswer, LookStart } from '../db/calendarThread';
import { startThread, THREADS } from '../thread';

export interface Look {
  /** Rejects when it could not be found out. */
  readonly answer: Promise<LookAnswer>;
  readonly stop: () => Promise<void>;
}

/** Looks through a whole log in a thread of its own, which ends with its answer. */
export function lookThrough(start: LookStart): Look {
  const worker = startThread(THREADS.calendar, start);
  const answer = new Promise<LookAnswer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the look through the log ended without an answer')));
  });
  return { answer, stop: async () => void (await worker.terminate()) };
}
