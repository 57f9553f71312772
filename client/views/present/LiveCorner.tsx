import { Show } from 'solid-js';
import { clockText, percentText, wholeText } from '../../../shared/formats';
import { onlineRate } from '../../../shared/rates';
import { AgeText, CauseText } from '../../board/SilenceLine';
import { useSilence } from '../../board/silence';
import { useBoard } from '../../board/store';
import { usePresentWords } from '../../ui/words/present';

/** While the figures stand still, the live ones of today go on in a corner. */
export function LiveCorner() {
  const { state, now } = useBoard();
  const { lang, words, periods } = usePresentWords();
  const { marked, veiled } = useSilence();
  const today = () => state.board?.city.today;
  const rate = () => onlineRate(today() ?? { received: 0, receivedOnline: 0 });
  return (
    <aside class="live-corner" classList={{ 'is-stale': veiled() }} data-live-received={today()?.received ?? ''}>
      <Show
        when={!marked()}
        fallback={
          <>
            <CauseText /> · <AgeText /> ·{' '}
          </>
        }
      >
        <b>{words.nowLive}</b> {clockText(now() ?? 0)} ·{' '}
      </Show>
      {periods.today}: {wholeText(today()?.received ?? 0, lang)} {words.dossiers}, {words.onlineWord}{' '}
      {percentText(rate().num, rate().den, 2, lang)}%
    </aside>
  );
}
