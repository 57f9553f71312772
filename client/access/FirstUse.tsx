import { Match, Show, Switch } from 'solid-js';
import { useAccessWords } from '../ui/words/access';
import { useAccess } from './access';
import { PasswordForm } from './PasswordForm';
import { TotpForm } from './TotpForm';

/** What a person owes at first use, one after the other: a password of their own, then a second factor. */
export function FirstUse(props: { readonly typed: string | null; readonly onDone: () => Promise<void> }) {
  const { words } = useAccessWords();
  const access = useAccess();
  const steps = () => {
    const user = access.user();
    return [user?.mustChangePassword ? 'password' : null, user?.totp === 'due' ? 'totp' : null].filter(Boolean).length;
  };
  return (
    <main class="sign-in" data-duty={access.user()?.mustChangePassword ? 'password' : 'totp'}>
      <p class="sign-in-city">
        {words.signedInAs} {access.user()?.name}
      </p>
      <Show when={steps() > 1}>
        <p class="sign-in-page">{words.twoSteps}</p>
      </Show>
      <Switch>
        <Match when={access.user()?.mustChangePassword}>
          <h1>{words.ownPassword}</h1>
          <p class="sign-in-page">{words.ownPasswordWhy}</p>
          <PasswordForm typed={props.typed} onDone={() => props.onDone()} />
        </Match>
        <Match when={access.user()?.totp === 'due'}>
          <h1>{words.secondFactor}</h1>
          <p class="sign-in-page">{words.secondFactorWhy}</p>
          <TotpForm onDone={() => props.onDone()} />
        </Match>
      </Switch>
      <button type="button" class="quiet" onClick={() => void access.leave(false)}>
        {words.signOut}
      </button>
    </main>
  );
}
