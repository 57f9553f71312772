import { createSignal, Show } from 'solid-js';
import { useLang } from '../ui/lang';
import { type AccessWord, useAccessWords } from '../ui/words/access';
import { useAccess } from './access';
import { type Answered, ask } from './ask';
import { createWait, FormEnd, faultOf } from './FormEnd';
import { PasswordField } from './fields';

const LEAST = 12;
const LEAST_DIFFERENT = 5;

interface PasswordProps {
  /** The present password, when it was typed a moment ago. */
  readonly typed: string | null;
  readonly onDone: () => void | Promise<void>;
}

/** A new password. What is wrong with it is said before it is sent. */
export function PasswordForm(props: PasswordProps) {
  const { words } = useAccessWords();
  const { lang } = useLang();
  const access = useAccess();
  const known = props.typed;
  const [current, setCurrent] = createSignal(known ?? '');
  const [next, setNext] = createSignal('');
  const [again, setAgain] = createSignal('');
  const [fault, setFault] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const wait = createWait();
  const lengthHint = () => {
    const missing = LEAST - [...next()].length;
    return missing > 0 && next() !== ''
      ? `${words.passwordRule} ${words.stillMissing} ${missing}.`
      : words.passwordRule;
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy() || wait.seconds() > 0) return;
    const wrong = weakness(next(), again(), current(), access.user()?.name ?? '');
    setFault(wrong && words[wrong]);
    if (wrong) return;
    setBusy(true);
    const answer = await ask('POST', '/api/v1/session/password', { current: current(), next: next() });
    if (answer.ok) await props.onDone();
    else {
      wait.start(answer.waitSeconds);
      setFault(answer.status === 429 ? null : refused(answer));
    }
    setBusy(false);
  };
  const refused = (answer: Answered): string => {
    if (answer.status === 401 || answer.status === 403) return words.wrongCurrent;
    // The server's own sentence is English; it is better than none only for who reads it.
    if (answer.status === 400) return lang === 'en' && answer.detail !== '' ? answer.detail : words.passwordRefused;
    return words[faultOf(answer)];
  };
  return (
    <form onSubmit={submit} data-form="password">
      <input type="text" name="username" autocomplete="username" hidden readonly value={access.user()?.name ?? ''} />
      <Show when={known === null}>
        <PasswordField
          name="current"
          label={words.currentPassword}
          autocomplete="current-password"
          value={current()}
          onInput={setCurrent}
          autofocus
        />
      </Show>
      <PasswordField
        name="next"
        label={words.newPassword}
        hint={lengthHint()}
        autocomplete="new-password"
        value={next()}
        onInput={setNext}
        autofocus={known !== null}
      />
      <PasswordField
        name="again"
        label={words.newPasswordAgain}
        autocomplete="new-password"
        value={again()}
        onInput={setAgain}
      />
      <FormEnd fault={fault()} wait={wait} busy={busy()} label={words.keepPassword} />
    </form>
  );
}

function weakness(next: string, again: string, current: string, name: string): AccessWord | null {
  if ([...next].length < LEAST) return 'passwordShort';
  if (next === current) return 'passwordSame';
  if (name !== '' && next.toLowerCase().includes(name.toLowerCase())) return 'passwordName';
  if (new Set(next).size < LEAST_DIFFERENT) return 'passwordPlain';
  return next === again ? null : 'passwordDiffers';
}
