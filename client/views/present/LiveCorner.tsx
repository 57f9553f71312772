import { clockText, percentText, wholeText } from '../../../shared/formats';
import { onlineRate } from '../../../shared/rates';
import { useBoard } from '../../board/store';
import { usePresentWords } from '../../ui/words/present';

/** While the figures stand still, the live ones of today go on in a corner. */
export function LiveCorner() {
  const { state, now } = useBoard();
  const { lang, words, periods } = usePresentWords();
  const today = () => state.board?.city.today;
  const rate = () => onlineRate(today() ?? { received: 0, receivedOnline: 0 });
  return (
    <aside class="live-corner" data-live-received={today()?.received ?? ''}>
      <b>{words.nowLive}</b> {clockText(now() ?? 0)} · {periods.today}: {wholeText(today()?.received ?? 0, lang)}{' '}
      {words.dossiers}, {words.onlineWord} {percentText(rate().num, rate().den, 2, lang)}%
    </aside>
  );
}
