import { setTimeout as pause } from 'node:timers/promises';

const BEAT_MS = 50;

/**
 * Asks a server for next to nothing, again and again. What is returned ends it, and says the longest that an answer took:
 * for so long the machine did not let the server run.
 */
export function watchServer(origin: string): () => Promise<number> {
  let isWatched = true;
  let longestMs = 0;
  const ask = async (): Promise<void> => {
    while (isWatched) {
      const from = performance.now();
      await (await fetch(`${origin}/healthz`)).text();
      longestMs = Math.max(longestMs, performance.now() - from);
      await pause(BEAT_MS);
    }
  };
  const asking = ask();
  return async () => {
    isWatched = false;
    await asking;
    return longestMs;
  };
}
