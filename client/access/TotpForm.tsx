import { createSignal, onMount, Show } from 'solid-js';
import { type AccessWord, useAccessWords } from '../ui/words/access';
import { ask } from './ask';
import { createWait, FormEnd, faultOf } from './FormEnd';
import { CodeField } from './fields';
import { Qr } from './Qr';

interface Secret {
  readonly secret: string;
  readonly uri: string;
}

/** Sets up the six digits: a code for the app's camera, the same as letters, and a first code that proves it works. */
export function TotpForm(props: { readonly onDone: () => void | Promise<void> }) {
  const { words } = useAccessWords();
  const [secret, setSecret] = createSignal<Secret | null>(null);
  const [code, setCode] = createSignal('');
  const [fault, setFault] = createSignal<AccessWord | null>(null);
  const [busy, setBusy] = createSignal(false);
  const wait = createWait();
  const saidFault = () => {
    const which = fault();
    return which === null ? null : words[which];
  };
  const begin = async (): Promise<void> => {
    setFault(null);
    const answer = await ask('POST', '/api/v1/session/totp');
    if (answer.ok) setSecret(answer.body as Secret);
    else setFault(faultOf(answer));
  };
  onMount(() => void begin());
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy() || wait.seconds() > 0) return;
    setBusy(true);
    setFault(null);
    const answer = await ask('POST', '/api/v1/session/totp/confirm', { code: code().replace(/\s/g, '') });
    if (answer.ok) await props.onDone();
    else {
      wait.start(answer.waitSeconds);
      setFault(
        answer.status === 400 || answer.status === 401 ? 'wrongTotp' : answer.status === 429 ? null : faultOf(answer),
      );
    }
    setBusy(false);
  };
  return (
    <form onSubmit={submit} data-form="totp">
      <Show
        when={secret()}
        fallback={
          <Show when={fault()} fallback={<p>{words.checking}</p>}>
            <button type="button" onClick={() => void begin()}>
              {words.tryAgain}
            </button>
          </Show>
        }
      >
        {(given) => (
          <>
            <ol class="totp-steps">
              <li>{words.totpStepApp}</li>
              <li>
                {words.totpStepScan}
                <div class="totp-secret">
                  <Qr text={given().uri} label={words.totpQrLabel} />
                  <p>
                    {words.totpByHand}
                    <code data-secret={given().secret}>{groups(given().secret)}</code>
                  </p>
                </div>
              </li>
              <li>{words.totpStepCode}</li>
            </ol>
            <CodeField label={words.totpCode} hint={words.totpHint} value={code()} onInput={setCode} />
          </>
        )}
      </Show>
      <FormEnd fault={saidFault()} wait={wait} busy={busy()} label={secret() ? words.totpConfirm : null} />
    </form>
  );
}

/** In fours, as people read letters off a screen. */
function groups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}
