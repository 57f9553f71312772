import { parseInstant } from '../../../shared/localTime';
import type { WardNote } from '../../../shared/wardNotes';
import { useBoard } from '../../board/store';
import { createAnswer } from './answers';

/** This ward's notes, newest first: from the board, which carries today's; a board without them is helped by a call. */
export function createNotes(code: string): { readonly notes: () => readonly WardNote[]; readonly refresh: () => void } {
  const { state } = useBoard();
  const onBoard = () => (state.board as { readonly notes?: readonly WardNote[] } | null)?.notes;
  const asked = createAnswer<{ readonly notes: readonly WardNote[] }>({
    path: () => {
      const day = state.board?.windows.today.from;
      return day === undefined || onBoard() ? null : `/api/v1/wards/${code}/notes?from=${day}&to=${day}`;
    },
    keepAs: `${code}.notes`,
    news: () => state.board?.windows.today.from,
    leastMs: 60_000,
  });
  return {
    notes: () =>
      [...(onBoard() ?? asked.data()?.notes ?? [])]
        .filter((note) => note.ward === code)
        .sort((a, b) => (parseInstant(b.recordedAt) ?? 0) - (parseInstant(a.recordedAt) ?? 0)),
    refresh: asked.ask,
  };
}
