import { createSignal, For, Show } from 'solid-js';
import { minuteText } from '../../../shared/formats';
import { formatInstant, MINUTE_MS, parseInstant } from '../../../shared/localTime';
import type { AlertView } from '../../../shared/protocol';
import { createAge } from '../../board/ages';
import { subjectName } from '../../board/selectors';
import { useBoard } from '../../board/store';
import { KeyedList } from '../../ui/KeyedList';
import { Shape } from '../../ui/Shape';
import { RULE_WORDS, STATE_WORDS } from '../../ui/words';
import { useDeskWords } from '../../ui/words/desk';
import { useOpsWords } from '../../ui/words/ops';
import type { OpsCalls } from './opsCalls';
import { Section, type SectionProps } from './Section';

const MINUTES = [15, 30, 60, 240] as const;

/** Every alert that is not over: who takes it, why, and when he comes back to it. */
export function AlertDesk(props: SectionProps) {
  const { state } = useBoard();
  const { words } = useDeskWords();
  const { words: opsWords } = useOpsWords();
  const alerts = () => (state.board?.alerts ?? []).filter((alert) => alert.state !== 'resolved');
  const rang = () => props.calls.view()?.rang;
  return (
    <Section
      name="alerts"
      title={opsWords.alerts}
      waits={alerts().filter(({ state: mood }) => mood === 'firing').length}
      count={
        <span data-figure="openAlerts" data-value={alerts().length}>
          {alerts().length}
        </span>
      }
      note={
        <span data-figure="alertRate" data-value={rang()?.tenMinutes ?? ''}>
          {words.rang} {rang()?.tenMinutes ?? '—'} {words.rangIn10}, {rang()?.hour ?? '—'} {words.rangInHour}
        </span>
      }
    >
      <Show when={alerts().length > 0} fallback={<p>{words.nothingToAct}</p>}>
        <ul class="ops-alerts">
          <KeyedList each={alerts()} by={(alert) => alert.id}>
            {(alert) => <AlertRow alert={alert()} calls={props.calls} person={props.person} />}
          </KeyedList>
        </ul>
      </Show>
    </Section>
  );
}

function AlertRow(props: { readonly alert: AlertView; readonly calls: OpsCalls; readonly person: string }) {
  const { state, now } = useBoard();
  const { lang, words } = useDeskWords();
  const [open, setOpen] = createSignal(false);
  const [reason, setReason] = createSignal('');
  const [minutes, setMinutes] = createSignal<number>(MINUTES[1]);
  const name = () => subjectName(state.board, props.alert.subject, lang);
  const age = createAge(() => parseInstant(props.alert.rangAt ?? props.alert.since));
  const back = () => formatInstant(Math.round((now() ?? 0) + minutes() * MINUTE_MS));
  const send = async (act: Parameters<OpsCalls['act']>[1]): Promise<void> => {
    if (await props.calls.act(props.alert.id, act)) setOpen(false);
  };
  const end = () => {
    const at = parseInstant(props.alert.shelvedUntil ?? props.alert.returnAt ?? '');
    return at === null ? '' : ` → ${minuteText(at)}`;
  };
  return (
    <li data-alert={props.alert.id} data-rule={props.alert.rule} data-state={props.alert.state}>
      <Shape tone={props.alert.severity === 'act' ? 'act' : 'watch'} />
      <b>{name()}</b>
      <span>{RULE_WORDS[lang][props.alert.rule] ?? props.alert.rule}</span>
      <span>
        {STATE_WORDS[lang][props.alert.state]}
        {end()} · <span data-ticking="">{age()}</span>
      </span>
      <span>
        {props.alert.owner ?? ''}
        {props.alert.reason ? `: ${props.alert.reason}` : ''}
      </span>
      <button type="button" onClick={() => setOpen(!open())} aria-expanded={open()}>
        {words.takeCare}
      </button>
      <Show when={open()}>
        <form onSubmit={(event) => event.preventDefault()}>
          <label>
            {words.reason}
            <input
              name="reason"
              maxlength="120"
              value={reason()}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </label>
          <label>
            {words.minutes}
            <select
              name="minutes"
              value={minutes()}
              onChange={(event) => setMinutes(Number(event.currentTarget.value))}
            >
              <For each={MINUTES}>{(option) => <option value={option}>{option}</option>}</For>
            </select>
          </label>
          <Show when={props.person.trim() !== ''} fallback={<p class="ops-hint">{words.nameFirst}</p>}>
            <button
              type="button"
              data-act="acknowledge"
              onClick={() => send({ kind: 'acknowledge', owner: props.person, reason: reason(), returnAt: back() })}
            >
              {words.acknowledge}
            </button>
            <button
              type="button"
              data-act="shelve"
              disabled={reason().trim() === ''}
              title={words.reasonNeeded}
              onClick={() => send({ kind: 'shelve', owner: props.person, reason: reason(), until: back() })}
            >
              {words.shelve}
            </button>
            <Show when={props.alert.state === 'shelved'}>
              <button type="button" data-act="unshelve" onClick={() => send({ kind: 'unshelve', owner: props.person })}>
                {words.unshelve}
              </button>
            </Show>
          </Show>
        </form>
      </Show>
    </li>
  );
}
