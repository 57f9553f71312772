import { createSignal, Show } from 'solid-js';
import { useWardWords } from '../../ui/words/ward';
import { Sheet } from './Sheet';
import type { Session } from './session';

interface SignInProps {
  readonly session: Session;
  readonly onClose: () => void;
}

/** Name and password, and the code of the second factor when the server asks for it. */
export function SignIn(props: SignInProps) {
  const { words } = useWardWords();
  const [needsCode, setNeedsCode] = createSignal(false);
  const [fault, setFault] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const submit = async (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    setBusy(true);
    const found = await props.session.signIn(text('name'), String(form.get('password') ?? ''), text('totp'));
    setBusy(false);
    // The line to the server is opened anew as who we are now.
    if (found === null) return location.reload();
    if (found === 'code') setNeedsCode(true);
    setFault(
      found === 'code'
        ? null
        : found === 'wrong'
          ? words.wrong
          : found === 'no-answer'
            ? words.noAnswer
            : `${words.tooOften} ${found.waitSeconds} ${words.seconds}.`,
    );
  };
  return (
    <Sheet name="sign-in" title={words.signIn} onClose={props.onClose}>
      <form class="note-form" onSubmit={submit}>
        <label>
          {words.userName}
          <input name="name" required autocomplete="username" autocapitalize="none" />
        </label>
        <label>
          {words.password}
          <input name="password" type="password" required autocomplete="current-password" />
        </label>
        <Show when={needsCode()}>
          <label>
            {words.totp}
            <input name="totp" inputmode="numeric" autocomplete="one-time-code" required />
          </label>
        </Show>
        <Show when={fault()}>
          <p class="is-alarm" role="alert">
            {fault()}
          </p>
        </Show>
        <button type="submit" disabled={busy()}>
          {words.signIn}
        </button>
      </form>
    </Sheet>
  );
}
