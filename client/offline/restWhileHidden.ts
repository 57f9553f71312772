/** A tablet's page that nobody sees rests after this; seen again, a line that was mute for so long is not trusted. */
const REST_AFTER_MS = 5000;
const DOUBT_AFTER_MS = 2000;
const SLEEP_FROM_MS = 4000;

/** What of a socket can be put to rest. */
interface Line {
  readonly disconnected: boolean;
  readonly connect: () => unknown;
  readonly disconnect: () => { readonly connect: () => unknown };
}

/** Nobody sees the page: the line is closed. Somebody does again, after a nap or a night: it is opened anew at once. */
export function restWhileHidden(line: Line, msSinceHeard: () => number, isTurnedAway: () => boolean): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    // Who was turned away knocks again only as somebody else.
    if (isTurnedAway()) return;
    if (document.hidden) timer = setTimeout(() => line.disconnect(), REST_AFTER_MS);
    // A device that slept wakes with a socket that only looks open, or with a try that hangs.
    else if (msSinceHeard() > DOUBT_AFTER_MS) line.disconnect().connect();
    else if (line.disconnected) line.connect();
  };
  // A device may fall asleep without telling the page: a second that took much longer was a sleep.
  let beatMs = performance.now();
  const beat = setInterval(() => {
    const sleptMs = performance.now() - beatMs;
    beatMs += sleptMs;
    if (sleptMs > SLEEP_FROM_MS && !document.hidden) look();
  }, 1000);
  // A page that comes back from the browser's own shelf brings its old socket with it.
  const onShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) look();
  };
  // A network that comes back opens the line for every view; here it closes again when nobody looks.
  const onNetwork = (): void => {
    if (document.hidden) look();
  };
  document.addEventListener('visibilitychange', look);
  document.addEventListener('resume', look);
  window.addEventListener('pageshow', onShow);
  window.addEventListener('online', onNetwork);
  return () => {
    clearTimeout(timer);
    clearInterval(beat);
    document.removeEventListener('visibilitychange', look);
    document.removeEventListener('resume', look);
    window.removeEventListener('pageshow', onShow);
    window.removeEventListener('online', onNetwork);
  };
}
