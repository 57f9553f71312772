import { isRunByNpm } from '../config';
import { onParentGone, onSignals } from '../endings';

/** What is on its way when a stop is asked for has so long to be answered. */
const GRACE_MS = 3000;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** That somebody wants a command to end. It ends by itself, so that it can put its things away. */
export interface Stopping {
  /** Nothing more is begun. */
  readonly asked: AbortSignal;
  /** Nothing more is waited for: a while later, or at once when asked again. */
  readonly cut: AbortSignal;
  /** What a shell calls that end; null: nobody asked. */
  readonly exitCode: () => number | null;
  /** Throws what was given once a stop was asked for; lets signals arrive before it looks. */
  readonly look: (stop: () => Error) => Promise<void>;
}

export function watchStopping(): Stopping {
  const asked = new AbortController();
  const cut = new AbortController();
  let code: number | null = null;
  const ask = (exitCode: number): void => {
    if (asked.signal.aborted) {
      cut.abort();
      return;
    }
    code = exitCode;
    asked.abort();
    setTimeout(() => cut.abort(), GRACE_MS).unref();
  };
  onSignals((signal) => ask(EXIT_CODES[signal]));
  if (isRunByNpm()) onParentGone(() => ask(EXIT_CODES.SIGTERM));
  return {
    asked: asked.signal,
    cut: cut.signal,
    exitCode: () => code,
    look: async (stop) => {
      // What runs in one go, as writing to a log does, hears no signal between its parts.
      await new Promise((resolve) => setImmediate(resolve));
      if (asked.signal.aborted) throw stop();
    },
  };
}
