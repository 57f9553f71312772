import { type JSX, Show } from 'solid-js';
import { useBoard } from '../board/store';
import { useAccess } from './access';

/**
 * Says that nothing here is real, as soon as the server has said so in any way: with the board, or to somebody who may not
 * see one. No page may lack it, cut it or lay something over it.
 */
export function Simulated(props: { readonly class: string; readonly children: JSX.Element }) {
  const { state } = useBoard();
  const access = useAccess();
  return (
    <Show when={state.simulated || access.session()?.simulated === true}>
      <p class={props.class} data-simulated="">
        {props.children}
      </p>
    </Show>
  );
}
