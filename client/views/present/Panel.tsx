import { type JSX, onCleanup, onMount } from 'solid-js';

interface PanelProps {
  readonly title: string;
  readonly name: string;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}

/** A dialog over the page: it takes the focus, keeps it, and gives it back. Esc and a click beside it close it. */
export function Panel(props: PanelProps) {
  let dialog: HTMLDialogElement | undefined;
  const before = document.activeElement;
  onMount(() => dialog?.showModal());
  onCleanup(() => {
    if (before instanceof HTMLElement) before.focus();
  });
  return (
    <dialog
      class={`panel is-${props.name}`}
      ref={dialog}
      aria-label={props.title}
      onClose={() => props.onClose()}
      onClick={(event) => event.target === dialog && props.onClose()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div>{props.children}</div>
    </dialog>
  );
}
