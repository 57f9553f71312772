import { createReading, type Reading } from '../reading/reading';
import { useReadingWords } from '../ui/words/reading';
import type { MapSource } from './geometry';

const PATH = '/api/v1/map';

/** The map stands still: one that was read serves the whole life of the page. */
let known: MapSource | null = null;

export function createMapReading(): Reading<MapSource> {
  const { words } = useReadingWords();
  return createReading<MapSource>({
    title: words.map,
    ask: () => (known ? null : PATH),
    about: () => PATH,
    first: known,
    onAnswer: (map) => {
      known = map;
    },
  });
}
