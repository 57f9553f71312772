import { createSignal, Show } from 'solid-js';
import { MAX_DECISION_LENGTH, MAX_OWNER_LENGTH } from '../../../../shared/decisions';
import { useDecisionWords } from '../../../ui/words/presentDecisions';
import { Refused, useSpeaker } from './DecisionForm';
import type { DecisionList, NotSaved } from './decisionList';

interface FollowUpProps {
  readonly id: number;
  readonly closes: boolean;
  readonly list: DecisionList;
  readonly onDone: () => void;
}

/** What happened to a decision, or how it ended, in a sentence. */
export function FollowUpForm(props: FollowUpProps) {
  const { words } = useDecisionWords();
  const [refused, setRefused] = createSignal<NotSaved | null>(null);
  const speaker = useSpeaker();
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = String(form.get('text') ?? '').trim();
    const wish = { text, closes: props.closes };
    const person = String(form.get('person') ?? '').trim();
    const fault = await props.list.followUp(props.id, speaker() ? wish : { ...wish, person });
    setRefused(fault);
    if (fault === null) props.onDone();
  };
  return (
    <form class="follow-up" onSubmit={(event) => void send(event)}>
      <label>
        {props.closes ? words.closeHow : words.followHow}
        <input
          name="text"
          required
          maxLength={MAX_DECISION_LENGTH}
          autocomplete="off"
          ref={(input) => queueMicrotask(() => input.focus())}
        />
      </label>
      <Show when={speaker() === null}>
        <label>
          {words.person}
          <input
            name="person"
            required
            maxLength={MAX_OWNER_LENGTH}
            value={props.list.lastPerson()}
            autocomplete="off"
          />
        </label>
      </Show>
      <button type="submit">{words.send}</button>
      <button type="button" class="is-quiet" onClick={() => props.onDone()}>
        {words.cancel}
      </button>
      <Refused fault={refused()} />
    </form>
  );
}
