import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { useBoard } from '../../board/store';

/** A line that is opened anew needs a moment; what is shown meanwhile says its own time. */
const GRACE_MS = 2000;
/** A timer that fires so much too late was asleep with the device: its time was no time without a line. */
const LATE_MS = 500;

/**
 * True while this tablet cannot know of anything new. It waits a moment after the page opens or is seen again, so that
 * waking does not flash; a device that says itself that it has no network is believed at once.
 */
export function createOffMark(): () => boolean {
  const { state } = useBoard();
  const [off, setOff] = createSignal(!navigator.onLine);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    const due = performance.now() + GRACE_MS;
    timer = setTimeout(() => (performance.now() - due > LATE_MS ? wait() : setOff(true)), GRACE_MS);
  };
  const judge = (): void => {
    clearTimeout(timer);
    if (state.loading !== null) setOff(true);
    else if (state.mood === 'live' || state.mood === 'delayed') setOff(false);
    else if (!navigator.onLine) setOff(true);
    // Nobody sees it: it rests, which is no fault.
    else if (!document.hidden && !off()) wait();
  };
  createEffect(on(() => [state.mood, state.loading === null], judge));
  document.addEventListener('visibilitychange', judge);
  onCleanup(() => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', judge);
  });
  return off;
}
