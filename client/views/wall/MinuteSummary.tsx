import { createEffect, createMemo, createSignal, onCleanup, untrack } from 'solid-js';
import { wholeText } from '../../../shared/formats';
import { onlineRate } from '../../../shared/rates';
import { useBoard } from '../../board/store';
import { useLang } from '../../ui/lang';

/** One sentence a minute for those who listen; everything else is silent to a screen reader. */
export function MinuteSummary() {
  const { state } = useBoard();
  const { lang, words } = useLang();
  const [text, setText] = createSignal('');
  // By the viewer's own minutes: a demo's clock runs sixty times as fast as anybody can listen.
  const [minute, setMinute] = createSignal(0);
  const timer = setInterval(() => setMinute(minute() + 1), 60_000);
  onCleanup(() => clearInterval(timer));
  const sentence = (): string => {
    const city = state.board?.city;
    if (!city) return '';
    const { num, den } = onlineRate(city.today);
    const overdue = `${wholeText(city.stands.pendingOverdue, lang)} ${words.overdueCount}`;
    return `${words.summaryLine} ${wholeText(den, lang)}, ${wholeText(num, lang)} ${words.online}, ${overdue}.`;
  };
  const ready = createMemo(() => state.board !== null);
  createEffect(() => {
    minute();
    // Nothing of the board may be followed here: a change of any figure would be spoken at once.
    if (ready()) setText(untrack(sentence));
  });
  return (
    <p class="unseen" aria-live="polite">
      {text()}
    </p>
  );
}
