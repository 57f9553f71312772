import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { useBoard } from '../../board/store';

/** A line that is opened anew needs a moment; what is shown meanwhile says its own time. */
const GRACE_MS = 2000;
/** One that stays open and mute is given less: nothing was heard on it for seconds already. */
const MUTE_GRACE_MS = 250;
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
  const wait = (ms: number): void => {
    const due = performance.now() + ms;
    timer = setTimeout(() => (performance.now() - due > LATE_MS ? wait(ms) : setOff(true)), ms);
  };
  const judge = (): void => {
    clearTimeout(timer);
    if (state.loading !== null) setOff(true);
    else if (state.mood === 'live') setOff(false);
    else if (!navigator.onLine) setOff(true);
    // Nobody sees it: it rests, which is no fault.
    else if (!document.hidden && !off()) wait(state.mood === 'delayed' ? MUTE_GRACE_MS : GRACE_MS);
  };
  createEffect(on(() => [state.mood, state.loading === null], judge));
  document.addEventListener('visibilitychange', judge);
  onCleanup(() => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', judge);
  });
  return off;
}
