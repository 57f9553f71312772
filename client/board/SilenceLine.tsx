import { clockText } from '../../shared/formats';
import { parseInstant } from '../../shared/localTime';
import { useLang } from '../ui/lang';
import { createSilence } from './ages';
import { useBoard } from './store';

/** One line while nothing is heard: whose fault it looks like, of when the figures are, how old. */
export function SilenceLine() {
  const { state } = useBoard();
  const { words } = useLang();
  const silence = createSilence();
  const mine = () => state.mood === 'cut-off';
  const figuresAt = () => {
    const at = state.asOf === null ? null : parseInstant(state.asOf);
    return at === null ? words.noneYet : clockText(at);
  };
  return (
    <footer class="line is-bad" data-silence={state.mood}>
      <svg class="shape" viewBox="-12 -12 24 24" aria-hidden="true">
        {mine() ? (
          <path d="M-10,0H-4M4,0H10M-4,-5V5M4,-5V5M-7,9L7,-9" fill="none" stroke="currentColor" stroke-width="3" />
        ) : (
          <path d="M-7,-7L7,7M7,-7L-7,7" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" />
        )}
      </svg>
      <b role="status">{mine() ? words.cutOff : words.serverSilent}.</b>
      <span>
        {words.figuresOf} <b>{figuresAt()}</b> · {words.agedBy} <b data-ticking="">{silence()}</b>. {words.reconnecting}
      </span>
    </footer>
  );
}
