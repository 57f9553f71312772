import { createMemo, createSignal, Match, onCleanup, Switch } from 'solid-js';
import { Conditions } from '../../board/Conditions';
import { SilenceLine } from '../../board/SilenceLine';
import { useSilence } from '../../board/silence';
import { useConditions } from '../../board/useConditions';
import { EventLine } from './EventLine';

/** What stands for weeks is told for so long, in each such round; the rest of it belongs to what has just happened. */
const TOLD_MS = 10_000;
const ROUND_MS = 60_000;

/**
 * The one line of the wall in which something that stands in the way of true figures can be told without moving any: who
 * is silent, else what is wrong with the server. What has just happened waits beneath.
 */
export function BottomLine(props: { readonly paused: boolean }) {
  const { marked, veiled, cause } = useSilence();
  const conditions = useConditions(true);
  const isTheirTurn = createTurn();
  const isTold = createMemo(
    () => conditions().some(({ kind }) => kind !== 'calendar-ends') || (conditions().length > 0 && isTheirTurn()),
  );
  const loudness = () => (veiled() && cause() !== 'loading' ? 'is-bad' : 'is-mark');
  return (
    <>
      <EventLine paused={props.paused} away={marked() || isTold()} />
      <Switch>
        <Match when={marked()}>
          <SilenceLine class={`line state-line ${loudness()}`} />
        </Match>
        <Match when={isTold()}>
          <Conditions class="line state-line conditions is-mark" forWalls most={1} advice={false} />
        </Match>
      </Switch>
    </>
  );
}

/** True at the beginning of each round. */
function createTurn(): () => boolean {
  const [isOn, setOn] = createSignal(true);
  let end = setTimeout(() => setOn(false), TOLD_MS);
  const round = setInterval(() => {
    setOn(true);
    end = setTimeout(() => setOn(false), TOLD_MS);
  }, ROUND_MS);
  onCleanup(() => {
    clearTimeout(end);
    clearInterval(round);
  });
  return isOn;
}
