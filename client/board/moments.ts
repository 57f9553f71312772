import { type Accessor, createContext, createMemo, useContext } from 'solid-js';
import { dayOf, MINUTE_MS } from '../../shared/localTime';
import { type Knowledge, knowledgeOf } from './selectors';
import type { BoardReader } from './store';

/**
 * The server's time for what does not show seconds. `now()` moves five times a second and is for clocks and ages alone;
 * whoever follows these is woken once a minute, once a day, or when something is known for the first time.
 */
export interface Moments {
  /** The instant at which the present minute began; null before the first word of the server. */
  readonly minute: Accessor<number | null>;
  /** The present day, as `dayOf` counts. */
  readonly day: Accessor<number | null>;
  readonly knowledge: Accessor<Knowledge>;
}

export function createMoments({ state, now }: BoardReader): Moments {
  const minute = createMemo(() => {
    const at = now();
    return at === null ? null : Math.floor(at / MINUTE_MS) * MINUTE_MS;
  });
  const day = createMemo(() => {
    const at = minute();
    return at === null ? null : dayOf(at);
  });
  const knowledge = createMemo(() => knowledgeOf(state.board, minute()), undefined, {
    equals: (a, b) => a.ever === b.ever && a.today === b.today,
  });
  return { minute, day, knowledge };
}

const MomentsContext = createContext<Moments>();
export const MomentsProvider = MomentsContext.Provider;

export function useMoments(): Moments {
  const moments = useContext(MomentsContext);
  if (!moments) throw new Error('useMoments outside a MomentsProvider');
  return moments;
}
