import { createMemo, Show, untrack } from 'solid-js';
import { dayText, minuteText } from '../../shared/formats';
import { dayOf, formatDay } from '../../shared/localTime';
import { useSilence } from '../board/silence';
import { useBoard } from '../board/store';
import { useReadingWords } from '../ui/words/reading';
import { retryAll, type UnreadPart, unreadParts } from './unread';

/**
 * The one mark of a view: which of its parts cannot be read now, and of when the figures are that they go on showing. While
 * the line itself is mute, the view says that instead.
 */
export function Unread() {
  const { state } = useBoard();
  const { marked } = useSilence();
  const { words } = useReadingWords();
  const figuresAt = useFiguresAt();
  // Whoever was turned away has no line, and stands before a form that reads.
  const isHeard = () => !marked() || state.refused === 'forbidden';
  const titles = (some: readonly UnreadPart[]) => [...new Set(some.map(({ title }) => title))].join(', ');
  const text = createMemo(() => {
    const old = new Map<string, UnreadPart[]>();
    const none = unreadParts().filter(({ asOfMs }) => asOfMs === null);
    for (const part of unreadParts()) {
      if (part.asOfMs === null) continue;
      const at = figuresAt(part.asOfMs);
      old.set(at, [...(old.get(at) ?? []), part]);
    }
    return [
      ...(none.length > 0 ? [`${words.notRead}: ${titles(none)}`] : []),
      ...[...old].map(([at, some]) => `${titles(some)}: ${at}`),
    ].join(' · ');
  });
  const isTrying = () => unreadParts().some(({ isFinal }) => !isFinal);
  return (
    <Show when={text() !== '' && isHeard()}>
      <p
        class="unread"
        role="status"
        data-unread={unreadParts()
          .map(({ path }) => path)
          .join(' ')}
      >
        <span>
          {text()}
          {isTrying() ? `, ${words.trying}` : ''}
        </span>
        <button type="button" onClick={retryAll}>
          {words.tryNow} <kbd>R</kbd>
        </button>
      </p>
    </Show>
  );
}

/** "số liệu lúc 10:21"; with its day when that is not the present one. */
export function useFiguresAt(): (asOfMs: number) => string {
  const { now } = useBoard();
  const { words } = useReadingWords();
  return (asOfMs) => {
    const isToday = dayOf(asOfMs) === dayOf(untrack(now) ?? asOfMs);
    const day = isToday ? '' : ` ${words.onDay} ${dayText(formatDay(dayOf(asOfMs)))}`;
    return `${words.figuresOf} ${minuteText(asOfMs)}${day}`;
  };
}
