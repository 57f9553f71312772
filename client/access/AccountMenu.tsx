import './access.css';
import './account.css';
import { createSignal, createUniqueId, onCleanup, onMount, Show } from 'solid-js';
import { type AccessWord, roleText, useAccessWords } from '../ui/words/access';
import { useAccess } from './access';
import { PasswordForm } from './PasswordForm';

/** The name of who is signed in; behind it the role, the password and the way out. */
export function AccountMenu(props: { readonly opens: 'up' | 'down' }) {
  const { lang, words } = useAccessWords();
  const access = useAccess();
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  const [news, setNews] = createSignal<AccessWord | null>(null);
  const [changing, setChanging] = createSignal(false);
  let box: HTMLDivElement | undefined;
  let button: HTMLButtonElement | undefined;
  const role = () => {
    const user = access.user();
    return user ? roleText(user.role, user.ward, lang) : '';
  };
  const away = (event: Event): void => {
    if (event.target instanceof Node && !box?.contains(event.target)) setOpen(false);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open()) return;
    // The view under it must not take the same key.
    event.stopPropagation();
    setOpen(false);
    button?.focus();
  };
  document.addEventListener('pointerdown', away);
  document.addEventListener('keydown', onKey, true);
  onCleanup(() => {
    document.removeEventListener('pointerdown', away);
    document.removeEventListener('keydown', onKey, true);
  });
  const leave = async (everywhere: boolean): Promise<void> => {
    setNews(null);
    if (!(await access.leave(everywhere))) setNews('serverAway');
  };
  return (
    <div class="account" classList={{ 'opens-up': props.opens === 'up' }} ref={box}>
      <button
        type="button"
        class="account-name"
        ref={button}
        aria-expanded={open()}
        aria-controls={id}
        onClick={() => setOpen(!open())}
      >
        <span class="unseen">{words.account}: </span>
        {access.user()?.name}
      </button>
      <Show when={open()}>
        <div class="account-menu" id={id}>
          <p>
            <b>{access.user()?.name}</b>
            <span>{role()}</span>
          </p>
          <Show when={!access.user()?.guest} fallback={<p class="account-note">{words.guestNote}</p>}>
            <button type="button" data-account="password" onClick={() => setChanging(true)}>
              {words.changePassword}
            </button>
          </Show>
          <button type="button" data-account="sign-out" onClick={() => void leave(false)}>
            {words.signOut}
          </button>
          <Show when={!access.user()?.guest}>
            <button type="button" data-account="everywhere" onClick={() => void leave(true)}>
              {words.signOutEverywhere}
            </button>
          </Show>
          <Show when={news()}>
            {(which) => (
              <p class="account-note" role="status">
                {words[which()]}
              </p>
            )}
          </Show>
        </div>
      </Show>
      <Show when={changing()}>
        <PasswordDialog
          onClose={(isDone) => {
            setChanging(false);
            if (isDone) {
              setNews('passwordChanged');
              void access.refresh();
            }
          }}
        />
      </Show>
    </div>
  );
}

function PasswordDialog(props: { readonly onClose: (isDone: boolean) => void }) {
  const { words } = useAccessWords();
  const title = createUniqueId();
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  return (
    <dialog
      ref={dialog}
      class="account-dialog"
      aria-labelledby={title}
      onKeyDown={(event) => event.stopPropagation()}
      onClose={() => props.onClose(false)}
    >
      <h2 id={title}>{words.changePassword}</h2>
      <PasswordForm typed={null} onDone={() => props.onClose(true)} />
      <button type="button" class="quiet" onClick={() => dialog?.close()}>
        {words.cancel}
      </button>
    </dialog>
  );
}
