import { createEffect, createSignal, onCleanup, Show } from 'solid-js';
import { type AccessWord, useAccessWords } from '../ui/words/access';
import type { Answered } from './ask';

interface FormEndProps {
  /** What is wrong, in words; null: nothing. */
  readonly fault: string | null;
  readonly wait: Wait;
  readonly busy: boolean;
  /** What the button says; null: there is nothing to send yet. */
  readonly label: string | null;
}

/** The end of every form at the door: what is wrong, how long to wait, and the button. */
export function FormEnd(props: FormEndProps) {
  const { words } = useAccessWords();
  return (
    <>
      <Show when={props.fault}>
        <p class="fault" role="alert">
          {props.fault}
        </p>
      </Show>
      <Show when={props.wait.seconds() > 0}>
        <p class="fault" role="alert">
          {words.tooOften} <b>{props.wait.text()}</b>.
        </p>
      </Show>
      <Show when={props.label}>
        <button type="submit" class="main" disabled={props.busy || props.wait.seconds() > 0}>
          {props.busy ? words.checking : props.label}
        </button>
      </Show>
    </>
  );
}

/** Why a call was refused, in words that tell what to do. */
export function faultOf(answer: Answered): AccessWord {
  if (answer.status === 0) return 'serverAway';
  if (answer.status === 401) return 'wrongPassword';
  if (answer.status === 403) return 'notFromHere';
  return answer.status === 503 ? 'serverBusy' : 'notTaken';
}

export interface Wait {
  readonly seconds: () => number;
  readonly start: (wanted: number) => void;
  readonly text: () => string;
}

/** Counts the seconds that the server asked to wait. */
export function createWait(): Wait {
  const { words } = useAccessWords();
  const [seconds, setSeconds] = createSignal(0);
  createEffect(() => {
    if (seconds() === 0) return;
    const timer = setTimeout(() => setSeconds(seconds() - 1), 1000);
    onCleanup(() => clearTimeout(timer));
  });
  return {
    seconds,
    start: (wanted: number): void => void setSeconds(Math.ceil(wanted)),
    text: (): string =>
      seconds() < 60 ? `${seconds()} ${words.seconds}` : `${Math.ceil(seconds() / 60)} ${words.minutes}`,
  };
}
