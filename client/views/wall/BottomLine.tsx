import { Match, Switch } from 'solid-js';
import { Conditions } from '../../board/Conditions';
import { SilenceLine } from '../../board/SilenceLine';
import { useSilence } from '../../board/silence';
import { useConditions } from '../../board/useConditions';
import { EventLine } from './EventLine';

/**
 * The one line of the wall in which something that stands in the way of true figures can be told without moving any: who
 * is silent, else what is wrong with the server. What has just happened waits beneath.
 */
export function BottomLine(props: { readonly paused: boolean }) {
  const { marked, veiled, cause } = useSilence();
  const conditions = useConditions(true);
  const loudness = () => (veiled() && cause() !== 'loading' ? 'is-bad' : 'is-mark');
  return (
    <>
      <EventLine paused={props.paused} away={marked() || conditions().length > 0} />
      <Switch>
        <Match when={marked()}>
          <SilenceLine class={`line state-line ${loudness()}`} />
        </Match>
        <Match when={conditions().length > 0}>
          <Conditions class="line state-line conditions is-mark" forWalls most={1} advice={false} />
        </Match>
      </Switch>
    </>
  );
}
