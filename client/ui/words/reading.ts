import { useLang } from '../lang';
import { READING_EN } from './enReading';
import { READING_VI } from './viReading';

export type ReadingWords = { readonly [K in keyof typeof READING_VI]: string };

/** The words around reading itself: every view needs them. */
export function useReadingWords() {
  const { lang } = useLang();
  const words: ReadingWords = lang === 'vi' ? READING_VI : READING_EN;
  return { lang, words };
}
