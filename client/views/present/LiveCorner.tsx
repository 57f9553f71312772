import { Show } from 'solid-js';
import { clockText, UNKNOWN, wholeText } from '../../../shared/formats';
import { SILENT_AFTER_MS } from '../../../shared/freshness';
import { parseInstant } from '../../../shared/localTime';
import { onlineRate } from '../../../shared/rates';
import { createSilence } from '../../board/ages';
import { useBoard } from '../../board/store';
import { rateText } from '../../ui/rateText';
import { usePresentWords } from '../../ui/words/present';

/** While the server cannot record anything, what it serves stands still although it answers. */
const STANDS_STILL: readonly string[] = ['storage', 'clock'];

/** While the figures stand still, those of today go on in a corner: as of when they are, live only while they are. */
export function LiveCorner() {
  const { state, silentMs, limits } = useBoard();
  const { lang, words, periods } = usePresentWords();
  const silence = createSilence('round');
  const isLive = () =>
    state.mood === 'live' && !(state.board?.conditions ?? []).some(({ kind }) => STANDS_STILL.includes(kind));
  const isOld = () => state.mood !== 'live' && silentMs() >= SILENT_AFTER_MS;
  const at = () => {
    const asOf = state.asOf === null ? null : parseInstant(state.asOf);
    return asOf === null ? UNKNOWN : clockText(asOf);
  };
  return (
    <Show when={state.board?.city.today}>
      {(today) => (
        <aside
          class="live-corner"
          data-live={isLive() ? 'yes' : 'no'}
          data-old={isOld() ? 'yes' : 'no'}
          data-live-received={today().received}
        >
          <b>{isLive() ? words.nowLive : words.figuresAt}</b>{' '}
          <span data-ticking="">
            {at()}
            <Show when={isOld()}>
              , {words.agedBy} {silence()}
            </Show>
          </span>{' '}
          · {periods.today}: {wholeText(today().received, lang)} {words.dossiers}
          <Show when={!isOld()}>
            , {words.onlineWord} {rateText(onlineRate(today()), limits(), lang)}
          </Show>
        </aside>
      )}
    </Show>
  );
}
