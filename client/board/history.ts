import { createContext, useContext } from 'solid-js';
import type { HistoryView } from '../../shared/history';
import { createReading, type Reading } from '../reading/reading';
import { useReadingWords } from '../ui/words/reading';
import { useBoard } from './store';

const REFRESH_MS = 15_000;

type HistoryReader = () => HistoryView | null;

/** Days and hours gone by, read again now and then and as soon as a new day begins: yesterday's are not today's. */
export function createHistory(): Reading<HistoryView> {
  const { state } = useBoard();
  const { words } = useReadingWords();
  const today = () => state.board?.windows.today.from;
  return createReading<HistoryView>({
    title: words.history,
    ask: () => (today() === undefined ? null : '/api/v1/history'),
    about: () => today() ?? '',
    everyMs: REFRESH_MS,
  });
}

const HistoryContext = createContext<Reading<HistoryView>>();
export const HistoryProvider = HistoryContext.Provider;

/** The reading itself, for who shows nothing else. */
export function useHistoryReading(): Reading<HistoryView> {
  const reading = useContext(HistoryContext);
  if (!reading) throw new Error('useHistory outside a HistoryProvider');
  return reading;
}

/** null until the first answer. */
export function useHistory(): HistoryReader {
  return useHistoryReading().data;
}
