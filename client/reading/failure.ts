import type { Answered } from '../access/ask';
import { pauseMs } from './backoff';

/** Why a question was not answered. */
export type Why = 'away' | 'slow' | 'busy' | 'refused' | 'missing' | 'wrong' | 'garbled';

export interface Failure {
  readonly why: Why;
  readonly path: string;
  /** The HTTP status; 0 when nobody answered. */
  readonly status: number;
  /** What the server said, in English. */
  readonly detail: string;
  /** In how many seconds it is asked again by itself; null: not until somebody asks, for the same would be answered. */
  readonly againS: number | null;
}

/** An answer that is none. */
export class Unanswered extends Error {
  constructor(
    readonly answer: Answered,
    readonly path: string,
  ) {
    super(`${path} ${answer.status}`);
  }
}

/** The longest that a server can make a page wait by its word. */
const LONGEST_WAIT_S = 60;
const FINAL: readonly Why[] = ['refused', 'missing', 'wrong'];

/** What became of the try after so many failures; a cause that is no answer is an answer that could not be read. */
export function failureOf(cause: unknown, path: string, failures: number): Failure {
  const pauseS = pauseMs(failures) / 1000;
  if (!(cause instanceof Unanswered)) return { why: 'garbled', path, status: 0, detail: '', againS: pauseS };
  const { answer } = cause;
  const why = whyOf(answer);
  const againS = FINAL.includes(why) ? null : Math.max(Math.min(answer.waitSeconds, LONGEST_WAIT_S), pauseS);
  return { why, path: cause.path, status: answer.status, detail: answer.detail, againS };
}

/** What the status says; 408 and 429 pass, as the server's own faults do. */
export function whyOf({ status, ok, isLate }: Answered): Why {
  if (ok) return 'garbled';
  if (status === 0) return isLate ? 'slow' : 'away';
  if (status === 401 || status === 403) return 'refused';
  if (status === 404 || status === 410) return 'missing';
  return status < 500 && status !== 408 && status !== 429 ? 'wrong' : 'busy';
}
