import type { ProbeOutcome } from '../../shared/freshness';

const TRIED_EVERY_MS = 5000;
const TRIED_IN_VAIN_EVERY_MS = 30_000;

/**
 * How the line is tried again. A browser holds a page's next WebSocket back, by up to 5 s, once a dozen have failed within
 * minutes: an attempt lasts for longer than that, and few are made while the server does not even answer plain calls.
 */
export const ATTEMPTS = {
  reconnectionDelay: 200,
  reconnectionDelayMax: TRIED_EVERY_MS,
  timeout: 8000,
} as const;

/** Follows whether the server answers plain calls; what is returned says that it does so again: the line is tried at once. */
export function createAttempts(pauseAtMost: (ms: number) => void): (outcome: ProbeOutcome) => boolean {
  let isAnswering = true;
  return (outcome) => {
    const was = isAnswering;
    isAnswering = outcome === 'answered';
    if (was !== isAnswering) pauseAtMost(isAnswering ? TRIED_EVERY_MS : TRIED_IN_VAIN_EVERY_MS);
    return isAnswering && !was;
  };
}
