import { createSignal, Show, Suspense } from 'solid-js';
import { lazily } from '../../kiosk/lostCode';
import { useWardWords } from '../../ui/words/ward';
import type { Session } from './session';

const SignIn = lazily(() => import('./SignIn').then((module) => module.SignIn));

/** A button that opens the sign-in. */
export function SignInHere(props: { readonly session: Session }) {
  const { words } = useWardWords();
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {words.signIn}
      </button>
      <Show when={open()}>
        <Suspense>
          <SignIn session={props.session} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </>
  );
}
