import { Show } from 'solid-js';
import { lazily } from '../kiosk/lostCode';
import { Boundary } from '../reading/Boundary';
import { useAccess } from './access';

const AccountMenu = lazily(() => import('./AccountMenu').then((module) => module.AccountMenu));

/** Who is signed in, and the way out; nothing for screens and guests of the open pages. Any view may show it. */
export function Account(props: { readonly opens: 'up' | 'down' }) {
  const access = useAccess();
  return (
    <Show when={access.user()}>
      <Boundary name="account">
        <AccountMenu opens={props.opens} />
      </Boundary>
    </Show>
  );
}
