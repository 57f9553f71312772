import { Match, Show, Switch } from 'solid-js';
import { clockText, UNKNOWN, wholeText } from '../../../shared/formats';
import { parseInstant } from '../../../shared/localTime';
import { onlineRate } from '../../../shared/rates';
import { Conditions } from '../../board/Conditions';
import { AgeText, CauseText } from '../../board/SilenceLine';
import { useSilence } from '../../board/silence';
import { useBoard } from '../../board/store';
import { useConditions } from '../../board/useConditions';
import { rateText } from '../../ui/rateText';
import { usePresentWords } from '../../ui/words/present';

/** While the server cannot record anything, what it serves stands still although it answers. */
const STANDS_STILL: readonly string[] = ['storage', 'clock'];

/**
 * While the figures stand still, those of today go on in a corner: as of when they are, live only while they are. What stands
 * in their way is a line of its own above them: together they would push the foot of the page out of the screen.
 */
export function LiveCorner() {
  const { state, limits } = useBoard();
  const { lang, words, periods } = usePresentWords();
  const { marked, veiled } = useSilence();
  const conditions = useConditions(true);
  const isLive = () => !marked() && !(state.board?.conditions ?? []).some(({ kind }) => STANDS_STILL.includes(kind));
  const at = () => {
    const asOf = state.asOf === null ? null : parseInstant(state.asOf);
    return asOf === null ? UNKNOWN : clockText(asOf);
  };
  return (
    <Show when={state.board?.city.today}>
      {(today) => (
        <aside
          class="live-corner"
          classList={{ 'is-stale': veiled(), 'is-told': marked() || conditions().length > 0 }}
          data-live={isLive() ? 'yes' : 'no'}
          data-old={veiled() ? 'yes' : 'no'}
          data-live-received={today().received}
        >
          <Switch fallback={<Conditions class="conditions" forWalls most={1} advice={false} />}>
            <Match when={marked()}>
              <p>
                <CauseText /> <AgeText />
              </p>
            </Match>
          </Switch>
          <p>
            <Show when={!marked()}>
              <b>{isLive() ? words.nowLive : words.figuresAt}</b> <span data-ticking="">{at()}</span> ·{' '}
            </Show>
            {periods.today}: {wholeText(today().received, lang)} {words.dossiers}
            <Show when={!veiled()}>
              , {words.onlineWord} {rateText(onlineRate(today()), limits(), lang)}
            </Show>
          </p>
        </aside>
      )}
    </Show>
  );
}
