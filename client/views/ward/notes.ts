import { createSignal } from 'solid-js';
import { parseInstant } from '../../../shared/localTime';
import type { WardNote } from '../../../shared/wardNotes';
import { useBoard } from '../../board/store';
import { useWardWords } from '../../ui/words/ward';
import { createAnswer } from './answers';

export interface Notes {
  /** Newest first. */
  readonly notes: () => readonly WardNote[];
  /** Asks the server: the board brings the same later, for it comes to tablets at a walking pace. */
  readonly refresh: () => void;
}

/** This ward's notes: the board's, and what the server answered when somebody wrote one or looked. */
export function createNotes(code: string): Notes {
  const { state } = useBoard();
  const { words } = useWardWords();
  const [wanted, setWanted] = createSignal(false);
  const onBoard = () => (state.board as { readonly notes?: readonly WardNote[] } | null)?.notes;
  const asked = createAnswer<{ readonly notes: readonly WardNote[] }>({
    title: words.notes,
    path: () => {
      const day = state.board?.windows.today.from;
      return day === undefined || !wanted() ? null : `/api/v1/wards/${code}/notes?from=${day}&to=${day}`;
    },
    keepAs: `${code}.notes`,
    leastMs: 60_000,
  });
  return {
    notes: () =>
      joined(asked.data()?.notes ?? [], onBoard() ?? [])
        .filter((note) => note.ward === code)
        .sort((a, b) => (parseInstant(b.recordedAt) ?? 0) - (parseInstant(a.recordedAt) ?? 0)),
    refresh: () => {
      if (wanted()) void asked.retry();
      else setWanted(true);
    },
  };
}

/** Each note once, as whoever knows more of it has it: an answer and an end are only ever added. */
function joined(some: readonly WardNote[], others: readonly WardNote[]): WardNote[] {
  const known = (note: WardNote) => Number(note.answer !== null) + Number(note.until !== null);
  const notes = new Map<number, WardNote>();
  for (const note of [...some, ...others]) {
    const before = notes.get(note.id);
    if (!before || known(note) >= known(before)) notes.set(note.id, note);
  }
  return [...notes.values()];
}
