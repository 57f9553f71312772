import { type Accessor, createMemo } from 'solid-js';
import { ageText, exactAgeText } from '../../shared/formats';
import { useLang } from '../ui/lang';
import { useBoard } from './store';

/*
 * What changes by itself as time goes on. Beside clocks nothing else follows `now()` or `silentMs()`. The element that
 * shows one bears `data-ticking` and stands outside every live region: nobody wants to be told the time each second.
 */

/** How long ago an instant was, by server time; empty while it is not known. */
export function createAge(since: () => number | null): Accessor<string> {
  const { now } = useBoard();
  const { lang } = useLang();
  return createMemo(() => {
    const at = since();
    return at === null ? '' : ageText((now() ?? at) - at, lang);
  });
}

/** How long nothing was heard of the server: to the second, or in round words. */
export function createSilence(precision: 'exact' | 'round' = 'exact'): Accessor<string> {
  const { silentMs } = useBoard();
  const { lang } = useLang();
  return createMemo(() => (precision === 'exact' ? exactAgeText : ageText)(silentMs(), lang));
}
