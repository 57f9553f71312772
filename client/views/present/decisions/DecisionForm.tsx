import { createSignal, For, Show } from 'solid-js';
import { addWorkingDays } from '../../../../shared/calendar';
import {
  DECISION_FIGURES,
  type DecisionFigureName,
  type DecisionPin,
  MAX_DECISION_LENGTH,
  MAX_OWNER_LENGTH,
} from '../../../../shared/decisions';
import { dayOf, formatDay, startOfDay } from '../../../../shared/localTime';
import { useAccess } from '../../../access/access';
import { calendar, wardName, wards } from '../../../board/reference';
import { usePresentWords } from '../../../ui/words/present';
import { useDecisionWords } from '../../../ui/words/presentDecisions';
import { useReadingWords } from '../../../ui/words/reading';
import type { Picture } from '../figures';
import { Panel } from '../Panel';
import type { PresentState } from '../presentState';
import { momentText, readInstant, spanText } from '../texts';
import type { DecisionList, NotSaved } from './decisionList';

/** A meeting looks at a decision again after a working week, unless it says otherwise. */
const REVIEW_AFTER_DAYS = 5;

interface DecisionFormProps {
  readonly state: PresentState;
  readonly picture: Picture;
  readonly list: DecisionList;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** What the meeting decides about a figure in front of it: pinned to the moment that stands on the screen. */
export function DecisionForm(props: DecisionFormProps) {
  const { lang, words, figureNames } = useDecisionWords();
  const { words: present } = usePresentWords();
  const [refused, setRefused] = createSignal<NotSaved | null>(null);
  const speaker = useSpeaker();
  // The figures go on under an open form: it keeps the picture that was on the screen when it was opened.
  const { asked, summary } = props.picture;
  const at = asked.at ?? summary.asOf;
  const spot = props.state.page() === 'unit' ? props.state.ward() : null;
  const today = dayOf(readInstant(summary.asOf));
  const review = formatDay(dayOf(addWorkingDays(calendar, startOfDay(today), REVIEW_AFTER_DAYS)));
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const said = (name: string) => String(form.get(name) ?? '').trim();
    const ward = said('ward');
    const pin: DecisionPin = {
      from: asked.from,
      to: asked.to,
      period: props.state.name(),
      at,
      until: asked.until,
      ward: ward === '' ? null : ward,
      figure: said('figure') as DecisionFigureName,
      variant: props.state.variant(),
    };
    const wish = { text: said('text'), owner: said('owner'), due: said('due'), pin };
    const fault = await props.list.take(speaker() ? wish : { ...wish, person: said('person') });
    setRefused(fault);
    if (fault === null) props.onSaved();
  };
  return (
    <Panel name="decision" title={words.takeTitle} onClose={props.onClose}>
      <form class="decision-form" onSubmit={(event) => void save(event)}>
        <h2>{words.takeTitle}</h2>
        <p>
          {words.pinnedTo} {spanText(props.state.span(), lang)}, {present.figuresTo.toLowerCase()}{' '}
          {momentText(readInstant(asked.until ?? at))}
        </p>
        <label>
          {words.figure}
          <select name="figure">
            <For each={DECISION_FIGURES}>
              {(one) => (
                <option value={one.name}>
                  {figureNames[one.name]}
                  {one.name === 'onTimeRate' ? ` ${props.state.variant()}` : ''}
                </option>
              )}
            </For>
          </select>
        </label>
        <label>
          {words.unit}
          <select name="ward">
            <option value="" selected={spot === null}>
              {words.wholeCity}
            </option>
            <For each={wards}>
              {(ward) => (
                <option value={ward.code} selected={ward.code === spot}>
                  {wardName(ward.code)}
                </option>
              )}
            </For>
          </select>
        </label>
        <label class="is-wide">
          {words.what}
          <textarea name="text" rows="3" required maxLength={MAX_DECISION_LENGTH} autofocus />
        </label>
        <label>
          {words.owner}
          <input name="owner" required maxLength={MAX_OWNER_LENGTH} autocomplete="off" />
        </label>
        <label>
          {words.due}
          <input type="date" name="due" required min={formatDay(today)} value={review} />
        </label>
        <Show when={speaker() === null}>
          <label class="is-wide">
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
        <Refused fault={refused()} />
        <p class="decision-buttons">
          <button type="submit">{words.save}</button>
          <button type="button" class="is-quiet" onClick={() => props.onClose()}>
            {words.cancel}
          </button>
        </p>
      </form>
    </Panel>
  );
}

/** Says why something was not saved; nothing while all is well. */
export function Refused(props: { readonly fault: NotSaved | null }) {
  const { lang, words } = useDecisionWords();
  const { words: reasons } = useReadingWords();
  return (
    <Show when={props.fault}>
      {(fault) => (
        <p class="is-wide decision-fault" role="alert">
          {textOf(fault())}
        </p>
      )}
    </Show>
  );

  function textOf(fault: NotSaved): string {
    if (fault.why === 'refused') return words.notAllowed;
    // What the server says is English; only who reads English gets it too.
    const detail = lang === 'en' && fault.detail !== '' ? ` ${fault.detail}` : '';
    return `${words.notSaved} ${reasons[fault.why]}.${detail}`;
  }
}

/** Whose account speaks; null for a guest of the demo, who writes a name down. */
export function useSpeaker(): () => string | null {
  const access = useAccess();
  return () => {
    const user = access.user();
    return user && !user.guest ? user.name : null;
  };
}
