import { createSignal, onMount, Show } from 'solid-js';
import { type AccessWord, useAccessWords } from '../ui/words/access';
import { useAccess } from './access';
import { type Answered, ask } from './ask';
import { createWait, FormEnd, faultOf } from './FormEnd';
import { CodeField, PasswordField, TextField } from './fields';

interface SignInProps {
  readonly path: string;
  readonly linkRefused: boolean;
  /** Hands over the password for a moment: whoever must change it at once need not type it again. */
  readonly onSignedIn: (password: string) => Promise<void>;
  /** Back to the code of a screen, or to the view of whoever may look anyway. */
  readonly onBack?: () => void;
}

/** What each page is called at its door. */
const PAGES: Readonly<Record<string, AccessWord>> = {
  '/present': 'pagePresent',
  '/press': 'pagePresent',
  '/ops': 'pageOps',
  '/remote': 'pageRemote',
  '/wall': 'pageWall',
};

/** Name and password; the six digits when the server asks for them. */
export function SignInForm(props: SignInProps) {
  const { words } = useAccessWords();
  const access = useAccess();
  const [name, setName] = createSignal('');
  const [password, setPassword] = createSignal('');
  const [code, setCode] = createSignal<string | null>(null);
  const [fault, setFault] = createSignal<AccessWord | null>(null);
  const [busy, setBusy] = createSignal(false);
  const wait = createWait();
  onMount(() => void (access.session() ?? access.refresh()));
  const isFirstRun = () => access.session()?.hasUsers === false;
  const saidFault = () => {
    const which = fault();
    return which === null ? null : words[which];
  };
  const refuse = (answer: Answered): void => {
    wait.start(answer.waitSeconds);
    const asksForCode = answer.status === 401 && answer.type.endsWith('#totp');
    if (asksForCode) {
      setFault(code() ? 'wrongTotp' : null);
      setCode('');
    } else setFault(answer.status === 429 ? null : faultOf(answer));
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy() || wait.seconds() > 0) return;
    setBusy(true);
    setFault(null);
    const totp = code();
    const answer = await ask('POST', '/api/v1/session', {
      name: name().trim(),
      password: password(),
      ...(totp && { totp: totp.replace(/\s/g, '') }),
    });
    if (answer.ok) await props.onSignedIn(password());
    else refuse(answer);
    setBusy(false);
  };
  return (
    <main class="sign-in">
      <p class="sign-in-city">{words.city}</p>
      <h1>{words.signIn}</h1>
      <p class="sign-in-page">{words[PAGES[props.path] ?? 'pageWard']}</p>
      <Show when={props.path === '/remote'}>
        <p class="notice" role="alert">
          {words.remoteLost}
        </p>
      </Show>
      <Show when={props.linkRefused}>
        <p class="notice" role="alert">
          {words.linkRefused}
        </p>
      </Show>
      <Show when={isFirstRun()}>
        <FirstRun />
      </Show>
      <form onSubmit={submit} data-form="sign-in">
        <TextField
          name="username"
          label={words.name}
          autocomplete="username"
          value={name()}
          onInput={setName}
          autofocus
        />
        <PasswordField
          name="password"
          label={words.password}
          autocomplete="current-password"
          value={password()}
          onInput={setPassword}
        />
        <Show when={code() !== null}>
          <CodeField label={words.totpCode} hint={words.totpHint} value={code() ?? ''} onInput={setCode} autofocus />
        </Show>
        <FormEnd fault={saidFault()} wait={wait} busy={busy()} label={words.signIn} />
      </form>
      <Show when={props.onBack}>
        {(back) => (
          <button type="button" class="quiet" onClick={() => back()()}>
            {words[access.wantsIn() ? 'backToView' : 'backToCode']}
          </button>
        )}
      </Show>
      <p class="sign-in-help">{words.forgotten}</p>
    </main>
  );
}

/** Nobody has an account yet: what the one who set the server up does now. */
function FirstRun() {
  const { words } = useAccessWords();
  const access = useAccess();
  return (
    <section class="first-run" aria-label={words.firstRunTitle}>
      <h2>{words.firstRunTitle}</h2>
      <p>{words.firstRunCommand}</p>
      <pre>{words.makeAdmin}</pre>
      <p>{words.firstRunThen}</p>
      <Show when={access.session()?.simulated}>
        <p>{words.firstRunDemo}</p>
      </Show>
    </section>
  );
}
