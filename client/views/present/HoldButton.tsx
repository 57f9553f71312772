import { Show } from 'solid-js';
import { usePresentWords } from '../../ui/words/present';
import { momentText, readInstant } from './texts';

/** Holds the figures, or says since when they are held and lets them go. */
export function HoldButton(props: { readonly heldAt: string | null; readonly onPress: () => void }) {
  const { words } = usePresentWords();
  return (
    <button type="button" class="hold" classList={{ 'is-held': props.heldAt !== null }} onClick={() => props.onPress()}>
      <Show when={props.heldAt} fallback={words.freeze}>
        {(at) => (
          <>
            <Padlock /> {words.frozenAt} {momentText(readInstant(at()), false)}
          </>
        )}
      </Show>
    </button>
  );
}

function Padlock() {
  return (
    <svg class="lock" viewBox="0 0 24 24" aria-hidden="true">
      <path
        d="M6 11V8a6 6 0 0 1 12 0v3h1v10H5V11Zm2.5 0h7V8a3.5 3.5 0 0 0-7 0Z"
        fill="currentColor"
        fill-rule="evenodd"
      />
    </svg>
  );
}
