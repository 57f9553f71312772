import { createSignal, createUniqueId, onMount, Show } from 'solid-js';
import { useAccessWords } from '../ui/words/access';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly autocomplete: string;
  readonly hint?: string;
  readonly autofocus?: boolean;
}

export function TextField(props: FieldProps) {
  return (
    <label class="field">
      {props.label}
      <input
        ref={focused(() => props.autofocus === true)}
        name={props.name}
        maxlength="120"
        required
        spellcheck={false}
        autocapitalize="none"
        autocomplete={props.autocomplete}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </label>
  );
}

/** A password can be looked at while it is typed: that prevents more mistakes than it gives away. */
export function PasswordField(props: FieldProps) {
  const { words } = useAccessWords();
  const [isSeen, setSeen] = createSignal(false);
  const hint = createUniqueId();
  return (
    <div class="field">
      <label>
        {props.label}
        <input
          ref={focused(() => props.autofocus === true)}
          type={isSeen() ? 'text' : 'password'}
          name={props.name}
          maxlength="200"
          required
          spellcheck={false}
          autocapitalize="none"
          autocomplete={props.autocomplete}
          aria-describedby={hint}
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      </label>
      <button type="button" class="see" aria-pressed={isSeen()} onClick={() => setSeen(!isSeen())}>
        {isSeen() ? words.hide : words.see}
      </button>
      <small id={hint}>
        <Show when={props.hint}>{props.hint}</Show>
      </small>
    </div>
  );
}

/** The six digits of an authenticator app. */
export function CodeField(props: Omit<FieldProps, 'name' | 'autocomplete'>) {
  const hint = createUniqueId();
  return (
    <div class="field">
      <label>
        {props.label}
        <input
          class="digits"
          ref={focused(() => props.autofocus === true)}
          name="totp"
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength="7"
          pattern="[0-9 ]{6,7}"
          required
          aria-describedby={hint}
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      </label>
      <small id={hint}>
        <Show when={props.hint}>{props.hint}</Show>
      </small>
    </div>
  );
}

function focused(wanted: () => boolean): (input: HTMLInputElement) => void {
  return (input) => onMount(() => wanted() && input.focus());
}
