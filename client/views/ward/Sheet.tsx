import { type JSX, onMount } from 'solid-js';
import { Unread } from '../../reading/Unread';
import { useWardWords } from '../../ui/words/ward';

interface SheetProps {
  readonly name: string;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}

/** A page over the page: keys stay inside, Escape closes it. */
export function Sheet(props: SheetProps) {
  const { words } = useWardWords();
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  return (
    <dialog
      class="sheet-dialog"
      ref={dialog}
      data-sheet={props.name}
      aria-label={props.title}
      onClose={() => props.onClose()}
    >
      <header>
        <h2>{props.title}</h2>
        <button type="button" onClick={() => dialog?.close()}>
          {words.close}
        </button>
      </header>
      <Unread />
      {props.children}
    </dialog>
  );
}
