import { formatInstant } from '../../shared/localTime';
import type { WatchedClock } from '../watchedClock';

/** The present; what is recorded keeps its instant for ever, so none that is in doubt: then it throws what `fail` makes of why. */
export function vettedBy(clock: WatchedClock, fail: (why: string) => Error): number {
  const at = clock.vetted();
  if (at !== null) return at;
  const fault = clock.watch.fault();
  const [expected, found] = [formatInstant(fault?.expected ?? 0), formatInstant(fault?.found ?? 0)];
  const how = 'set the clock, or say "npm run clock -- accept" if it is right';
  throw fail(`This machine's clock says ${found} where ${expected} was to be expected: ${how}.`);
}
