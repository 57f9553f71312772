import { createSignal, For, type JSX, Show } from 'solid-js';
import { wards } from '../../board/reference';
import { useOpsWords } from '../../ui/words/ops';

interface ConfirmProps {
  readonly label: string;
  /** What will happen, as a question. */
  readonly question: string;
  /** Whom it is done to, for who does not see the row. */
  readonly about: string;
  readonly name: string;
  readonly onConfirm: () => Promise<void>;
}

/** A button whose deed cannot be taken back: it asks first, in its own place. */
export function Confirm(props: ConfirmProps) {
  const { words } = useOpsWords();
  const [asks, setAsks] = createSignal(false);
  return (
    <Show
      when={asks()}
      fallback={
        <button
          type="button"
          data-do={props.name}
          aria-label={`${props.label}: ${props.about}`}
          onClick={() => setAsks(true)}
        >
          {props.label}
        </button>
      }
    >
      <fieldset class="ops-confirm" aria-label={props.label}>
        <span>{props.question}</span>
        <button
          type="button"
          class="is-main"
          data-confirm={props.name}
          ref={(button) => queueMicrotask(() => button.focus())}
          onClick={() => {
            setAsks(false);
            void props.onConfirm();
          }}
        >
          {props.label}
        </button>
        <button type="button" onClick={() => setAsks(false)}>
          {words.cancel}
        </button>
      </fieldset>
    </Show>
  );
}

/** A secret that is shown once, to be handed over and then hidden. */
export function OnceShown(props: {
  readonly title: string;
  readonly text: string;
  readonly note: string;
  readonly onHide: () => void;
}) {
  const { words } = useOpsWords();
  const [copied, setCopied] = createSignal(false);
  let shown: HTMLElement | undefined;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(props.text);
    } catch {
      // Without TLS browsers have no clipboard for pages: the old way works there.
      if (shown) getSelection()?.selectAllChildren(shown);
      document.execCommand('copy');
    }
    setCopied(true);
  };
  return (
    <div class="ops-once" role="alert">
      <p>{props.title}</p>
      <code ref={shown} data-once={props.text}>
        {props.text}
      </code>
      <p class="ops-buttons">
        <button type="button" class="is-main" onClick={() => void copy()}>
          {copied() ? words.copied : words.copy}
        </button>
        <button type="button" onClick={() => props.onHide()}>
          {words.handedOver}
        </button>
      </p>
      <p class="ops-hint">{props.note}</p>
    </div>
  );
}

/** One of the 40 wards. */
export function WardSelect(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
}) {
  const { words } = useOpsWords();
  return (
    <label>
      {props.label}
      <select name="ward" required value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        <option value="">{words.chooseWard}</option>
        <For each={wards}>
          {(ward) => (
            <option value={ward.code}>
              {ward.name} ({ward.kind})
            </option>
          )}
        </For>
      </select>
    </label>
  );
}

/** A cell that knows its column's name: on a narrow screen a row becomes a block of named lines. */
export function Cell(props: { readonly of: string; readonly children: JSX.Element }) {
  return (
    <td data-label={props.of}>
      <span>{props.children}</span>
    </td>
  );
}

/** Names of columns; an empty one is for buttons. */
export function Columns(props: { readonly names: readonly string[] }) {
  return (
    <thead>
      <tr>
        <For each={props.names}>{(name) => (name === '' ? <td /> : <th scope="col">{name}</th>)}</For>
      </tr>
    </thead>
  );
}
