const BEAT_MS = 20;
/** So late timers come on any machine. */
const USUAL_MS = 5;

export interface OwnLag {
  /** For so long altogether this process was not let run: what it carries or answers for others came so much later. */
  readonly heldUpMs: () => number;
  readonly stop: () => void;
}

export function watchOwnLag(): OwnLag {
  let heldUpMs = 0;
  let due = performance.now() + BEAT_MS;
  const beat = setInterval(() => {
    const lateMs = performance.now() - due;
    if (lateMs > USUAL_MS) heldUpMs += lateMs;
    due = performance.now() + BEAT_MS;
  }, BEAT_MS);
  return { heldUpMs: () => heldUpMs, stop: () => clearInterval(beat) };
}
