import { createContext, createEffect, createSignal, on, onCleanup, useContext } from 'solid-js';
import type { HistoryView } from '../../shared/history';
import { useBoard } from './store';

const REFRESH_MS = 15_000;
const RETRY_MS = 3000;

type HistoryReader = () => HistoryView | null;

/** Days and hours gone by, asked for again now and then and as soon as a new day begins; null until the first answer. */
export function createHistory(): HistoryReader {
  const { state } = useBoard();
  const [history, setHistory] = createSignal<HistoryView | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gone = false;
  const refresh = async (): Promise<void> => {
    clearTimeout(timer);
    let wait = RETRY_MS;
    try {
      const answer = await fetch('/api/v1/history');
      if (answer.ok) {
        const fresh = (await answer.json()) as HistoryView;
        if (!gone) setHistory(fresh);
        wait = REFRESH_MS;
      }
    } catch {
      // The header says that nothing is heard; what is shown keeps its own age.
    }
    if (gone) return;
    clearTimeout(timer);
    timer = setTimeout(refresh, wait);
  };
  createEffect(
    on(
      () => state.board?.windows.today.from,
      () => void refresh(),
    ),
  );
  onCleanup(() => {
    gone = true;
    clearTimeout(timer);
  });
  return history;
}

const HistoryContext = createContext<HistoryReader>(() => null);
export const HistoryProvider = HistoryContext.Provider;

export function useHistory(): HistoryReader {
  return useContext(HistoryContext);
}
