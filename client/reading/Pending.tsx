import { Show } from 'solid-js';
import { type ReadingWords, useReadingWords } from '../ui/words/reading';
import type { Failure } from './failure';
import type { Reading } from './reading';

interface PendingProps {
  readonly of: Pick<Reading<unknown>, 'failed' | 'retry'>;
  /** What waits, as a sentence; without it: that figures are not read yet. */
  readonly says?: string | undefined;
}

/** What stands in the place of figures that are not there yet: that they are being read, or why they cannot be. */
export function Pending(props: PendingProps) {
  const { words } = useReadingWords();
  return (
    <Show when={props.of.failed()} fallback={<Waiting text={words.loading} />}>
      {(failure) => (
        <p class="pending" data-failed={failure().why}>
          {props.says ?? words.notRead}: {reasonText(failure(), words)}.
          <button type="button" onClick={() => void props.of.retry()}>
            {words.tryNow} <kbd>R</kbd>
          </button>
        </p>
      )}
    </Show>
  );
}

/** A moment's waiting shows nothing. */
export function Waiting(props: { readonly text: string }) {
  return (
    <p class="pending is-waiting" role="status">
      {props.text}
    </p>
  );
}

/** "máy chủ đang bận, thử lại sau 4 giây" */
export function reasonText({ why, againS }: Pick<Failure, 'why' | 'againS'>, words: ReadingWords): string {
  return againS === null ? words[why] : `${words[why]}, ${words.again} ${Math.ceil(againS)} ${words.seconds}`;
}
