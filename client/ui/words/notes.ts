import { useLang } from '../lang';
import { NOTES_EN } from './enNotes';
import { NOTES_VI } from './viNotes';

/** The words around what wards tell the centre, for wall and presenter. */
export function useNoteWords() {
  const { lang } = useLang();
  const words: Readonly<Record<keyof typeof NOTES_VI, string>> = lang === 'vi' ? NOTES_VI : NOTES_EN;
  return { lang, words };
}
