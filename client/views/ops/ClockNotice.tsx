import './clockNotice.css';
import { createMemo, Show } from 'solid-js';
import type { ConditionOf } from '../../../shared/conditions';
import { clockText, dateText } from '../../../shared/formats';
import { parseInstant } from '../../../shared/localTime';
import { useBoard } from '../../board/store';
import { Shape } from '../../ui/Shape';
import { useOpsWords } from '../../ui/words/ops';
import type { OpsCalls } from './opsCalls';
import { Confirm } from './parts';

/** While the server does not believe its own clock: both times, and the one deed that settles it from here. */
export function ClockNotice(props: { readonly calls: OpsCalls }) {
  const { state } = useBoard();
  const { lang, words } = useOpsWords();
  const clock = createMemo(() =>
    state.board?.conditions.find((one): one is ConditionOf<'clock'> => one.kind === 'clock'),
  );
  const time = (instant: string) => {
    const at = parseInstant(instant) ?? 0;
    return `${clockText(at)} ${dateText(at, lang)}`;
  };
  return (
    <Show when={clock()}>
      {(jumped) => (
        <section class="ops-clock-notice" role="status" data-condition="clock">
          <Shape tone="act" />
          <div>
            <p>
              <b>{words.clockJumped}</b> {words.clockExpected} <b>{time(jumped().expected)}</b>, {words.clockFound}{' '}
              <b>{time(jumped().found)}</b>. {words.clockClosed}
            </p>
            <p class="ops-hint">{words.clockHint}</p>
          </div>
          <Confirm
            label={words.clockAccept}
            question={words.clockAsk}
            about={words.clockJumped}
            name="accept-clock"
            onConfirm={async () => void (await props.calls.send('/api/v1/ops/clock/accept', {}))}
          />
        </section>
      )}
    </Show>
  );
}
