import { createMemo } from 'solid-js';
import { type SilenceCause, silenceLook } from '../../shared/freshness';
import { useBoard } from './store';

export interface Silence {
  /** It is said, wherever figures are live: nothing new of them comes. */
  readonly marked: () => boolean;
  /** Live figures lose their colour and say their age. */
  readonly veiled: () => boolean;
  /** Why; `loading`: the server is heard, but its board is not complete. Null: nothing stands in the way. */
  readonly cause: () => SilenceCause | 'loading' | null;
  /** Since the server last spoke of the board. It moves several times a second; only what shows an age reads it. */
  readonly ageMs: () => number;
}

/** What every view goes by while its live figures cannot be. */
export function useSilence(): Silence {
  const { state, silentMs } = useBoard();
  const isSilent = () => state.mood !== 'live' || state.loading !== null;
  const look = createMemo(() => silenceLook(isSilent(), silentMs()), undefined, {
    equals: (a, b) => a.marked === b.marked && a.veiled === b.veiled,
  });
  return {
    marked: () => look().marked || state.loading !== null,
    // Where nothing stands there is nothing to grey.
    veiled: () => look().veiled && state.board !== null,
    cause: () => state.cause ?? (state.loading === null ? null : 'loading'),
    ageMs: silentMs,
  };
}
