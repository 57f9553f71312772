import type { JoinAnswer, JoinRequest } from '../../shared/protocol';

const UNANSWERED_MS = 3000;
const AGAIN_MS = 500;

/** What of a socket asking to join needs. */
interface JoinLine {
  readonly isOpen: () => boolean;
  readonly ask: (request: JoinRequest, answer: (answer: JoinAnswer) => void) => void;
}

export interface Join {
  readonly ask: () => void;
  /** The server holds the question until its board is complete: it is not asked again meanwhile. */
  readonly isHeld: () => void;
  /** The line closed: what was asked on it stays unanswered. */
  readonly lost: () => void;
}

/** One join at a time; unanswered or refused for a passing reason, it is asked again a little later. */
export function createJoin(line: JoinLine, request: JoinRequest, onAnswer: (answer: JoinAnswer) => void): Join {
  let asked = 0;
  let isAsking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waitFor = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isAsking = false;
      ask();
    }, ms);
  };
  const lost = (): void => {
    clearTimeout(timer);
    isAsking = false;
    asked++;
  };
  const ask = (): void => {
    if (isAsking || !line.isOpen()) return;
    isAsking = true;
    const mine = ++asked;
    waitFor(UNANSWERED_MS);
    line.ask(request, (answer) => {
      if (mine !== asked) return;
      lost();
      onAnswer(answer);
      if (!answer.ok && answer.reason === 'full') waitFor(AGAIN_MS);
    });
  };
  return { ask, isHeld: () => void (isAsking && waitFor(UNANSWERED_MS)), lost };
}
