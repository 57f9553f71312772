import type { ProbeOutcome } from '../../shared/freshness';

const EVERY_MS = 5000;
const LIMIT_MS = 2000;
const ADDRESS = '/healthz';

export interface Probe {
  /** What the last call came to that ended since the line was live; null: none yet. */
  readonly outcome: () => ProbeOutcome | null;
  /** The line was tried since the server began to answer plain calls, and could not be opened. */
  readonly openedInVain: () => boolean;
  /** Called often: asks when it is time to. */
  readonly look: (isNeeded: boolean) => void;
  /** An attempt to open the line begins; it failed. */
  readonly trying: () => void;
  readonly failed: () => void;
  readonly stop: () => void;
}

/** Asks the page's own server for next to nothing while the line is not live, so that a screen knows who is silent. */
export function createProbe(onOutcome: (outcome: ProbeOutcome) => void): Probe {
  let outcome: ProbeOutcome | null = null;
  /** Since when every call was answered. */
  let answeredMs: number | null = null;
  let inVain = false;
  let triedMs = Number.NEGATIVE_INFINITY;
  let nextMs = 0;
  let asking: AbortController | null = null;
  const forget = (): void => {
    asking?.abort();
    asking = null;
    outcome = null;
    answeredMs = null;
    inVain = false;
    nextMs = 0;
  };
  const ask = async (): Promise<void> => {
    const mine = new AbortController();
    asking = mine;
    nextMs = performance.now() + EVERY_MS;
    const came = await callWithin(mine);
    // The line came back meanwhile: whatever this call met is over.
    if (asking !== mine) return;
    asking = null;
    outcome = came;
    if (came !== 'answered') {
      answeredMs = null;
      inVain = false;
    } else answeredMs ??= performance.now();
    onOutcome(came);
  };
  return {
    outcome: () => outcome,
    openedInVain: () => inVain,
    look: (isNeeded) => {
      if (!isNeeded) forget();
      else if (!asking && performance.now() >= nextMs) void ask();
    },
    trying: () => {
      triedMs = performance.now();
    },
    failed: () => {
      if (answeredMs !== null && triedMs >= answeredMs) inVain = true;
    },
    stop: forget,
  };
}

/** A proxy's own "bad gateway" is no answer of the server: nobody could be reached behind it. */
async function callWithin(call: AbortController): Promise<ProbeOutcome> {
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    call.abort();
  }, LIMIT_MS);
  try {
    const answer = await fetch(ADDRESS, { signal: call.signal, cache: 'no-store' });
    return answer.ok ? 'answered' : 'refused';
  } catch {
    return isOver ? 'unanswered' : 'refused';
  } finally {
    clearTimeout(timer);
  }
}
