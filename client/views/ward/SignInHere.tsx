import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { bringIn } from '../../kiosk/lostCode';
import { useWardWords } from '../../ui/words/ward';
import type { Session } from './session';

const SignIn = lazy(() => bringIn(() => import('./SignIn')).then(({ SignIn: component }) => ({ default: component })));

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
